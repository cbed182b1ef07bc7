"""Who complained stays unnamed in a matter that came of a complaint, for the organ concerned reads the matter.

The form that begins it knows which complaint that was; the matter itself does not, so that nobody reads it from there.
What is entered later is held against every complaint about the organ. Only supervisors are told: to anybody else a
refusal would say whether a name was the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.party_names import party_records
from plumbline.apps.casework.queries import opened_since
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.supervision.queries.incoming import COMPLAINTS
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.facts.record import Record

MATTERS: Final = "enforcement.supervision"
_FROM_COMPLAINTS: Final = "complaint"
_BACK: Final = 2 * 366
"""Days before the matter within which it may have been complained of what the matter is about."""


def named_in(file: CaseFile, act: Act, judged: Record) -> list[Hindrance]:
    """One hindrance where the texts of a supervisor's act name who complained of the organ."""
    opening = file.history.opening
    if opening.procedure != MATTERS or not any(one.role == "supervisor" for one in judged.by or ()):
        return []
    clues = [one for one in file.history.acts if one.step == "clue"]
    if not any(one.fields.get("source") == _FROM_COMPLAINTS for one in (*clues, judged)):
        return []
    said = "\n".join(_texts(act))
    named = any(_is_about(one, opening.organ) for one in _naming(said, judged.day)) if said else False
    return [_hindrance()] if named else []


def unnamed(file: CaseFile) -> frozenset[str]:
    """Name and address of whoever opened a complaint, as they were stated at any time."""
    values = personal_values(file.party_records).values()
    return frozenset(filter(None, (_told(one.value) for one in values)))


def _told(value: object) -> str:
    """A name or an address as it would be written; empty for what is too short to tell anybody."""
    text = str(value).strip()
    return text if len(text) > 1 else ""


def _texts(act: Act) -> Iterator[str]:
    yield from (one for one in act.values.values() if isinstance(one, str))
    yield from (one for paper in act.make for one in paper.asks.values())


def _naming(said: str, day: int) -> Iterator[str]:
    """The complaints of whose senders the text says something; all are asked at once, for there may be thousands."""
    cases = party_records(opened_since(COMPLAINTS, day - _BACK))
    for place, one in personal_values(cases).items():
        if place.kind == "personal" and (text := _told(one.value)) and text in said:
            yield cases[place.record]


def _is_about(complaint: str, organ: str) -> bool:
    return read_case(complaint).history.header.get("organ_concerned") == organ


def _hindrance() -> Hindrance:
    return Hindrance(
        Side.CONTENT,
        "写到了投诉人的姓名或者联系方式，被监督单位会看到",
        "it names who complained of the organ, and the organ would read it",
        ways=MappingProxyType(
            {"zh": "只写事情经过，不写投诉人", "en": "write what happened without who complained"}
        ),
    )
