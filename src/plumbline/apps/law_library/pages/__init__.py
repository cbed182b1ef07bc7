"""Pages of the law library."""
