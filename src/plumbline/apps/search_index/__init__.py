"""Search in Chinese text: a file beside the database that can be made again from the records at any time."""
