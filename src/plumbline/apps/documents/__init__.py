"""Papers of cases: rendered, numbered, signed, served and bound into case files. Doors: `actions` (write), `queries`
(read).
"""
