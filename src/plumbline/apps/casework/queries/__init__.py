"""Reading of cases: frozen values for pages; lists from one table, a case from its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.utils.translation import get_language

from plumbline.apps.casework import store
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
    PartyRestated,
)
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.casework.queries.lists import (
    ORDERS,
    PAGE,
    TABS,
    CaseLine,
    CaseList,
    ListAsked,
    Tab,
    all_cases,
    holding,
    lines_of,
    my_work,
    shared_cases,
)
from plumbline.apps.ledger_store.queries import latest_checkpoint, personal_values
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.questions import Question
from plumbline.apps.reminders.due import Due
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.joining import OTHER_WAY
from plumbline.core.cases.number_order import order_key
from plumbline.core.goods.entries import GOODS_ENTRY
from plumbline.core.ledger.canonical import Json
from plumbline.core.vocabulary import Bearer

__all__ = [
    "ORDERS",
    "PAGE",
    "TABS",
    "CaseLine",
    "CaseList",
    "ListAsked",
    "Tab",
    "all_cases",
    "holding",
    "lines_of",
    "my_work",
    "shared_cases",
]
cases_of_organ, counts_by_procedure = store.cases_of_organ, store.counts_by_procedure


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


def open_file(person: Person, case: str, today: int) -> CaseFile:
    """The case for a page; raises CaseNotFound and AccessRefused."""
    file = read_case(case)
    check_access(person, CASE_READ, file.place, today)
    return file


def sealed_size() -> int:
    """Leaves of the log that a signed checkpoint covers."""
    last = latest_checkpoint("sha256")
    return last.size if last else 0


def party_of(records: Sequence[str]) -> dict[str, Json]:
    """The party as these records state it (`CaseFile.party_records`), a later one over an earlier; empty where the
    values were destroyed.
    """
    values = personal_values(records)
    return {
        place.name: opening.value
        for place, opening in sorted(values.items(), key=lambda one: records.index(one[0].record))
        if place.kind == "personal"
    }


def restated_in(cases: Sequence[str]) -> list[tuple[str, str]]:
    """The records after their openings that state who the parties of these cases are, each with its case, in order."""
    return [(record, case) for record, case in _RESTATED(list(cases))]


_RESTATED = Question(
    lambda cases: (
        PartyRestated.objects.filter(case__in=cases).order_by("position").values_list("record", "case")
    )
)


def links_of(case: str) -> tuple[LinkLine, ...]:
    """The cases that have to do with this one, whichever of them says so; each once under each kind."""
    found = [
        (kind, other) if named == case else (OTHER_WAY.get(kind, kind), named)
        for named, other, kind in _LINKS(case, case)
    ]
    if not found:
        return ()
    known = {case: shown for case, *shown in _SHOWN_OF(list(dict.fromkeys(other for _kind, other in found)))}
    lines = []
    for kind, other in dict.fromkeys(found):
        if other in known:
            number, procedure, cause, ended_day, organ, division = known[other]
            place = Place(organ, division, other)
            lines.append(LinkLine(kind, other, number, procedure, cause, ended_day, place))
    return tuple(lines)


_SHOWN_OF = Question(
    lambda cases: (
        CaseStanding.objects.filter(case__in=cases)
        .order_by("case")
        .values_list("case", "number", "procedure", "cause", "ended_day", "organ", "division")
    )
)


_LINKS = Question(
    lambda case, other: (
        CaseLink.objects.filter(Q(case=case) | Q(other=other))
        .order_by("record")
        .values_list("case", "other", "kind")
    )
)


def numbers_of(cases: Collection[str]) -> dict[str, str]:
    """By id the numbers of these cases."""
    return {case: number for case, number, *_rest in _SHOWN_OF(list(cases))}


def case_of_number(number: str) -> str | None:
    """The id of the case with this number."""
    found = _OF_NUMBER(number.strip()) if number.strip() else []
    return str(found[0][0]) if found else None


def cases_of_numbers(numbers: Sequence[str]) -> dict[str, str]:
    """By number the id of the case that bears it, of those that one bears."""
    return {str(number): str(case) for number, case in _OF_NUMBERS(list(numbers))}


_OF_NUMBERS = Question(
    lambda numbers: (
        CaseStanding.objects.filter(number__in=numbers)
        .order_by("number", "-case")
        .values_list("number", "case")
    )
)


_OF_NUMBER = Question(
    lambda number: CaseStanding.objects.filter(number=number).order_by("case").values_list("case")[:1]
)


def held_by(officer: str, today: int) -> tuple[str, ...]:
    """What must be handed over before an officer leaves, each in a line, in the language of the page."""
    in_english = (get_language() or "").startswith("en")
    return tuple(one.english if in_english else one.line for one in held(officer, today))


def held(officer: str, today: int, organ: str = "") -> tuple[Held, ...]:
    """Everything that somebody holds: running cases, what waits for them in any case, boxes of chains, duties that last
    beyond today, absences of others in which they stand in. With `organ` what somebody who serves elsewhere now still
    holds there: its cases and boxes; their posts went along with them.
    """
    handled = CaseHandler.objects.filter(officer=officer).values("case")
    rows = CaseStanding.objects.filter(case__in=handled, ended_day=None).order_by("number_key", "case")
    waits = CaseAwait.objects.filter(officer=officer).order_by("key")
    if organ:
        rows = rows.filter(organ=organ)
        waits = waits.filter(case__in=CaseStanding.objects.filter(organ=organ).values("case"))
    return (
        *(Held("case", row.case, row.number, cause=row.cause) for row in rows),
        *_awaits(waits.values_list(*_AWAIT)),
        *seats_held(officer, organ),
        *(() if organ else posts_held(officer, today)),
    )


def running_at(procedure: str, stage: str, division: str) -> tuple[str, ...]:
    """The running cases of a procedure in a division whose main line stands at a step, by id."""
    rows = CaseStanding.objects.filter(
        procedure=procedure, ended_day=None, division=division, stage=stage
    ).order_by("case")
    return tuple(rows.values_list("case", flat=True))


def opened_since(procedure: str, first: int) -> tuple[str, ...]:
    """The cases of a procedure that were opened on a day or later, by id."""
    rows = CaseStanding.objects.filter(procedure=procedure, opened_day__gte=first).order_by("case")
    return tuple(rows.values_list("case", flat=True))


def working_in(organ: str) -> set[str]:
    """Everybody who handles a running case of the organ, or for whom something waits in one."""
    running = CaseStanding.objects.filter(organ=organ, ended_day=None).values("case")
    found = (one.objects.filter(case__in=running).values_list("officer") for one in (CaseHandler, CaseAwait))
    return {officer for rows in found for (officer,) in rows.distinct()}


def awaited_from(officer: str) -> tuple[Held, ...]:
    """What waits for this very person, by number of the case."""
    return _awaits(_AWAITED(officer))


_AWAIT = ("kind", "case", "record", "named", "step")
_AWAITED = Question(
    lambda officer: (
        CaseAwait.objects.filter(officer=officer)
        .exclude(kind__in=("later", "submitted"))
        .order_by("key")
        .values_list(*_AWAIT)
    )
)


def _awaits(rows: Iterable[tuple[str, str, str, str, str]]) -> tuple[Held, ...]:
    waiting = list(rows)
    if not waiting:
        return ()
    named = {case for _kind, case, *_more in waiting}
    cases = {one.case: one for one in CaseStanding.objects.filter(case__in=named)}
    found = [
        Held(kind, case, cases[case].number, record, officer, *_step_said(cases[case], step))
        for kind, case, record, officer, step in waiting
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
    versions = shelf().docket(procedure, field or None, division or None).versions
    return {id: (rules[-1].says, rules[-1].english or rules[-1].says) for id, rules in versions.items()}


def procedures_under_way(organ: str) -> frozenset[str]:
    """The procedures under which an organ has cases that have not ended."""
    rows = CaseStanding.objects.filter(organ=organ, ended_day=None).order_by()
    return frozenset(rows.values_list("procedure", flat=True).distinct())


def handlers_of(case: str) -> tuple[str, ...]:
    """Who handles the case."""
    return tuple(CaseHandler.objects.filter(case=case).order_by("key").values_list("officer", flat=True))


def draft_of(person: Person, case: str, step: str) -> FormDraft | None:
    """What the person typed into the form of an act and did not send."""
    return store.draft_of(person.account, case, step)


def views_of(person: Person, list_name: str) -> list[tuple[str, str]]:
    """Names and filters of the person's views of a list."""
    return store.views_of(person.account, list_name)
