"""Lists of cases: whose, what is asked for, and what is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from django.db.models import Count, ExpressionWrapper, F, Q, QuerySet, TextField, Value

from plumbline.apps.casework import store
from plumbline.apps.casework.absent import StandIn, stands_for
from plumbline.apps.casework.models import CaseHandler, CaseStanding
from plumbline.apps.casework.policies import CASE_LIST, LEADERSHIP_OPEN
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.questions import Question, Statement, listed
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.standing import CaseState

Tab = Literal["mine", "today", "overdue", "week", "others", "open", "closed"]
TABS: tuple[Tab, ...] = ("mine", "today", "overdue", "week", "others", "open", "closed")
PAGE = 20


class CaseLine(NamedTuple):
    """A case in a list. Days count from 1970-01-01."""

    case: str
    number: str
    procedure: str
    cause: str
    organ: str
    next_step: str
    stage: str
    waiting_for: str
    due_day: int | None
    due_working: bool
    ended_day: int | None
    opened_day: int
    field: str = ""
    state: CaseState = "open"
    stands_for: str = ""
    """Who is away and handles the case, where the reader stands in for them."""


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What a list is asked for. `due` is the last due day wanted, `text` a number or words of the cause."""

    tab: Tab = "open"
    procedure: str = ""
    step: str = ""
    due: int | None = None
    text: str = ""
    order: str = "due"
    page: int = 1
    cases: Sequence[str] | None = None
    """Cases in which a search found the text; None when none was made: then numbers and causes are read."""
    cut: bool = False
    """Whether the text stands in more cases than those; the newest were taken."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of a list, the number of all its cases, and counts by tab."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int
    counts: dict[Tab, int] = field(default_factory=dict)


LINE = (
    "case",
    "number",
    "procedure",
    "cause",
    "organ",
    "next_step",
    "stage",
    "waiting_for",
    "due_day",
    "due_working",
    "ended_day",
    "opened_day",
    "field",
    "state",
)
"""Columns of a line of a list."""

ORDERS: dict[str, tuple[object, ...]] = {
    "due": (F("due_day").asc(nulls_last=True), "number_key"),
    "-due": (F("due_day").desc(nulls_last=True), "number_key"),
    "opened": ("opened_day", "number_key"),
    "-opened": ("-opened_day", "number_key"),
    "number": ("number_key",),
    "-number": ("-number_key",),
}
_LISTS: Kept[Statement] = Kept(512)
"""Statements of lists, under all that they rest on: whose list, what was asked, and the day. Rows are read anew."""
_SEARCHES: Kept[Question] = Kept(512)
"""The same of lists of found cases, whichever those are."""


def my_work(
    person: Person, asked: ListAsked, today: int, soon: int, absent: Sequence[StandIn] = ()
) -> CaseList:
    """What waits for this person, and for who is `absent` and they stand in for, by tab; `soon` is the last day of
    «within seven working days».
    """
    who = tuple(one.officer for one in absent)
    found = _page(("mine", person, who), lambda: _mine(person, today, absent), person, asked, today, soon)
    if not absent:
        return found
    handlers = store.handlers_of([line.case for line in found.lines])
    whom = [stands_for(person, handlers.get(line.case, ()), absent) for line in found.lines]
    lines = (line._replace(stands_for=one) for line, one in zip(found.lines, whom, strict=True))
    return replace(found, lines=tuple(lines))


def all_cases(person: Person, asked: ListAsked, today: int, soon: int) -> CaseList:
    """Every case the person may see."""
    return _page(("seen", person), lambda: _seen(person, today), person, asked, today, soon)


def lines_of(person: Person, cases: Sequence[str], today: int) -> tuple[CaseLine, ...]:
    """Of these cases those that the person may see, in the order given."""
    seen = CaseStanding.objects.filter(_seen(person, today), case__in=list(cases))
    rows = {row[0]: row for row in seen.values_list(*LINE)}
    return tuple(CaseLine(*rows[case]) for case in cases if case in rows)


def shared_cases(person: Person) -> tuple[CaseLine, ...]:
    """The cases in the scope of a guest, by number."""
    matters = person.guest.matters if person.guest else frozenset()
    rows = CaseStanding.objects.filter(case__in=matters).order_by("number_key")
    return tuple(CaseLine(*row) for row in rows.values_list(*LINE))


_Rows: TypeAlias = "QuerySet[CaseStanding]"


def _mine(person: Person, today: int, absent: Sequence[StandIn] = ()) -> Q:
    """Cases of the person and of who is absent: handled by the officer; for other roles, those of the organ that wait
    for the role, for the rule-of-law office those that it leads.
    """
    if person.role is Role.OFFICER:
        whose = [person.officer or "", *(one.officer for one in absent)]
        cases = CaseHandler.objects.filter(officer__in=whose).values("case")
        return Q(case__in=cases)
    return Q(organ=person.organ) | _led(person, today)


def _led(person: Person, today: int) -> Q:
    """What the rule-of-law office leads in units of its district; nothing for anybody else."""
    reached = Q(pk__in=[])
    if person.role is Role.RULE_OF_LAW_OFFICE:
        for beginning in visible(person, LEADERSHIP_OPEN, today).divisions:
            reached |= Q(procedure__in=shelf().leading, division__startswith=beginning)
    return reached


def _seen(person: Person, today: int) -> Q:
    what = visible(person, CASE_LIST, today)
    if what.everything:
        return Q()
    reached = Q(organ__in=what.organs) | _led(person, today)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return reached


_NOT_OFFICERS: Final = ("agency_head", "legal_reviewer", "reviewer", "hearing_presider", "rule_of_law_office")


def _waiting(person: Person) -> Q:
    role = person.role.in_packs
    if person.role is Role.OFFICER:
        return ~Q(waiting_for__in=_NOT_OFFICERS)
    return Q(waiting_for=role)


def _tab(tab: Tab, person: Person, today: int, soon: int) -> Q:
    running = Q(ended_day=None)
    match tab:
        case "mine":
            return running & _waiting(person)
        case "others":
            return running & ~_waiting(person)
        case "today":
            return running & Q(due_day=today)
        case "overdue":
            return running & Q(due_day__lt=today)
        case "week":
            return running & Q(due_day__gte=today, due_day__lte=soon)
        case "closed":
            return ~running
        case _:
            return running


def _page(
    whose: tuple[object, ...],
    reached: Callable[[], Q],
    person: Person,
    asked: ListAsked,
    today: int,
    soon: int,
) -> CaseList:
    """A page of the cases that are reached; `whose` says which they are."""
    if asked.cases is not None:
        return _page_of_found(whose, reached, person, asked, today, soon)

    def chosen() -> _Rows:
        return CaseStanding.objects.filter(reached(), _wanted(asked))

    def answers(what: int, make: Callable[[_Rows], QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
        if asked.text:
            return list(make(chosen()))
        key = (*whose, replace(asked, page=what), today, soon)
        return _LISTS.get(key, lambda: Statement(make(chosen()))).ask()

    def lines(page: int, rows: _Rows) -> QuerySet[Any, Any]:
        return _lines(rows.filter(_tab(asked.tab, person, today, soon)), asked, page)

    told = answers(
        0, partial(_counted, person=person, today=today, soon=soon)
    )  # nothing where the question itself can have no answer
    counts = dict(zip(TABS, told[0][1:], strict=True)) if told else dict.fromkeys(TABS, 0)
    page = _within(asked.page, counts[asked.tab])
    found = tuple(CaseLine(*line) for line in answers(page, partial(lines, page)))
    return CaseList(found, counts[asked.tab], page, counts)


def _page_of_found(
    whose: tuple[object, ...],
    reached: Callable[[], Q],
    person: Person,
    asked: ListAsked,
    today: int,
    soon: int,
) -> CaseList:
    """A page of the cases that a search found.

    One statement tells of each of them where it belongs, in the order wanted: asked for a person's cases among them,
    SQLite would walk through all of the organ's.
    """
    counts = dict.fromkeys(TABS, 0)
    if not asked.cases:
        return CaseList((), 0, 1, counts)
    key = (*whose, replace(asked, page=0, text="", cases=None, cut=False), today, soon)

    def standing(cases: str) -> QuerySet[Any, Any]:
        wanted = reached() & _wanted(replace(asked, text=""))
        every = [wanted, *(_tab(tab, person, today, soon) for tab in TABS)]
        told = [ExpressionWrapper(one, TextField()) for one in every]  # a kind whose values nothing converts
        found = CaseStanding.objects.filter(case__in=listed(cases)).order_by(*_order(asked))
        return found.values_list("case", *told)

    rows = _SEARCHES.get(key, lambda: Question(standing))(json.dumps(asked.cases))
    rows = [row for row in rows if row[1]]
    for tab, told in zip(TABS, list(zip(*rows, strict=True))[2:], strict=False):
        counts[tab] = told.count(1)  # true, as either database says it
    page = _within(asked.page, counts[asked.tab])
    at = 2 + TABS.index(asked.tab)
    shown = [row[0] for row in rows if row[at]][(page - 1) * PAGE : page * PAGE]
    lines = {line[0]: CaseLine(*line) for line in _LINES(shown)}
    return CaseList(tuple(lines[one] for one in shown if one in lines), counts[asked.tab], page, counts)


_LINES = Question(lambda cases: CaseStanding.objects.filter(case__in=cases).values_list(*LINE))


def _counted(chosen: _Rows, *, person: Person, today: int, soon: int) -> QuerySet[Any, Any]:
    whole = chosen.annotate(whole=Value(1)).values_list("whole")
    return whole.annotate(**{tab: Count(Value(1), filter=_tab(tab, person, today, soon)) for tab in TABS})


def _lines(chosen: _Rows, asked: ListAsked, page: int) -> QuerySet[Any, Any]:
    ordered = chosen.order_by(*_order(asked))
    return ordered.values_list(*LINE)[(page - 1) * PAGE : page * PAGE]


def _within(page: int, total: int) -> int:
    return max(1, min(page, (total + PAGE - 1) // PAGE))


def _order(asked: ListAsked) -> tuple[Any, ...]:
    return ORDERS.get(asked.order, ORDERS["due"])


def _wanted(asked: ListAsked) -> Q:
    """What the filters leave."""
    wanted = Q()
    if asked.procedure:
        wanted &= Q(procedure=asked.procedure)
    if asked.step:
        wanted &= Q(next_step=asked.step)
    if asked.due is not None:
        wanted &= Q(due_day__lte=asked.due)
    return wanted & _holds(asked.text) if asked.text else wanted


def holding(cases: Sequence[str], text: str) -> list[str]:
    """Of these cases those whose number or cause holds the text."""
    rows = _NUMBER_AND_CAUSE(cases)
    return list(dict.fromkeys(case for case, number, cause in rows if text in number or text in cause))


_NUMBER_AND_CAUSE = Question(
    lambda cases: CaseStanding.objects.filter(case__in=cases).values_list("case", "number", "cause")
)


def _holds(text: str) -> Q:
    return Q(number__contains=text) | Q(cause__contains=text)
