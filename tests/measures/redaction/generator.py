"""Two thousand invented decisions: the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from random import Random
from types import ModuleType

from measures.redaction import held_2, held_3, held_5, held_6, held_7, held_out, templates, told_whole
from measures.redaction.paper import Decision, Paper
from measures.redaction.pieces import MAKERS

SEED = 20261128


class Words(StrEnum):
    """Whose words the decisions are written in; who mends the finder reads the first alone. None is fresh any more."""

    OPEN = "open"
    HELD = "held"
    HELD_2 = "held-2"
    HELD_3 = "held-3"
    HELD_4 = "held-4"
    HELD_5 = "held-5"
    HELD_6 = "held-6"
    HELD_7 = "held-7"
    HELD_8 = "held-8"
    HELD_9 = "held-9"
    HELD_10 = "held-10"
    HELD_11 = "held-11"
    HELD_12 = "held-12"
    HELD_13 = "held-13"
    HELD_14 = "held-14"
    HELD_15 = "held-15"
    HELD_16 = "held-16"
    HELD_17 = "held-17"
    HELD_18 = "held-18"


TOLD_WHOLE = {
    Words.HELD_4: "held_4.jsonl",
    Words.HELD_8: "held_8.jsonl",
    Words.HELD_9: "held_9.jsonl",
    Words.HELD_10: "held_10.jsonl.xz",
    Words.HELD_11: "held_11.jsonl.xz",
    Words.HELD_12: "held_12.jsonl.xz",
    Words.HELD_13: "held_13.jsonl.xz",
    Words.HELD_14: "held_14.jsonl.xz",
    Words.HELD_15: "held_15.jsonl.xz",
    Words.HELD_16: "held_16.jsonl.xz",
    Words.HELD_17: "held_17.jsonl.xz",
    Words.HELD_18: "held_18.jsonl.xz",
}
"""Sets that lie in a file and are not made: no seed moves them."""


def make(random: Random, words: Words = Words.OPEN) -> Decision:
    """One decision against a person or a firm, in the words of one set."""
    if words is Words.HELD_2:
        return held_2.make(random)
    if words is Words.HELD_3:
        return held_3.make(random)
    if words is Words.HELD_5:
        return held_5.make(random)
    if words is Words.HELD_6:
        return held_6.make(random)
    if words is Words.HELD_7:
        return held_7.make(random)
    return _from(random, held_out if words is Words.HELD else templates)


def _from(random: Random, words: ModuleType) -> Decision:
    person = random.random() < 0.65
    paper = Paper(random, MAKERS, person)
    paper.same["company"] = MAKERS["firm"](random)
    paper.same["party"] = MAKERS["name"](random) if person else paper.same["company"]
    paper.write("{organ}\n行政处罚决定书\n{number}\n")
    paper.write(random.choice(words.PERSON if person else words.FIRM))
    facts = words.FACTS + words.OF_PERSONS if person else words.FACTS
    for fact in random.sample(facts, random.randint(3, 6)):
        paper.write(fact)
        paper.text += random.choice(("", "", "\n"))
    paper.text += "\n"
    for part in (words.EVIDENCE, words.DECISION, words.END):
        paper.write(random.choice(part))
    return paper.done()


def decisions(count: int = 2_000, seed: int = SEED, words: Words = Words.OPEN) -> Iterator[Decision]:
    """The decisions, one after another."""
    if words in TOLD_WHOLE:
        yield from islice(told_whole.decisions(TOLD_WHOLE[words]), count)
        return
    random = Random(seed)
    for _ in range(count):
        yield make(random, words)
