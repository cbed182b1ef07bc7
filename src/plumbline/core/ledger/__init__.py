"""The ledger: records that prove themselves, in public formats, checkable by someone who trusts nobody here.

Bottom up: `canonical` (RFC 8785 bytes), `hashing` (SHA-256, SM3), `tree`, `proof`, `tiles` (RFC 6962/9162, C2SP
tlog-tiles), `note`, `checkpoint`, `cosignature`, `witness` (C2SP), `record` and `destruction` (what a record is and how
a personal value leaves it), `findings`, `wording`, `verify`, `log`, `casefile` (what verification says, and over what).
`python -m plumbline.core.ledger` is the offline verifier.

The package imports nothing else of ours; it needs the standard library and `cryptography`.
"""
