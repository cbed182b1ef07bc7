"""The streams of a case that its rules read: the case itself, or its records by year, officer or object.

A stream keeps header and coverage of the case. A record without the key of a stream stands in none of that kind.
"""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.vocabulary import PARTY_KEY, Stream

ALONE = "case "
"""How the key of a case begins that stands in a stream by itself: its party or organ is not known."""
OBJECT_KEY = "object_key"
"""The field whose equal values make an object's stream (one permit, one act, one piece of property)."""


def split(case: Case, over: Stream) -> list[Case]:
    """The streams of one case, in order of their keys; for `case` the case alone.

    The records of one case share organ and party, so that the streams by organ and by party differ only by year.
    """
    if over is Stream.CASE:
        return [case]
    streams: dict[str, dict[str, list[Record]]] = {}
    for step, records in case.by_step.items():
        for record in records:
            for key in _keys(record, over):
                streams.setdefault(key, {}).setdefault(step, []).append(record)
    return [
        Case(f"{case.id}/{key}", case.header, by_step, case.missing, case.history)
        for key, by_step in sorted(streams.items())
    ]


def keys_among_cases(case: Case, record: Record, over: Stream) -> list[str]:
    """The streams of many cases in which a record stands. A case whose party or organ is not known stays alone."""
    year = str(date_of(record.day).year)
    organ, party = case.header.get("organ"), case.header.get(PARTY_KEY)
    alone = f"{ALONE}{case.id}"
    match over:
        case Stream.OBJECT:
            value = record.fields.get(OBJECT_KEY)
            return [] if value is None else [str(value)]
        case Stream.OFFICER_YEAR:
            return [f"{actor.officer}/{year}" for actor in record.by or ()]
        case Stream.PARTY_YEAR:
            return [f"{party if party is not None else alone}/{year}"]
        case Stream.ORGAN_YEAR:
            return [f"{organ if organ is not None else alone}/{year}"]
        case Stream.ORGAN_PARTY_YEAR:
            known = organ is not None and party is not None
            return [f"{organ}/{party}/{year}" if known else f"{alone}/{year}"]
        case _:
            return [alone]


def _keys(record: Record, over: Stream) -> Iterable[str]:
    if over is Stream.OBJECT:
        value = record.fields.get(OBJECT_KEY)
        return [] if value is None else [str(value)]
    year = str(date_of(record.day).year)
    if over is Stream.OFFICER_YEAR:
        return [f"{actor.officer}/{year}" for actor in record.by or ()]
    return [year]
