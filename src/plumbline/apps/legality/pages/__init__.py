"""Pages of legality review."""
