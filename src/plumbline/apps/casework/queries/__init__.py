"""Reading of cases: frozen values for pages; lists from one table, a case from its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, TypeAlias

from django.db.models import Count, F, Q, QuerySet

from plumbline.apps.casework import store
from plumbline.apps.casework.absent import StandIn, stands_for
from plumbline.apps.casework.approval_chains import unit_heads
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.holding import Held, posts_held, seats_held
from plumbline.apps.casework.models import (
    CaseAwait,
    CaseClock,
    CaseHandler,
    CaseLink,
    CaseStanding,
    FormDraft,
)
from plumbline.apps.casework.policies import CASE_LIST, CASE_READ
from plumbline.apps.ledger_store.queries import latest_checkpoint, personal_values
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.questions import Question
from plumbline.apps.reminders.due import Due
from plumbline.core.authority.access import check_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.joining import OTHER_WAY
from plumbline.core.cases.number_order import order_key
from plumbline.core.goods.entries import GOODS_ENTRY
from plumbline.core.ledger.canonical import Json
from plumbline.core.vocabulary import Bearer

cases_of_organ, counts_by_procedure = store.cases_of_organ, store.counts_by_procedure
Tab = Literal["mine", "today", "overdue", "week", "others", "open", "closed"]
TABS: tuple[Tab, ...] = ("mine", "today", "overdue", "week", "others", "open", "closed")
PAGE = 20


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. Days count from 1970-01-01; `party` is empty where it is withheld or destroyed."""

    case: str
    number: str
    procedure: str
    cause: str
    party: str
    organ: str
    next_step: str
    stage: str
    waiting_for: str
    due_day: int | None
    due_working: bool
    ended_day: int | None
    opened_day: int
    field: str = ""
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
    """Cases that a full-text search found; None when none was made."""
    fresh: Sequence[str] | None = None
    """Cases that the search does not know yet: their number and cause are read here. None: every case."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of a list, the number of all its cases, and counts by tab."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int
    counts: dict[Tab, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A case that has to do with another: what it is to it (`joining.OTHER_WAY`), and what lists show of it."""

    kind: str
    case: str
    number: str
    procedure: str
    cause: str
    ended_day: int | None
    place: Place


ORDERS: dict[str, tuple[object, ...]] = {
    "due": (F("due_day").asc(nulls_last=True), "number_key"),
    "-due": (F("due_day").desc(nulls_last=True), "number_key"),
    "opened": ("opened_day", "number_key"),
    "-opened": ("-opened_day", "number_key"),
    "number": ("number_key",),
    "-number": ("-number_key",),
}


def open_file(person: Person, case: str, today: int) -> CaseFile:
    """The case for a page; raises CaseNotFound and AccessRefused."""
    file = read_case(case)
    check_access(person, CASE_READ, file.place, today)
    return file


def my_work(
    person: Person, asked: ListAsked, today: int, soon: int, absent: Sequence[StandIn] = ()
) -> CaseList:
    """What waits for this person, and for who is `absent` and they stand in for, by tab; `soon` is the last day of
    «within seven working days».
    """
    found = _page(_mine(person, absent), person, asked, today, soon)
    if not absent:
        return found
    handlers = store.handlers_of([line.case for line in found.lines])
    whom = [stands_for(person, handlers.get(line.case, ()), absent) for line in found.lines]
    lines = (replace(line, stands_for=one) for line, one in zip(found.lines, whom, strict=True))
    return replace(found, lines=tuple(lines))


def all_cases(person: Person, asked: ListAsked, today: int, soon: int) -> CaseList:
    """Every case the person may see."""
    return _page(_seen(person, today), person, asked, today, soon)


def lines_of(person: Person, cases: Sequence[str], today: int) -> tuple[CaseLine, ...]:
    """Of these cases those that the person may see, in the order given."""
    rows = {row.case: row for row in _seen(person, today).filter(case__in=list(cases))}
    return tuple(_line(rows[case]) for case in cases if case in rows)


