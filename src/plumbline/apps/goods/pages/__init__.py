"""Pages of things and money."""
