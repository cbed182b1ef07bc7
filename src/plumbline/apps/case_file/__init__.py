"""The case file taken away: a BagIt archive that proves itself, with a page that people read in Chinese and English.

`evidence` gathers it from the store, `index_page` renders it, `archive` packs it. Its layout and its verification are
the core's (`core.ledger.casefile`, `core.ledger.verify`).
"""
