"""The records as they are stored: append-only, sealed, and the one function that writes them."""
