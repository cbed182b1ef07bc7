"""Figures of the district from its own records: counted, opened down to their rows, taken away (decision 0033)."""
