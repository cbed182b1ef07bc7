"""Pages of the release desk."""
