"""How many random examples a test tries: a third in `make test`, all in `make drill` (PLUMBLINE_EXAMPLES=all)."""

import os


def some(number: int) -> int:
    """The share of `number` that this run tries; the same ones every time."""
    return number if os.environ.get("PLUMBLINE_EXAMPLES") == "all" else max(1, number // 3)
