"""Strict reading of YAML data: packs, calendars, figures, mappings. Every value knows its file and line."""
