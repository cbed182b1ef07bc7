"""Reading of findings: frozen values for pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeAlias

from django.db.models import Count, F, Q, QuerySet, Value

from plumbline.apps.casework.queries.limits import cases_handled_by
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.questions import Question, Statement
from plumbline.apps.supervision.models import FindingRow, ScanPlace
from plumbline.apps.supervision.policies import FINDINGS
from plumbline.apps.supervision.queries.held import STATES, held_counts
from plumbline.core.authority.access import Visible, check_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.oversight.errors import FindingUnknown
from plumbline.core.registers.register import register_of
from plumbline.core.vocabulary import Outcome

Tab = Literal["open", "waits", "unclear", "closed", "excused", "all"]
TABS: tuple[Tab, ...] = ("open", "waits", "unclear", "closed", "excused", "all")
PAGE = 20
OFFICERS = register_of("officer")
DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list. Days count from 1970-01-01, instants are µs UTC."""

    id: str
    case: str
    key: str
    number: str
    procedure: str
    field: str
    organ: str
    division: str
    rule: str
    record: str
    step: str
    kind: str
    outcome: str
    state: str
    day: int
    due: int | None
    days_over: int | None
    late_entry: bool
    opened_at: int
    changed_at: int
    closed_at: int | None
    waits: bool
    proposed_by: str
    closed_by: str
    why: str
    matters: str

    @property
    def place(self) -> Place:
        """Where its case belongs."""
        return Place(self.organ, self.division, self.case)


@dataclass(frozen=True, slots=True)
class FindingsAsked:
    """What a list is asked for. `mine`: only cases that the officer handles. `since`: opened from that instant on.
    `each`: one by one, also what is gathered by case otherwise.
    """

    tab: Tab = "open"
    rule: str = ""
    organ: str = ""
    procedure: str = ""
    text: str = ""
    since: int | None = None
    order: str = "-opened"
    mine: bool = False
    each: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class FindingList:
    """A page of findings, how many there are, and how many by tab; `counted_at` (µs UTC) where the other tabs were
    counted before.
    """

    lines: tuple[FindingLine, ...]
    total: int
    page: int
    counts: dict[Tab, int] = field(default_factory=dict)
    counted_at: int | None = None


_Rows: TypeAlias = "QuerySet[FindingRow]"
ORDERS: dict[str, tuple[object, ...]] = {
    "-opened": ("-opened_at", "id"),
    "opened": ("opened_at", "id"),
    "due": (F("due").asc(nulls_last=True), "id"),
    "-due": (F("due").desc(nulls_last=True), "id"),
    "number": ("number", "id"),
    "-number": ("-number", "id"),
    "rule": ("rule", "id"),
    "-rule": ("-rule", "id"),
    "organ": ("organ", "id"),
    "-organ": ("-organ", "id"),
}
_COLUMNS = tuple(FindingLine.__slots__)


