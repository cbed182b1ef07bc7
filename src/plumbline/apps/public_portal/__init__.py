"""The public side: enforcement in the open, read without login and without script, from what was released."""
