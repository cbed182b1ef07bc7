"""Pages of people, organs and registers."""
