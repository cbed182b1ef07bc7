"""Running cases that nobody handles: taken over from an old system, or sent by the public; in nobody's work.

What another system goes on delivering is handled there and has no handler here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from plumbline.apps.casework.models import CaseHandler, CaseStanding
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.core.cases.reserved import BROUGHT_ALONG, BY_SOURCE

PAGE = 50
"""Cases on a page."""


@dataclass(frozen=True, slots=True)
class Unhandled:
    """A running case without a handler; `acted` are the officers whom its records name, the latest first."""

    case: str
    number: str
    procedure: str
    cause: str
    opened_day: int
    due_day: int | None
    acted: tuple[str, ...]


def unhandled(organ: str, page: int = 1) -> tuple[int, tuple[Unhandled, ...]]:
    """How many there are, and those of a page, what falls due first in front."""
    rows = _rows(organ)
    first = (max(page, 1) - 1) * PAGE
    told = rows.order_by(F("due_day").asc(nulls_last=True), "number_key", "case").values_list(
        "case", "number", "procedure", "cause", "opened_day", "due_day"
    )
    found = tuple(
        Unhandled(case, number, procedure, cause, opened, due, _acted(case))
        for case, number, procedure, cause, opened, due in told[first : first + PAGE]
    )
    return rows.count(), found


def any_unhandled(organ: str) -> bool:
    """Whether there is one."""
    return bool(_rows(organ).exists())


def still_unhandled(organ: str, cases: Collection[str]) -> list[str]:
    """Of these cases those that nobody handles."""
    return list(_rows(organ).filter(case__in=list(cases)).order_by("case").values_list("case", flat=True))


def _rows(organ: str) -> QuerySet[CaseStanding]:
    handled = CaseHandler.objects.filter(case=OuterRef("case"))
    running = CaseStanding.objects.filter(organ=organ, ended_day=None, procedure__in=_of_officers(shelf()))
    of_sources = Q(begun_by__startswith=BY_SOURCE) & ~Q(begun_by__startswith=BY_SOURCE + BROUGHT_ALONG)
    return running.exclude(of_sources).filter(~Exists(handled))


@cache
def _of_officers(packs: Shelf) -> tuple[str, ...]:
    """The procedures whose acts are an officer's; the others have no handler at all."""
    return tuple(
        id
        for id in packs.procedures
        if not id.startswith(("register.", "example."))
        and not (packs.docket(id).supervises or packs.docket(id).leads)
        and any(step.role == "officer" for step in packs.docket(id).procedure.steps.values())
    )


def _acted(case: str) -> tuple[str, ...]:
    records = [held.record for held in case_records(case)]
    named = (actor.officer for record in reversed(records) for actor in record.by if actor.role == "officer")
    return tuple(dict.fromkeys(named))
