"""The end of a statistical year: the cut-off, what is carried over, and what is still missing (decision 0049)."""
