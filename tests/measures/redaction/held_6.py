"""The sixth held-back set: thirty-two papers, one for each kind that a statute gives contents to.

Their writer had seen the pages of the finder's scores, decision 0052 and the first two papers of the fifth set, no rule
of the finder.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import yaml

from measures.redaction.held_6_world import MAKERS
from measures.redaction.paper import SLOT, Decision, Paper

FILE = Path(__file__).with_suffix(".yaml")


@cache
def papers() -> tuple[str, ...]:
    """The templates, in the order of the file."""
    return tuple(yaml.safe_load(FILE.read_text("utf-8"))["papers"])


def make(random: Random) -> Decision:
    """One paper. Its first person is the one whom the record of the case would tell."""
    template = random.choice(papers())
    paper = Paper(random, MAKERS)
    for slot in dict.fromkeys(found[1] for found in SLOT.finditer(template)):
        maker, _, number = slot.rpartition("_")
        if number.isdigit():
            paper.same[slot] = MAKERS[maker](random)
    paper.same["party"] = paper.same["n_1"]
    paper.write(template)
    return paper.done()
