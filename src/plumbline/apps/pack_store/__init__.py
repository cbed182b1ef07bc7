"""The local library of imported statutes, and what the packs say of them. Doors: `actions` (write), `queries`
(read).
"""
