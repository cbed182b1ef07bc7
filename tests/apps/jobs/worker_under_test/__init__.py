"""An app with tasks that kill their own worker, and a driver that kills workers at random moments."""
