"""Two cases of the living district to which the leniency list applies: one decided without a penalty, one undecided.

The grounds are those of the law (处罚法 §33) and no others; which violations stand on the list is the organ's own
decision, and here it is invented.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Final

from plumbline.core.facts.record import Value
from plumbline.site.demo import penalty_ordinary
from plumbline.site.demo.days import works
from plumbline.site.demo.draft import Draft, TooLateError, put
from plumbline.site.demo.living_discretion import ORGAN

GROUNDS: Final = (
    ("minor_corrected", "违法行为轻微并及时改正，没有造成危害后果", "处罚法 §33 ¶1"),
    ("first_harmless", "初次违法且危害后果轻微并及时改正", "处罚法 §33 ¶1"),
    ("no_fault", "当事人有证据足以证明没有主观过错", "处罚法 §33 ¶2"),
)
"""Ground, its condition as the law says it, its article: the items of each list."""
_DAYS_BACK: Final = (110, 40)
"""How long ago the case began that is decided, and the latest beginning of the one that is not."""
_TRIES: Final = 60


def lenient_items(organ: str, power: str, name: str, first: int) -> list[tuple[str, dict[str, Value]]]:
    """The items of an organ's list for one of its powers: number, and what the register says."""
    return [
        (
            f"MF{first + place:03}",
            {
                "leniency_no": f"MF{first + place:03}",
                "name": name,
                "organ_no": organ,
                "power_no": power,
                "leniency_kind": kind,
                "conditions": conditions,
                "leniency_basis": basis,
            },
        )
        for place, (kind, conditions, basis) in enumerate(GROUNDS)
    ]


def lenient_sketches(organ: str, now: datetime) -> list[Draft]:
    """The two cases, of the one organ that has them; none of another."""
    if organ != ORGAN:
        return []
    decided = _sketch(now.date() - timedelta(days=_DAYS_BACK[0]), now, "decide")
    waiting = _sketch(now.date() - timedelta(days=_DAYS_BACK[1]), now, "tell")
    after = list(waiting.acts).index("tell") + 1
    waiting.acts = {label: waiting.acts[label] for label in list(waiting.acts)[:after]}
    return [decided, waiting]


def _sketch(start: date, now: datetime, reached: str) -> Draft:
    """A lawful case without a hearing, corrected in time and harmless, of which the act `reached` is past."""
    options = {
        "field": "general",
        "party_kind": "organisation",
        "hearing": False,
        "answer": "silent",
        "outcome": "no_penalty",
        "complex": False,
        "major": False,
    }
    for seed in range(_TRIES):
        day = start + timedelta(days=seed % 7)
        draft = Draft("penalty.ordinary", "general", day, random.Random(seed), dict(options))
        try:
            penalty_ordinary.build(draft)
            put("conclude", harmless=True)(draft)
            put("decide", no_penalty_ground="minor_corrected")(draft)
        except (TooLateError, KeyError):
            continue
        if works(day) and reached in draft.acts and draft.acts[reached].end < now - timedelta(days=1):
            draft.acts = {one.label: one for one in sorted(draft.acts.values(), key=lambda one: one.at)}
            draft.acts = {label: one for label, one in draft.acts.items() if one.end < now}
            return draft
    raise AssertionError(f"no such case began on {start}")
