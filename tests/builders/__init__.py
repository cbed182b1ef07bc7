"""Builders of test input: packs from a few lines, cases from a few words."""
