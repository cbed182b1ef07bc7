"""Synthetic text as records hold it: clauses of the packs, with invented names, places and goods between them.

The clauses are our own sentences in packs/, so pairs of characters are as frequent as in such text; the invented words
are of any characters and make up a quarter.
"""

from __future__ import annotations

import random
import re
from itertools import accumulate
from pathlib import Path

PACKS = Path(__file__).resolve().parents[2] / "packs"
_CLAUSE = re.compile("[\u4e00-\u9fff]{5,24}")
CHARACTERS, WORDS = 2_500, 20_000


class Writer:
    """Writes texts; the same seed, the same texts."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        found = {
            c for path in sorted(PACKS.rglob("*.yaml")) for c in _CLAUSE.findall(path.read_text("utf-8"))
        }
        self.clauses = sorted(found)
        self._chance.shuffle(self.clauses)
        characters = [chr(0x4E00 + 7 * n) for n in range(CHARACTERS)]
        often = list(accumulate(1 / (n + 10) for n in range(CHARACTERS)))
        drawn = (self._chance.choices(characters, cum_weights=often, k=2 + n % 3) for n in range(WORDS))
        self.words = list(map("".join, drawn))
        self._clauses_often = list(accumulate(1 / (n + 20) for n in range(len(self.clauses))))
        self._words_often = list(accumulate(1 / (n + 20) for n in range(WORDS)))

    def text(self, length: int) -> str:
        """A text of `length` characters."""
        count = length // 10 + 2
        clauses = self._chance.choices(self.clauses, cum_weights=self._clauses_often, k=count)
        words = self._chance.choices(self.words, cum_weights=self._words_often, k=count)
        parts = (f"{word}{clause}，" for word, clause in zip(words, clauses, strict=True))
        return "".join(parts)[:length]
