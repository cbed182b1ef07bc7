"""Reports for people, made from what a check wrote. Door: `actions`."""
