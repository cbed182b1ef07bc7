"""Reading any report's text: its figures, whether they agree with each other, and what a reader would ask."""
