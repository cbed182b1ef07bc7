"""Recordings of acts: where they are missing, what recorders hold, which file belongs to which act."""