def shared_cases(person: Person) -> tuple[CaseLine, ...]:
    """The cases in the scope of a guest, by number."""
    matters = person.guest.matters if person.guest else frozenset()
    return tuple(map(_line, CaseStanding.objects.filter(case__in=matters).order_by("number_key")))


def sealed_size() -> int:
    """Leaves of the log that a signed checkpoint covers."""
    last = latest_checkpoint("sha256")
    return last.size if last else 0


def party_of(case: str, opening_record: str) -> dict[str, Json]:
    """The party as the opening keeps it; empty where the values were destroyed."""
    return {
        place.name: opening.value
        for place, opening in personal_values([opening_record]).items()
        if place.kind == "personal"
    }


def links_of(case: str) -> tuple[LinkLine, ...]:
    """The cases that have to do with this one, whichever of them says so; each once under each kind."""
    found = [
        (kind, other) if named == case else (OTHER_WAY.get(kind, kind), named)
        for named, other, kind in _LINKS(case, case)
    ]
    if not found:
        return ()
    known = {one.case: one for one in CaseStanding.objects.filter(case__in={other for _kind, other in found})}
    return tuple(
        LinkLine(
            kind,
            known[other].case,
            known[other].number,
            known[other].procedure,
            known[other].cause,
            known[other].ended_day,
            Place(known[other].organ, known[other].division, other),
        )
        for kind, other in dict.fromkeys(found)
        if other in known
    )


_LINKS = Question(
    lambda case, other: (
        CaseLink.objects.filter(Q(case=case) | Q(other=other))
        .order_by("record")
        .values_list("case", "other", "kind")
    )
)


def case_of_number(number: str) -> str | None:
    """The id of the case with this number."""
    found: str | None = (
        CaseStanding.objects.filter(number=number.strip()).values_list("case", flat=True).first()
    )
    return found


def held_by(officer: str, today: int) -> tuple[str, ...]:
    """What must be handed over before an officer leaves, each in a line."""
    return tuple(one.line for one in held(officer, today))


def held(officer: str, today: int) -> tuple[Held, ...]:
    """Everything that somebody holds: running cases, what waits for them in any case, boxes of chains, duties that last
    beyond today, absences of others in which they stand in.
    """
    handled = CaseHandler.objects.filter(officer=officer).values("case")
    rows = CaseStanding.objects.filter(case__in=handled, ended_day=None).order_by("number_key", "case")
    cases = [Held("case", row.case, row.number) for row in rows]
    return (
        *cases,
        *_awaits(CaseAwait.objects.filter(officer=officer)),
        *seats_held(officer),
        *posts_held(officer, today),
    )


def awaited_from(officer: str) -> tuple[Held, ...]:
    """What waits for this very person, by number of the case."""
    return _awaits(CaseAwait.objects.filter(officer=officer).exclude(kind="later"))


def _awaits(chosen: QuerySet[CaseAwait]) -> tuple[Held, ...]:
    rows = list(chosen.order_by("key"))
    cases = {one.case: one for one in CaseStanding.objects.filter(case__in={row.case for row in rows})}
    found = [
        Held(
            row.kind,
            row.case,
            cases[row.case].number,
            row.record,
            row.named,
            *_step_said(cases[row.case], row.step),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (order_key(one.number), one.record)))


def _step_said(case: CaseStanding, step: str) -> tuple[str, str]:
    if step == GOODS_ENTRY:
        return "销毁涉案物品", "destruction of things"
    known = shelf().docket(case.procedure, case.field or None, case.division or None).step(step)
    return (known.title, known.english or known.title) if known else (step, step)


def due_until(last: int) -> Iterator[Due]:
    """The running limits of organs with a due day up to `last`, for the reminders."""
    heads = cache(unit_heads)
    clocks = list(CaseClock.objects.filter(due_day__lte=last, bearer=str(Bearer.ORGAN)).order_by("key"))
    for chunk in (clocks[start : start + 500] for start in range(0, len(clocks), 500)):
        cases = {one.case for one in chunk}
        standing = {one.case: one for one in CaseStanding.objects.filter(case__in=cases)}
        handlers: dict[str, list[str]] = {}
        for row in CaseHandler.objects.filter(case__in=cases).order_by("key"):
            handlers.setdefault(row.case, []).append(row.officer)
        for one in chunk:
            case = standing[one.case]
            yield Due(
                one.case,
                case.number,
                case.organ,
                case.division,
                f"{one.rule}/{one.opened_by}",
                *_says(case, one.rule),
                one.due_day,
                tuple(handlers.get(one.case, ())),
                heads(case.organ, case.procedure),
            )


