"""What no rule can judge for want of facts, gathered by case: a case that lacks one paper lacks it for many rules."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from plumbline.apps.supervision.queries import PAGE, FindingsAsked, filtered, tab_of
from plumbline.core.authority.person import Person


@dataclass(frozen=True, slots=True)
class UnclearCase:
    """A case and how many rules cannot judge it; `since` is when the first was noted (µs UTC)."""

    case: str
    number: str
    organ: str
    procedure: str
    rules: int
    since: int


@dataclass(frozen=True, slots=True)
class UnclearCases:
    """A page of them and how many there are."""

    lines: tuple[UnclearCase, ...]
    total: int
    page: int


def unclear_cases(person: Person, asked: FindingsAsked, today: int) -> UnclearCases:
    """Cases with undetermined findings that the person may see, those with most first."""
    rows = filtered(person, asked, today).filter(tab_of("unclear")).order_by()
    total = rows.aggregate(n=Count("case", distinct=True))["n"]
    page = max(1, min(asked.page, (total + PAGE - 1) // PAGE))
    told = rows.values_list("case").annotate(
        Min("number"), Min("organ"), Max("procedure"), n=Count("*"), since=Min("opened_at")
    )
    shown = told.order_by("-n", "number__min", "case")[(page - 1) * PAGE : page * PAGE]
    return UnclearCases(tuple(UnclearCase(*values) for values in shown), total, page)
