"""The annual report on rule-of-law government: written by people, its figures fixed from records."""
