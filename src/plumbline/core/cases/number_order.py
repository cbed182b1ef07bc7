"""The order of numbers as people count: 〔2026〕9号 before 〔2026〕10号."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = re.compile(r"[0-9]+")
_WIDTH: Final = 9


def order_key(number: str) -> str:
    """A text that sorts like the number is counted: every run of digits filled up with zeros.

    >>> order_key("青市监立〔2026〕9号") < order_key("青市监立〔2026〕10号")
    True
    """
    return _DIGITS.sub(lambda found: found[0].zfill(_WIDTH), number)
