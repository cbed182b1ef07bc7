"""Publication of enforcement: what is due when, what is taken out of a text first, what is shown.

The detector proposes and a person decides: nothing here publishes. It tells places in a text, never a kind of person.
"""
