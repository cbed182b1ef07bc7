"""Reminders before limits run out: who is told when, by which way, and that they read it."""
