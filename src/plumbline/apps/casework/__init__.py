"""Cases at the desk: opened, acted on through one door, listed by what falls due, shown with all that was done."""
