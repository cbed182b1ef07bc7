"""Reading of what the public sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from django.conf import settings

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.people.queries.entries import EntryView, every, organ_names
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.public_service import store
from plumbline.apps.public_service.models import RefusedSubmission
from plumbline.apps.public_service.services import Service
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.disclosure.submission import LARGEST

LEAST_RATED: Final = 5
State = Literal["waiting", "left", "taken"]
STATES: Final[tuple[State, ...]] = ("waiting", "left", "taken")
"""Of submissions that were not taken in."""
MOST: Final = 200


def followed(code: str) -> CaseFile | None:
    """The case that a receipt code opens."""
    case = store.case_of(code) if code.strip() else None
    return None if case is None else read_case(case)


def supervising_organ() -> EntryView | None:
    """The organ to which complaints go; None where the site has not named it."""
    return organ_entry(settings.SUPERVISING_ORGAN) if settings.SUPERVISING_ORGAN else None


def organs_offered(service: Service) -> list[tuple[str, str]]:
    """Number and name of every organ that may be named; nobody is asked to look into a complaint about itself."""
    left_out = settings.SUPERVISING_ORGAN if service.to_supervisor else ""
    found = every("organ", Visible(everything=True), ended=False)
    return [(one.code, one.name) for one in found if one.code != left_out]


@dataclass(frozen=True, slots=True)
class Rated:
    """What an organ's inspections or services of a year were rated, `overall` by its codes."""

    organ: str
    name: str
    total: int
    overall: Mapping[str, int]
    something_asked: int


def ratings(service: str, year: int, today: int) -> list[Rated]:
    """The counts of each organ with at least `LEAST_RATED` ratings in the year, of months that are over.

    So few, and so late, that no count tells which inspection or application a rating was of.
    """
    day = date_of(today)
    first, last = day_of(date(year, 1, 1)), min(day_of(date(year, 12, 31)), day_of(day.replace(day=1)) - 1)
    by_organ: dict[str, list[tuple[str, bool | None, int]]] = {}
    for organ, overall, asked, n in store.rating_counts(service, first, last):
        by_organ.setdefault(organ, []).append((overall, asked, n))
    names = organ_names(list(by_organ))
    found = []
    for organ, rows in by_organ.items():
        counted: Counter[str] = Counter()
        for overall, _asked, n in rows:
            counted[overall] += n
        if counted.total() >= LEAST_RATED:
            grave = sum(n for _overall, asked, n in rows if asked)
            found.append(Rated(organ, names.get(organ, organ), counted.total(), counted, grave))
    return found


def personal_of(records: list[str]) -> dict[str, dict[str, str]]:
    """Personal values by record and name, as far as they are still held."""
    found: dict[str, dict[str, str]] = {}
    for place, one in personal_values(records).items():
        if place.kind == "personal" and one.value is not None:
            found.setdefault(place.record, {})[place.name] = str(one.value)
    return found


def is_rating_handed_out(case: str) -> bool:
    """Whether the code for rating the inspection or application was handed out."""
    return store.was_handed_out(case)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of the page; instants in µs UTC."""

    digest: str
    name: str
    size: int
    reason: str
    remedy: str
    first_at: int
    last_at: int
    tries: int
    again_at: int | None
    left_at: int | None
    left_by: str
    left_why: str
    taken_at: int | None
    is_kept: bool
    """Whether its bytes are here: a file over the limit stays with whoever brought it."""


def asked_again() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of what is to be tried again."""
    for row in store.refused(taken_at=None, left_at=None, again_at__isnull=False):
        if (data := store.bytes_of(row.digest)) is not None:
            yield row.name, data


def refused(state: State, language: str) -> tuple[Refused, ...]:
    """What stands in a state, the last that came first."""
    return tuple(_shown(one, language) for one in store.refused(**_chosen(state))[:MOST])


def counts() -> dict[State, int]:
    """How many stand in each."""
    return {state: store.refused(**_chosen(state)).count() for state in STATES}


def _chosen(state: State) -> dict[str, object]:
    if state == "taken":
        return {"taken_at__isnull": False}
    return {"taken_at": None, "left_at__isnull": state == "waiting"}


def _shown(row: RefusedSubmission, language: str) -> Refused:
    word = "en" if language == "en" else "zh"
    told = row.reason
    return Refused(
        row.digest,
        row.name,
        row.size,
        told[word],
        told[f"remedy_{word}"],
        row.first_at,
        row.last_at,
        row.tries,
        row.again_at,
        row.left_at,
        row.left_by,
        row.left_why,
        row.taken_at,
        row.size <= LARGEST and row.taken_at is None,
    )
