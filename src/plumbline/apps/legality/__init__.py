"""Legality review of texts 合法性审查: a text is opened, its passages are marked, a reviewer decides on each mark."""
