"""Pages of case files: making them, keeping them, delivering them to the archives."""
