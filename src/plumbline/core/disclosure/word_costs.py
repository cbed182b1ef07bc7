"""What ordinary words cost: the less frequent a word, the more; read once from the two tables beside this module.

A text is read as the cheapest row of words, and a name is what is cheaper than the words it would otherwise be.
`words.txt` is made in setup (tools/ordinary_words.py), `words_added.txt` by hand; neither holds names of persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from plumbline.core.disclosure.errors import TableMissing
from plumbline.core.disclosure.thing_words import OF_THINGS

UNKNOWN: Final = 17.0
"""Of a character that no table has."""
LONGEST: Final = 6
_THING: Final = 11.0
"""Of a word of goods, limbs, trades."""
_TABLES: Final = ("words.txt", "words_added.txt")


@cache
def word_costs() -> dict[str, float]:
    """Cost of each word, of single characters too; raises TableMissing where setting up was left out."""
    costs: dict[str, float] = {}
    for table in _TABLES:
        for cost, words in _rows(_text(table)):
            for word in words:
                costs[word] = min(cost, costs.get(word, UNKNOWN))
    for word in OF_THINGS:
        costs[word] = min(_THING, costs.get(word, UNKNOWN))
    return costs


def _text(table: str) -> str:
    try:
        return Path(__file__).with_name(table).read_text("utf-8")
    except FileNotFoundError as error:
        raise TableMissing(table=table) from error


def _rows(table: str) -> Iterator[tuple[float, list[str]]]:
    for line in table.splitlines():
        if line and not line.startswith("#"):
            cost, *words = line.split()
            yield float(cost), words
