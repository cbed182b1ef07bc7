"""Registers: cases of register procedures, folded to what stands in a list today. Their history is their records."""
