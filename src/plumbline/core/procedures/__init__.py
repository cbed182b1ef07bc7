"""Procedures as data: definition, strict loader, layers, lint, diagrams."""
