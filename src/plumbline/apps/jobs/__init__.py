"""Background jobs in the database of the work: lease, retry, schedule, progress, result, dead letters."""
