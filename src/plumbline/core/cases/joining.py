"""Cases that touch each other: a joined case in its lead, the records that a split takes along (architecture §5).

A case is read with the histories of the cases that its own records name. What a split cites stands in the new case
with its original times, before everything of the case itself, so that a clock runs from the old act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.history import History
from plumbline.core.cases.reserved import (
    ASSIGN_CASE,
    CONFIRM_ACT,
    LINK_CASE,
    STATE_FACTS,
    TAKE_OVER,
    VOID_ACT,
)
from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, LEAD_CASE
from plumbline.core.facts.linking import (
    CITED_RECORDS,
    FROM_CASE,
    SPLIT_STEP,
    cited_ids,
    reference,
    versions_of,
)
from plumbline.core.facts.record import Record
from plumbline.core.ledger.record import Record as SealedRecord

COMES_FROM: Final = "comes_from"
LEADS_TO: Final = "leads_to"
JOINED_INTO: Final = "joined_into"
HAS_JOINED: Final = "has_joined"
SPLIT_FROM: Final = "split_from"
SPLIT_INTO: Final = "split_into"
RELATED: Final = "related"
REVIEWED_BY: Final = "reconsideration"
SUED_IN: Final = "suit"
OTHER_WAY: Final[Mapping[str, str]] = MappingProxyType(
    {
        COMES_FROM: LEADS_TO,
        LEADS_TO: COMES_FROM,
        JOINED_INTO: HAS_JOINED,
        HAS_JOINED: JOINED_INTO,
        SPLIT_FROM: SPLIT_INTO,
        SPLIT_INTO: SPLIT_FROM,
        RELATED: RELATED,
    }
)
"""What a link is, seen from the other case. A reconsideration or a suit is no case of this system: only a number."""


def named_cases(history: History) -> frozenset[str]:
    """The cases without which this one cannot be judged: those joined into it, those it was split from."""
    found = set()
    for act in history.acts:
        for step, name in ((JOIN_STEP, JOINED_CASE), (SPLIT_STEP, FROM_CASE)):
            if act.step == step and isinstance(other := act.fields.get(name), str):
                found.add(other)
    return frozenset(found - {history.opening.case})


def with_others(history: History, others: Mapping[str, History]) -> History:
    """The history with what stands in it of the other cases; one that cannot be read adds nothing."""
    copies: list[Record] = []
    for act in history.acts:
        origin = others.get(str(act.fields.get(FROM_CASE))) if act.step == SPLIT_STEP else None
        if origin is not None and not act.void:
            copies += _copies(history.opening.case, act, origin)
    placed = [replace(one, seq=place - len(copies)) for place, one in enumerate(copies)]
    names = {str(one.fields.get(JOINED_CASE)) for one in history.acts if one.step == JOIN_STEP}
    joined = {name: one for name, one in others.items() if name in names}
    return replace(history, acts=(*placed, *history.acts), joined=MappingProxyType(joined))


def _copies(case: str, split: Record, origin: History) -> Sequence[Record]:
    corrects = {one.id: one.corrects for one in origin.acts}
    cited = split.fields.get(CITED_RECORDS)
    wanted = versions_of(cited_ids(cited if isinstance(cited, str) else ""), corrects)
    source = origin.opening.case
    return [
        replace(
            one,
            id=reference(source, one.id),
            corrects=None if one.corrects is None else reference(source, one.corrects),
            case=case,
        )
        for one in origin.acts
        if one.id in wanted
    ]


def is_cited(history: History, record: str) -> bool:
    """Whether a record of the history stands there by reference."""
    return record not in {one.id for one in history.sealed}


def joined_into(record: Record) -> str:
    """The lead case that a record of joining names; empty for any other record."""
    lead = record.fields.get(LEAD_CASE) if record.step == JOIN_STEP else None
    return lead if isinstance(lead, str) else ""


def joining_of(history: History, joined: str | None = None) -> SealedRecord | None:
    """The record that joined this case into its lead, or, of a lead, the one that joined `joined` into it; None where
    none stands.
    """
    void = {one.corrects for one in history.sealed if one.step == VOID_ACT}
    for one in reversed(history.sealed):
        name, wanted = (LEAD_CASE, None) if joined is None else (JOINED_CASE, joined)
        other = one.fields.get(name) if one.step == JOIN_STEP and one.id not in void else None
        if isinstance(other, str) and wanted in (None, other):
            return one
    return None


def rests_on(history: History, joining: SealedRecord) -> SealedRecord | None:
    """The first record after a joining that may rest on it: an act, a thing, a payment, another case joined or split
    off. Confirmations, assignments and notes do not.
    """
    behind = history.sealed[[one.id for one in history.sealed].index(joining.id) + 1 :]
    void = {one.corrects for one in history.sealed if one.step == VOID_ACT}
    return next((one for one in behind if one.step not in _HARMLESS and one.id not in void), None)


_HARMLESS: Final = frozenset({CONFIRM_ACT, ASSIGN_CASE, TAKE_OVER, LINK_CASE, STATE_FACTS, VOID_ACT})
