"""«Did you mean …»: the remedy for a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, NamedTuple

SHOWN: Final = 12
"""How many known names a remedy lists at most."""


class Advice(NamedTuple):
    """A remedy in Chinese and English."""

    zh: str
    en: str


def did_you_mean(word: str, known: Iterable[str]) -> Advice:
    """The nearest known name where one is near, and otherwise what there is.

    >>> did_you_mean("resul", ["result", "round"]).en
    'did you mean “result”? There are: result, round'
    """
    names = sorted(set(known))
    if not names:
        return Advice("这里还没有可用的名称", "there are none yet")
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    listed = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    if near:
        return Advice(
            f"是否要写“{near[0]}”？可用：{listed}", f"did you mean “{near[0]}”? There are: {listed}"
        )
    return Advice(f"可用：{listed}", f"there are: {listed}")
