"""The same write as a record of ours, kept by django-simple-history."""
