"""Pages of the running of the site."""
