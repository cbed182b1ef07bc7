"""The running of the site as its administrators see it: background jobs, dead letters, schedules."""
