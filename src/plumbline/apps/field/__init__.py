"""Acts in the street: what a phone without network made is taken in as it happened, and what does not fit is shown."""
