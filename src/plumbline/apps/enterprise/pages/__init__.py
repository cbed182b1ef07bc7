"""Pages of inspections of enterprises."""
