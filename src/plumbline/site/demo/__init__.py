"""A fictional district's records with planted breaches and the key to them; it shares no arithmetic with the judge."""
