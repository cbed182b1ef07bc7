"""Two thousand invented decisions: the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from measures.redaction import held_out, templates
from measures.redaction.paper import Decision, Paper
from measures.redaction.pieces import MAKERS

SEED = 20261128


def make(random: Random, *, held: bool = False) -> Decision:
    """One decision against a person or a firm; `held` in words that nobody tuned to."""
    words = held_out if held else templates
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


def decisions(count: int = 2_000, seed: int = SEED, *, held: bool = False) -> Iterator[Decision]:
    """The decisions, one after another."""
    random = Random(seed)
    for _ in range(count):
        yield make(random, held=held)