def _says(case: CaseStanding, rule: str) -> tuple[str, str]:
    """What a rule says in both languages; its id where the pack no longer knows it."""
    found = _rules_said(case.procedure, case.field, case.division).get(rule)
    return found or (rule, rule)


@cache
def _rules_said(procedure: str, field: str, division: str) -> dict[str, tuple[str, str]]:
    rules = shelf().docket(procedure, field or None, division or None).procedure.rules
    return {one.id: (one.says, one.english or one.says) for one in rules}


def handlers_of(case: str) -> tuple[str, ...]:
    """Who handles the case."""
    return tuple(CaseHandler.objects.filter(case=case).order_by("key").values_list("officer", flat=True))


def draft_of(person: Person, case: str, step: str) -> FormDraft | None:
    """What the person typed into the form of an act and did not send."""
    return store.draft_of(person.account, case, step)


def views_of(person: Person, list_name: str) -> list[tuple[str, str]]:
    """Names and filters of the person's views of a list."""
    return store.views_of(person.account, list_name)


_Rows: TypeAlias = "QuerySet[CaseStanding]"


def _mine(person: Person, absent: Sequence[StandIn] = ()) -> _Rows:
    """Cases of the person and of who is absent: handled by the officer; for other roles, those of the organ that wait
    for the role.
    """
    if person.role is Role.OFFICER:
        whose = [person.officer or "", *(one.officer for one in absent)]
        cases = CaseHandler.objects.filter(officer__in=whose).values("case")
        return CaseStanding.objects.filter(case__in=cases)
    return CaseStanding.objects.filter(organ=person.organ)


def _seen(person: Person, today: int) -> _Rows:
    what = visible(person, CASE_LIST, today)
    if what.everything:
        return CaseStanding.objects.all()
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return CaseStanding.objects.filter(reached)


def _waiting(person: Person) -> Q:
    role = person.role.in_packs
    if person.role is Role.OFFICER:
        return ~Q(waiting_for__in=("agency_head", "legal_reviewer", "reviewer", "hearing_presider"))
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


def _page(rows: _Rows, person: Person, asked: ListAsked, today: int, soon: int) -> CaseList:
    filtered = rows
    if asked.procedure:
        filtered = filtered.filter(procedure=asked.procedure)
    if asked.step:
        filtered = filtered.filter(next_step=asked.step)
    if asked.due is not None:
        filtered = filtered.filter(due_day__lte=asked.due)
    if asked.text:
        here = Q(number__contains=asked.text) | Q(cause__contains=asked.text)
        if asked.fresh is not None:
            here &= Q(case__in=list(asked.fresh))
        filtered = filtered.filter(here | Q(case__in=list(asked.cases or ())))
    counts = filtered.aggregate(**{tab: Count("case", filter=_tab(tab, person, today, soon)) for tab in TABS})
    chosen = filtered.filter(_tab(asked.tab, person, today, soon))
    total = counts[asked.tab]
    page = max(1, min(asked.page, (total + PAGE - 1) // PAGE))
    wanted = chosen.order_by(*ORDERS.get(asked.order, ORDERS["due"]))[(page - 1) * PAGE : page * PAGE]
    return CaseList(tuple(_line(one) for one in wanted), total, page, counts)


def _line(row: CaseStanding) -> CaseLine:
    return CaseLine(
        row.case,
        row.number,
        row.procedure,
        row.cause,
        "",
        row.organ,
        row.next_step,
        row.stage,
        row.waiting_for,
        row.due_day,
        row.due_working,
        row.ended_day,
        row.opened_day,
        row.field,
    )
