"""Pages of the leadership of rule-of-law work."""
