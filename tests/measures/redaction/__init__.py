"""Invented decisions with personal data planted in odd places, and the key of where it stands."""
