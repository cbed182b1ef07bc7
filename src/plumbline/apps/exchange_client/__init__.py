"""Sending rows from an organ's server: a spool folder, batches under keys, retries, reports. Needs no database."""
