"""Things and money of a case: what is in store, what is owed on a day, told from the records and explained."""
