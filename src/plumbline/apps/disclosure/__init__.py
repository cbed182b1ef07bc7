"""The release desk: what is due for publication, its text without what is personal, its release by two people."""
