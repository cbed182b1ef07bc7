"""Figures as data: what counts, in which period, by which date; counted plainly and in columns (decision 0033)."""
