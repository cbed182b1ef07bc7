"""What a page costs when it does nearly nothing: one row read and shown, one row written."""
