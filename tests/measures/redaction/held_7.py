"""The seventh held-back set: thirty-four papers in the manner of as many drafters.

Their writer had seen half the papers of the sixth set, no rule and no score of the finder.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import yaml

from measures.redaction.held_7_world import MAKERS, ZONES, broken, dotted, local, plain, ruling, spaced
from measures.redaction.paper import SLOT, Decision, Duty, Paper, Piece

FILE = Path(__file__).with_suffix(".yaml")
WRITINGS: dict[str, Callable[[Piece, Random], Piece]] = {"nb": broken, "ns": spaced, "nd": dotted}
"""Other writings of the name with the same number: broken, drawn out, with another dot."""
WRITTEN_OUT = {"k": "running", "l": "law"}
"""What stands in the template itself and stays: ordinary words, and laws."""
WRAPPED = 0.15
"""The share of papers that come with the line ends of a printed page."""
CLOSING = "，。；：、）》”」,.;:)"


@cache
def papers() -> tuple[str, ...]:
    """The templates, in the order of the file."""
    return tuple(yaml.safe_load(FILE.read_text("utf-8"))["papers"])


def make(random: Random) -> Decision:
    """One paper. Its party is the person `n_1`; without one it is a firm."""
    template = random.choice(papers())
    slots = tuple(dict.fromkeys(found[1] for found in SLOT.finditer(template)))
    zone = random.choice(ZONES)
    makers = {name: local(maker, zone) for name, maker in MAKERS.items()}
    paper = Paper(random, makers, person="n_1" in slots)
    for slot in slots:
        maker, _, rest = slot.partition("_")
        if maker in WRITTEN_OUT:
            paper.same[slot] = Piece(rest, WRITTEN_OUT[maker], Duty.KEEP, "written out")
        elif maker == "c":
            paper.same[slot] = ruling(rest, zone, random)
        elif rest and maker not in WRITINGS:
            paper.same[slot] = makers[maker](random)
    for slot in slots:
        maker, _, rest = slot.partition("_")
        if maker in WRITINGS:
            base = f"n_{rest}"
            if base not in paper.same:
                paper.same[base] = makers["n"](random)
            paper.same[slot] = WRITINGS[maker](paper.same[base], random)
    if paper.person:
        paper.same["party"] = plain(paper.same["n_1"])
    paper.write(template)
    done = paper.done()
    return _wrapped(done, random.randint(26, 38)) if random.random() < WRAPPED else done


def _wrapped(paper: Decision, width: int) -> Decision:
    """The paper with lines of that many signs; figures and letters are not parted, nor a closing sign from its line."""
    ends: list[int] = []
    start = 0
    for at, sign in enumerate(paper.text):
        if sign == "\n":
            start = at + 1
        elif at - start >= width and sign not in CLOSING and not _within_figures(paper.text, at):
            ends.append(at)
            start = at
    parts = [paper.text[one:two] for one, two in zip([0, *ends], [*ends, len(paper.text)], strict=True)]
    key = tuple(
        replace(
            planted,
            start=planted.start + bisect_right(ends, planted.start),
            end=planted.end + bisect_left(ends, planted.end),
        )
        for planted in paper.key
    )
    return Decision("\n".join(parts), key, paper.party)


def _within_figures(text: str, at: int) -> bool:
    return all(sign.isascii() and sign.isalnum() for sign in text[at - 1 : at + 1])
