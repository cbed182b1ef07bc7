"""An act that may do in the place of another (`offers`) and was found enough: what to know before the other is done.

A visit is planned although papers, data or video have shown what it is to show: the form tells of that check and asks
why, the answer is part of the record. Nothing is forbidden by this; what the law says of it is a rule of the pack.
Checks are looked for in the case and, of an organisation, in the organ's other cases about it in the same year: the
year of the plans and of the yearly cap. Of a person nothing is gathered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.cases.history import History
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.vocabulary import PARTY_KEY

SUFFICIENT: Final = "sufficient"
"""The field by which such an act says that it was enough."""
REASON: Final = "visit_reason"
"""The field of the other act that says why it is done all the same."""
_MATTER: Final = "item_code"


def found_enough(procedure: Procedure, history: History, now: int) -> Iterator[Record]:
    """The acts of the case, as of `now`, that some step offers in its place and that were found enough."""
    case = history.folded(now)
    for step in sorted({one.offers for one in procedure.steps.values() if one.offers}):
        for act in case.by_step.get(step, ()):
            if act.fields.get(SUFFICIENT) is True:
                yield act


def reason_missing(field: FieldDefinition, checks: Sequence[tuple[str, int]]) -> Hindrance:
    """Why a visit is planned all the same is not stated; `checks` are the numbers of other cases, "" for this one, and
    the days on which it was found enough. The house's own order: no text read asks for a reason in writing.
    """
    days = [(number, date_of(day).isoformat()) for number, day in checks]
    zh = "、".join(f"{number or '本案'} {day}" for number, day in days)
    en = ", ".join(f"{number or 'this case'} {day}" for number, day in days)
    return Hindrance(
        Side.CONTENT,
        "非现场检查已经足以实现检查目的，请写明仍安排入企的理由",
        "a check off site was enough: state why the visit is planned all the same",
        field=field.name,
        facts=((f"足以实现检查目的的非现场检查：{zh}", f"checks off site that were enough: {en}"),),
        ways=MappingProxyType(
            {
                "zh": f"填写“{field.title}”；没有其他理由的，不再安排入企检查",
                "en": f"fill in “{field.english}”; without another reason plan no visit",
            }
        ),
    )


def check_streams(procedure: Procedure, history: History, now: int) -> frozenset[str]:
    """Under which names the organ's other cases about the same organisation find these acts: one a year."""
    years = {date_of(act.day).year for act in found_enough(procedure, history, now)}
    named = (stream_of(procedure, history, year) for year in years)
    return frozenset(one for one in named if one is not None)


def stream_of(procedure: Procedure, history: History, year: int) -> str | None:
    """The name for that year; None where nobody knows the party again."""
    party = history.header.get(PARTY_KEY)
    return None if party is None else f"enough/{procedure.id}/{history.opening.organ}/{party}/{year}"


def is_same_matter(one: History, other: History) -> bool:
    """Whether both are about the same: by the code of the item where both state one, else by their cause."""
    codes = [{act.fields[_MATTER] for act in case.acts if _MATTER in act.fields} for case in (one, other)]
    if all(codes):
        return bool(codes[0] & codes[1])
    return one.opening.title == other.opening.title
