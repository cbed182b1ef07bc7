"""Oversight: what a judged case shows, and how findings open, change and close as records arrive."""
