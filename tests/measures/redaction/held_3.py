"""The third held-back set: seven kinds of papers of fourteen fields, written by somebody who saw no part of the finder.

Whoever mends the finder leaves this unread; the drill prints figures of it and no words. The papers stand in
held_3.yaml: a body for one field and kind, to which a party, odd lines and the end of its kind are drawn.

It was fresh at the first sight of the finder that weighs names and is no more: shapes of numbers and of firms that its
score names were mended since (docs/drills/redaction-fresh-4-later.md).
"""

from __future__ import annotations

from random import Random

from measures.redaction.held_3_pieces import told
from measures.redaction.held_3_world import AREAS, MAKERS, law
from measures.redaction.paper import Decision, Duty, Paper, Piece


def make(random: Random) -> Decision:
    """One paper."""
    words = told()
    body = random.choice(words["skeletons"])
    kind, area = words["kinds"][body["kind"]], random.choice(AREAS)
    person = body["who"] == "person" or (body["who"] == "any" and random.random() < 0.7)
    paper = Paper(random, {**MAKERS, "law": law(body["sector"])}, person)
    paper.same["company"] = MAKERS["firm"](random)
    paper.same["party"] = MAKERS["party"](random) if person else paper.same["company"]
    paper.same["other"] = MAKERS["other"](random)
    paper.same["organ"] = Piece(area + body["sector"], "organisation", Duty.KEEP)
    code = area[0] + words["codes"][body["sector"]] + kind["mark"]
    own = f"{code}〔{random.randint(2022, 2026)}〕{random.randint(1, 2400)}号"
    paper.same["own_number"] = Piece(own, "paper number", Duty.KEEP)
    paper.write("{organ}\n" + random.choice(kind["titles"]) + "\n{own_number}\n")
    paper.write(random.choice(words["person" if person else "firm"]))
    around = random.sample(words["inserts"], random.randint(1, 2))
    around += random.sample(words["traps"], random.randint(1, 2))
    random.shuffle(around)
    middle = random.randint(0, len(around))
    for part in (*around[:middle], body["text"], *around[middle:], random.choice(kind["ends"])):
        paper.write(part)
    return paper.done()
