"""The fifth held-back set: thirty-six papers written whole, filled again and again with other people and numbers.

Its writer had seen the pages of the finder's scores and its decision 0052, no rule of it and no sentence of the
older sets.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import yaml

from measures.redaction.held_5_world import MAKERS
from measures.redaction.paper import SLOT, Decision, Paper

FILE = Path(__file__).with_suffix(".yaml")


@cache
def papers() -> tuple[str, ...]:
    """The templates, in the order of the file."""
    return tuple(yaml.safe_load(FILE.read_text("utf-8"))["papers"])


def make(random: Random) -> Decision:
    """One paper. The first person of it is the one whom the record of the case would tell."""
    template = random.choice(papers())
    paper = Paper(random, MAKERS)
    for slot in dict.fromkeys(found[1] for found in SLOT.finditer(template)):
        maker, _, number = slot.rpartition("_")
        if number.isdigit():
            paper.same[slot] = MAKERS[maker](random)
    paper.same["party"] = paper.same["n_1"]
    paper.write(template)
    return paper.done()
