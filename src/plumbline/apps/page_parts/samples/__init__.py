"""Invented values for the catalogue: a district that does not exist, its cases and people. They state no law."""