def findings(person: Person, asked: FindingsAsked, today: int) -> FindingList:
    """Findings that the person may see, by tab."""
    whose = _whose(person, today)

    def answers(what: int, make: Callable[[_Rows], QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
        if asked.text or asked.mine or whose is None:
            return list(make(filtered(person, asked, today)))
        key = whose, replace(asked, page=what)
        return _ASKED.get(key, lambda: Statement(make(filtered(person, asked, today)))).ask()

    def counted(rows: _Rows) -> QuerySet[Any, Any]:
        whole = rows.order_by().annotate(whole=Value(1)).values_list("whole")
        return whole.annotate(**tabs_asked())

    def of_tab(rows: _Rows) -> QuerySet[Any, Any]:
        chosen = rows.filter(tab_of(asked.tab)).order_by()
        return chosen.annotate(whole=Value(1)).values_list("whole").annotate(n=Count("*"))

    def lines(rows: _Rows) -> QuerySet[Any, Any]:
        chosen = rows.filter(tab_of(asked.tab)).order_by(*ORDERS.get(asked.order, ORDERS["-opened"]))
        return chosen.values_list(*_COLUMNS)[(page - 1) * PAGE : page * PAGE]

    held = _held_tabs(person, asked, today)
    counts: dict[Tab, int] = dict.fromkeys(TABS, 0)
    if held is not None:  # the list asked for is of now, whatever was counted before
        counts |= held[0]
        told = answers(-1, of_tab)
        counts[asked.tab] = told[0][1] if told else 0
    elif told := answers(0, counted):
        counts = dict(zip(TABS, told[0][1:], strict=True))
    total = counts[asked.tab]
    page = max(1, min(asked.page, (total + PAGE - 1) // PAGE))
    shown = tuple(FindingLine(*values) for values in answers(page, lines))
    return FindingList(shown, total, page, counts, held[1] if held is not None else None)


def _held_tabs(person: Person, asked: FindingsAsked, today: int) -> tuple[dict[Tab, int], int] | None:
    """How many findings each tab had when the job counted them, and when; None where they are counted now."""
    unfiltered = replace(asked, tab="open", order="-opened", page=1) == FindingsAsked()
    if not unfiltered or person.role not in _EVERY_ENTRY:
        return None
    held = held_counts(visible(person, FINDINGS, today), STATES, today)
    if held is None:
        return None
    rows, made_at = held
    return {tab: sum(counts.get(tab, 0) for _organ, counts in rows) for tab in TABS}, made_at


def tabs_asked() -> dict[str, Count]:
    """What counts the findings of each tab."""
    return {tab: Count("state", filter=tab_of(tab)) for tab in TABS}


def newest_open(person: Person, today: int, most: int) -> list[FindingLine]:
    """The newest open breaches, without counting the others."""

    def question() -> Statement:
        rows = _visible(person, today).filter(tab_of("open")).order_by(*ORDERS["-opened"])
        return Statement(rows.values_list(*_COLUMNS)[:most])

    whose = _whose(person, today)
    if whose is None:
        return []
    return [FindingLine(*values) for values in _ASKED.get((whose, most), question).ask()]


def _whose(person: Person, today: int) -> Hashable | None:
    """What a question for the findings that a person may see rests on; None where they see none."""
    what = visible(person, FINDINGS, today)
    if not (what.everything or what.organs or what.divisions):
        return None
    return person.role, person.officer, what


_ASKED: Kept[Statement] = Kept(256)
"""Questions of pages that are opened often, under all that they ask for; their answers are read anew."""


def every_finding(person: Person, asked: FindingsAsked, today: int, most: int) -> Iterator[FindingLine]:
    """The whole list, for a sheet."""
    rows = filtered(person, asked, today).filter(tab_of(asked.tab))
    yield from lines_of(rows.order_by(*ORDERS.get(asked.order, ORDERS["-opened"]))[:most])


def finding(person: Person, wanted: str, today: int) -> FindingLine:
    """One finding; raises FindingUnknown, AccessRefused."""
    line = next(lines_of(FindingRow.objects.filter(id=wanted)), None)
    if line is None:
        raise FindingUnknown(finding=wanted)
    check_access(person, FINDINGS, line.place, today)
    if not _visible(person, today).filter(id=wanted).exists():
        raise FindingUnknown(finding=wanted)
    return line


def place_of_finding(wanted: str) -> Place:
    """Where the case of a finding belongs; raises FindingUnknown."""
    line = next(lines_of(FindingRow.objects.filter(id=wanted)), None)
    if line is None:
        raise FindingUnknown(finding=wanted)
    return line.place


def findings_of_case(case: str) -> tuple[FindingLine, ...]:
    """The findings of a case, open ones first, newest first; those that the rules no longer find are left out."""
    found = (FindingLine(*values) for values in _OF_CASE(case))
    return tuple(sorted(found, key=lambda one: one.state != "open"))


_OF_CASE = Question(
    lambda case: (
        FindingRow.objects.filter(case=case)
        .exclude(state="gone")
        .order_by("-opened_at", "id")
        .values_list(*_COLUMNS)
    )
)


def opened_by_week(person: Person, today: int, mondays: Sequence[int]) -> list[tuple[int, int]]:
    """For each week that begins at one of these instants (µs UTC): how many breaches opened and how many closed."""
    rows = _visible(person, today).filter(outcome=Outcome.VIOLATED.value)
    found = rows.aggregate(**weeks_asked(mondays))
    return [(found[f"o{at}"], found[f"c{at}"]) for at in range(len(mondays))]


def weeks_asked(mondays: Sequence[int]) -> dict[str, Count]:
    """What counts of each week the findings opened (`o0` …) and closed (`c0` …); the instants begin the weeks."""
    ends = [*mondays[1:], mondays[-1] + 7 * DAY]
    asked = {}
    for at, (first, end) in enumerate(zip(mondays, ends, strict=True)):
        asked[f"o{at}"] = Count(Value(1), filter=Q(opened_at__gte=first, opened_at__lt=end))
        asked[f"c{at}"] = Count(
            "id", filter=Q(closed_at__gte=first, closed_at__lt=end) & ~Q(opened_at=F("closed_at"))
        )
    return asked


def open_by_rule(person: Person, today: int, most: int) -> list[tuple[str, str, int]]:
    """Procedure, rule and how many open breaches, most first."""
    return _counted(person, today, most, "procedure", "rule")


def open_by_organ(person: Person, today: int, most: int) -> list[tuple[str, int]]:
    """Organ and how many open breaches, in the order of the organs' numbers: organs are not ranked."""
    found = _counted(person, today, 10_000, "organ")
    return sorted((organ, n) for organ, n in found)[:most]


def _counted(person: Person, today: int, most: int, *names: str) -> list[tuple[Any, ...]]:
    rows = _visible(person, today).filter(tab_of("open")).values_list(*names).annotate(n=Count("*"))
    return list(rows.order_by("-n", *names)[:most])


@dataclass(frozen=True, slots=True)
class LastScan:
    """When the last tick ended (µs UTC; None: none yet) and how many cases it looked at."""

    ended_at: int | None
    looked: int


def last_scan() -> LastScan:
    """The last tick."""
    for ended_at, looked in _PLACE():
        return LastScan(ended_at, looked)
    return LastScan(None, 0)


_PLACE = Question(lambda: ScanPlace.objects.values_list("ended_at", "looked"))


def kinds_found(person: Person, today: int) -> list[tuple[str, str, str]]:
    """Organ, procedure and rule of every finding the person may see, for the filters."""
    whose = _whose(person, today)
    if whose is None:
        return []

    def question() -> Statement:
        rows = _visible(person, today).order_by().values_list("organ", "procedure", "rule")
        return Statement(rows.distinct())

    return [
        (organ, procedure, rule) for organ, procedure, rule in _ASKED.get((whose, "kinds"), question).ask()
    ]


def filtered(person: Person, asked: FindingsAsked, today: int) -> _Rows:
    """What the person may see of what is asked for, whatever the tab."""
    rows = _visible(person, today)
    for name in ("rule", "organ", "procedure"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    if asked.text:
        rows = rows.filter(number__contains=asked.text)
    if asked.since is not None:
        rows = rows.filter(opened_at__gte=asked.since)
    if asked.mine and person.officer:
        rows = rows.filter(case__in=cases_handled_by(person.officer))
    return rows


_EVERY_ENTRY: Final = (Role.SUPERVISOR, Role.AGENCY_HEAD)


def _visible(person: Person, today: int) -> _Rows:
    """What the person may see; of officers' own entries colleagues see nothing but what concerns themselves."""
    rows = findings_within(visible(person, FINDINGS, today))
    if person.role in _EVERY_ENTRY:
        return rows
    own = OFFICERS.case_of(person.officer) if person.officer else ""
    return rows.filter(~Q(procedure=OFFICERS.procedure) | Q(case=own))


def findings_within(what: Visible) -> _Rows:
    """Findings as far as `what` reaches."""
    if what.everything:
        return FindingRow.objects.all()
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return FindingRow.objects.filter(reached)


def tab_of(tab: Tab) -> Q:
    """The findings under a tab."""
    match tab:
        case "open":
            return Q(state="open", outcome=Outcome.VIOLATED.value)
        case "unclear":
            return Q(state="open", outcome=Outcome.UNDETERMINED.value)
        case "waits":
            return Q(waits=True)
        case "closed":
            return Q(state__in=("mended", "gone", "settled"))
        case "excused":
            return Q(state="excused")
        case _:
            return Q()


def lines_of(rows: _Rows) -> Iterator[FindingLine]:
    """The rows as plain values."""
    for values in rows.values_list(*_COLUMNS):
        yield FindingLine(*values)
