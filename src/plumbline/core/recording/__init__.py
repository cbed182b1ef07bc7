"""Recordings of acts: which are demanded, which lie over an act in time, what of the act they leave uncovered."""
