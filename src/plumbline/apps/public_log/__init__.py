"""The public face of the log: what witnesses, monitors and anyone may read of it."""
