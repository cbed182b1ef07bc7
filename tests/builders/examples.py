"""How many random examples a test tries: a third in `make test`, all in `make drill` (PLUMBLINE_EXAMPLES=all)."""

import os
from collections.abc import Iterable


def some(number: int) -> int:
    """The share of `number` that this run tries; the same ones every time."""
    return number if os.environ.get("PLUMBLINE_EXAMPLES") == "all" else max(1, number // 3)


def some_of(names: Iterable[str]) -> set[str]:
    """The share of these that this run tries, each third in their order; the same ones every time."""
    ordered = sorted(names)
    return set(ordered if some(3) == 3 else ordered[::3])
