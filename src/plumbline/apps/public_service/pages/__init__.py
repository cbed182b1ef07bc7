"""Pages of the public's ways in at the desk."""
