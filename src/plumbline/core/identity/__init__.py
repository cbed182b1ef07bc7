"""Codes that identify organisations and persons, and what is wrong with one that cannot be right."""
