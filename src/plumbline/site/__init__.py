"""Wiring, commands, settings."""
