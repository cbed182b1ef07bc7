"""The closed year 2024 of the demo district: the rule-of-law work that its report tells, as records.

Nothing here is a figure of a report: each line says how many cases of a procedure the year had, and which acts.
They are entered through the door for batches, as an organ's own system would have sent them, under the law of their
dates; what an indicator then counts is what it finds. Filling is done in lots with a key each, so that a lot that was
entered before a process was killed is not entered again. Everything is invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from plumbline.apps.exchange.actions import deliver, open_source
from plumbline.apps.exchange.errors import SourceTaken
from plumbline.apps.exchange.queries.sources import supplier
from plumbline.apps.people import actions as people
from plumbline.apps.people.actions.accounts import system_person
from plumbline.apps.people.queries.entries import entry as people_entry
from plumbline.core.clocks.civil import day_of, parse_day

YEAR: Final = 2024
LOT: Final = 500
"""Rows delivered at a time."""
_FIRST: Final = dt.date(YEAR, 1, 8)
_LEFT: Final = dt.date(YEAR + 1, 7, 1)
"""The day on which the officers of the year leave: cases that it left open are ended by then."""
_DAYS: Final = 350
"""Days of the year over which the cases begin."""

Steps: TypeAlias = Sequence[tuple[str, int, Mapping[str, Any]]]
"""Step, days after the case began, and what the act says."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Cases of one procedure: how many, what each is called, and its acts (told the number of the case, from 0)."""

    key: str
    procedure: str
    count: int
    title: str
    steps: Callable[[int], Steps]
    begins: Callable[[int], dt.date] | None = None
    beside: Callable[[int, str], Mapping[str, str]] = lambda _number, _step: {}
    """Who did a step of a case, and its papers, as columns of the row; nothing: the source does not tell."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What holds of each case from its opening."""


def rows(kinds: Sequence[Kind]) -> Iterator[dict[str, Any]]:
    """The rows of all cases, case by case, as a source sends them."""
    for kind in kinds:
        for number in range(kind.count):
            yield from _case(kind, number)


def _case(kind: Kind, number: int) -> Iterator[dict[str, Any]]:
    begun = kind.begins(number) if kind.begins else begins(number, kind.count)
    for place, (step, after, fields) in enumerate(kind.steps(number)):
        yield {
            "procedure": kind.procedure,
            "case_id": f"{YEAR}-{kind.key}-{number + 1}",
            "record_id": f"{place + 1}",
            "number": f"{kind.key.upper()}〔{YEAR}〕{number + 1}号",
            "title": kind.title,
            "step": step,
            "at": (begun + dt.timedelta(days=after)).isoformat(),
            "fields": {name: value for name, value in fields.items() if value is not None},
            **kind.beside(number, step),
            **({"case": dict(kind.facts)} if kind.facts else {}),
        }


def begins(number: int, count: int) -> dt.date:
    """The day on which one of so many cases begins, spread over the year."""
    return _FIRST + dt.timedelta(days=number * _DAYS // count)


def fill(
    kinds: Sequence[Kind],
    *,
    organ: str,
    division: str,
    now: int,
    told: Callable[[int], object] = lambda _done: None,
) -> int:
    """Enters the cases; the rows that were taken. Begun again, it goes on where it was."""
    source = _source(organ, division, now)
    taken = done = 0
    for place, lot in enumerate(_lots(rows(kinds))):
        answer = deliver(source, lot, key=f"closed-{YEAR}-{place}", now=now)
        taken += sum(one["state"] != "quarantined" for one in answer["results"])
        done += len(lot)
        told(done)
    return taken


def _source(organ: str, division: str, now: int) -> Any:
    code = f"closed-{YEAR}"
    try:
        return open_source(
            code=code,
            title=f"{YEAR}年法治政府建设台账",
            organ=organ,
            division=division,
            layout="own",
            by="system",
            now=now,
        )
    except SourceTaken:
        return supplier(code)


def _lots(all_rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Lots of about LOT rows; a case is never torn."""
    lot: list[dict[str, Any]] = []
    for row in all_rows:
        if len(lot) >= LOT and row["record_id"] == "1":
            yield lot
            lot = []
        lot.append(row)
    if lot:
        yield lot


def certify(
    officers: Iterable[tuple[str, str]], new: Collection[str], *, division: str, now: int, today: int
) -> None:
    """Officers of that year (number, organ) with their certificates, the `new` ones certified in it; all have left."""
    for place, (code, organ) in enumerate(officers):
        if people_entry("officer", code) is not None:
            continue
        first = parse_day(f"{YEAR}-03-04" if code in new else "2022-06-01")
        acts = [
            people.Act(
                "register_officer",
                first,
                {"officer_no": code, "name": f"虚构{place + 1}", "organ_no": organ},
            ),
            people.Act(
                "issue_certificate",
                first,
                {
                    "certificate_no": f"{YEAR}{place + 1:05}",
                    "valid_from": first,
                    "valid_until": first + 5 * 365,
                },
            ),
            people.Act("exit_officer", day_of(_LEFT), {"reason": "moved_off_post"}),
        ]
        by = system_person(organ)
        people.register("officer", code, acts, division=division, by=by, now=now, today=today)
