"""Files that belong to records: taken in by content, kept by their hash, shown safely, destroyed only by a record."""
