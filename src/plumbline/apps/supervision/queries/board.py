"""Indicators of supervision: each one function that chooses rows. A figure counts exactly the rows it opens to.

An indicator says over what it counts (cases, findings or matters of supervision) and which of those count; the same
choice makes the figure of every organ in one question and the list behind it. Nothing is typed and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plumbline.apps.casework.queries.limits import (
    StandingLine,
    cases_handled_by,
    standing_lines,
    standing_within,
)
from plumbline.apps.questions import Question
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.policies import BOARD, FINDINGS
from plumbline.apps.supervision.queries import PAGE, FindingLine, findings_within, lines_of
from plumbline.apps.supervision.queries.matters import PROCEDURE
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person
from plumbline.core.errors import Language
from plumbline.core.vocabulary import Outcome

Over: TypeAlias = Literal["case", "finding", "matter"]
Colour: TypeAlias = Literal["red", "amber", "green"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from 1970-01-01, both included, and the instants (µs UTC) at which they begin and end."""

    first: int
    last: int
    first_at: int
    end_at: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What a board is asked for: what the reader may see, when, and perhaps one organ.

    `soon` is the last day of the lead within which a limit counts as about to be breached.
    """

    what: Visible
    period: Period
    today: int
    soon: int
    organ: str = ""


Choice = Callable[[Scope], Q]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A named figure: over what it counts, what counts, and its definition in words."""

    key: str
    over: Over
    chosen: Choice
    title_zh: str
    title_en: str
    says_zh: str
    says_en: str
    in_period: bool = False
    """Whether it counts what happened in the period; else what stands today."""

    def title(self, language: Language) -> str:
        """Its name."""
        return self.title_zh if language == "zh" else self.title_en

    def says(self, language: Language) -> str:
        """What counts."""
        return self.says_zh if language == "zh" else self.says_en


def running(scope: Scope) -> Q:
    """Cases under way."""
    return _under_way()


def begun(scope: Scope) -> Q:
    """Cases opened in the period, but for those opened by mistake."""
    return Q(opened_day__range=(scope.period.first, scope.period.last)) & ~Q(state="cancelled")


def ended(scope: Scope) -> Q:
    """Cases that ended in the period, but for those opened by mistake."""
    return Q(ended_day__range=(scope.period.first, scope.period.last)) & ~Q(state="cancelled")


def cancelled(scope: Scope) -> Q:
    """Cases cancelled in the period as opened by mistake: a number that is itself watched."""
    return Q(ended_day__range=(scope.period.first, scope.period.last), state="cancelled")


def red(scope: Scope) -> Q:
    """Running cases with a breach that is still open, or a limit that ran out."""
    return _under_way() & (Q(due_day__lt=scope.today) | _found(Outcome.VIOLATED))


def amber(scope: Scope) -> Q:
    """Running cases, not red, with a limit about to end or a question that the records leave open."""
    near = Q(due_day__range=(scope.today, scope.soon)) | _found(Outcome.UNDETERMINED)
    return _under_way() & near & ~red(scope)


def green(scope: Scope) -> Q:
    """Running cases, neither red nor amber."""
    quiet = Q(due_day=None) | Q(due_day__gt=scope.soon)
    return _under_way() & quiet & ~_found(Outcome.VIOLATED) & ~_found(Outcome.UNDETERMINED)


def open_breaches(scope: Scope) -> Q:
    """Breaches that are still open."""
    return Q(state="open", outcome=Outcome.VIOLATED.value)


def found(scope: Scope) -> Q:
    """Breaches that were found in the period, whatever became of them; what the rules took back is none."""
    return (
        Q(opened_at__gte=scope.period.first_at, opened_at__lt=scope.period.end_at)
        & Q(outcome=Outcome.VIOLATED.value)
        & ~Q(state="gone")
    )


def mended(scope: Scope) -> Q:
    """Breaches that were mended, or whose mending was accepted, in the period."""
    return Q(state__in=("mended", "settled")) & _closed_in(scope)


def excused(scope: Scope) -> Q:
    """Breaches that two supervisors explained away in the period: a number that is itself watched."""
    return Q(state="excused") & _closed_in(scope)


def matters_open(scope: Scope) -> Q:
    """Matters of supervision under way."""
    return Q(ended_day=None)


def reports_overdue(scope: Scope) -> Q:
    """Matters of supervision whose report is overdue."""
    return Q(ended_day=None, due_day__lt=scope.today)


def _closed_in(scope: Scope) -> Q:
    return Q(closed_at__gte=scope.period.first_at, closed_at__lt=scope.period.end_at)


def _under_way() -> Q:
    """Cases under way, in the words of the index that has them by number."""
    return ~Q(ended_day__isnull=False)


def _found(outcome: Outcome) -> Q:
    """Cases with an open finding: asked of each case that is gone through, so that a page ends with its last line."""
    return Q(Exists(FindingRow.objects.filter(case=OuterRef("case"), state="open", outcome=outcome.value)))


INDICATORS: Final = (
    Indicator("running", "case", running, "在办案件", "cases under way",
        "今天尚未办结的案件（不含监督案件）", "cases that have not ended (matters of supervision left out)"),
    Indicator("red", "case", red, "红色案件", "red cases",
        "在办，且有未决违反或者本机关期限已过", "under way, with an open breach or a limit of the organ that ran out"),
    Indicator("amber", "case", amber, "黄色案件", "amber cases",
        "在办，不属红色，期限在三个工作日内届满或者有无法判断的规则",
        "under way, not red, a limit ends within three working days or a rule lacks a fact"),
    Indicator("green", "case", green, "绿色案件", "green cases",
        "在办，且不属红色、黄色", "under way, neither red nor amber"),
    Indicator("begun", "case", begun, "新立案卷", "cases opened",
        "立卷日在期间内的案件，误立注销的除外",
        "cases opened on a day of the period, save those opened by mistake", True),
    Indicator("ended", "case", ended, "办结案卷", "cases ended",
        "办结日在期间内的案件，误立注销的除外",
        "cases that ended on a day of the period, save those opened by mistake", True),
    Indicator("cancelled", "case", cancelled, "误立注销", "cancelled openings",
        "期间内按误立注销的案件，本身受监督",
        "cases cancelled in the period as opened by mistake, itself a matter to watch", True),
    Indicator("breaches", "finding", open_breaches, "未决违反", "open breaches",
        "扫描发现、至今未决的违反", "breaches found by the scan that are still open"),
    Indicator("found", "finding", found, "发现违反", "breaches found",
        "在期间内首次发现的违反，规则已不再认定的除外",
        "breaches first found in the period, save those that the rules no longer find", True),
    Indicator("mended", "finding", mended, "整改违反", "breaches mended",
        "在期间内补办或者经认可整改到位的违反", "breaches done late or accepted as mended in the period", True),
    Indicator("excused", "finding", excused, "说明销项", "explained away",
        "经两名监督人员说明理由销项的违反，本身受监督",
        "breaches that two supervisors explained away, itself a matter to watch", True),
    Indicator("matters", "matter", matters_open, "监督案件", "matters of supervision",
        "尚未销号的监督案件", "matters of supervision that are not closed"),
    Indicator("overdue", "matter", reports_overdue, "报告逾期", "reports overdue",
        "在办监督案件中，报送纠正情况的期限已过的", "matters whose day for reporting the correction has passed"),
)  # fmt: skip
MOST_OWN: Final = 500
"""Cases of one officer that their own view takes in."""
BY_KEY: Final = {one.key: one for one in INDICATORS}
COLOURS: Final[tuple[Colour, ...]] = ("red", "amber", "green")


def scope_of(person: Person, period: Period, today: int, soon: int, organ: str = "") -> Scope:
    """The scope of a reader."""
    return Scope(visible(person, BOARD, today), period, today, soon, organ)


def figures(scope: Scope, wanted: Sequence[Indicator] = INDICATORS) -> dict[str, dict[str, int]]:
    """For each indicator the figure of each organ that has any: one question an indicator."""
    return {one.key: _by_organ(scope, one) for one in wanted}


def _by_organ(scope: Scope, one: Indicator) -> dict[str, int]:
    rows = chosen(scope, one).order_by().values_list("organ").annotate(n=Count("*"))
    return dict(rows)


def chosen(scope: Scope, one: Indicator) -> QuerySet[Any]:
    """The rows that an indicator counts."""
    if one.over == "finding":
        rows: QuerySet[Any] = findings_within(scope.what)
    else:
        rows = standing_within(scope.what)
        is_matter = Q(procedure=PROCEDURE)
        rows = rows.filter(is_matter if one.over == "matter" else ~is_matter)
    if scope.organ:
        rows = rows.filter(organ=scope.organ)
    return rows.filter(one.chosen(scope))


@dataclass(frozen=True, slots=True)
class Behind:
    """One page of the rows behind a figure, and how many there are: the figure itself."""

    total: int
    page: int
    cases: tuple[StandingLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()


def behind(scope: Scope, one: Indicator, page: int, size: int = PAGE, counted: int | None = None) -> Behind:
    """The rows behind a figure: cases by number, findings newest first; `counted` where the figure is known."""
    rows = chosen(scope, one)
    total = rows.count() if counted is None else counted
    page = max(1, min(page, -(-total // size)))
    start = (page - 1) * size
    if one.over == "finding":
        shown = rows.order_by("-opened_at", "id")[start : start + size]
        return Behind(total, page, findings=tuple(lines_of(shown)))
    shown = rows.order_by("number_key", "case")[start : start + size]
    return Behind(total, page, cases=tuple(standing_lines(shown)))


def lights_of(scope: Scope, lines: Sequence[StandingLine]) -> dict[str, Colour]:
    """Red, amber or green of each of these running cases; one that has ended has none.

    It says what `red`, `amber` and `green` choose, of a page's few cases in one question.
    """
    running_ones = [line for line in lines if line.ended_day is None]
    rows = FindingRow.objects.filter(case__in=[line.case for line in running_ones], state="open")
    found: dict[str, set[str]] = {}
    for case, outcome in rows.values_list("case", "outcome"):
        found.setdefault(case, set()).add(outcome)
    return {line.case: _light(scope, line, found.get(line.case, set())) for line in running_ones}


def own_cases(person: Person, today: int) -> list[StandingLine]:
    """The running cases that an officer handles, by number; matters of supervision are none of them."""
    if not person.officer:
        return []
    rows = standing_within(visible(person, FINDINGS, today)).filter(_under_way(), ~Q(procedure=PROCEDURE))
    mine = rows.filter(case__in=cases_handled_by(person.officer)).order_by("number_key", "case")
    return standing_lines(mine[:MOST_OWN])


def light_of_case(today: int, soon: int, case: str, outcomes: set[str]) -> Colour | None:
    """Red, amber or green of a case in which findings with these outcomes are open; None once it has ended."""
    for ended_day, due_day in _STANDS(case):
        return None if ended_day is not None else _colour(today, soon, due_day, outcomes)
    return None


_STANDS = Question(
    lambda case: (
        standing_within(Visible(everything=True)).filter(case=case).values_list("ended_day", "due_day")
    )
)


def _light(scope: Scope, line: StandingLine, outcomes: set[str]) -> Colour:
    return _colour(scope.today, scope.soon, line.due_day, outcomes)


def _colour(today: int, soon: int, due: int | None, outcomes: set[str]) -> Colour:
    if Outcome.VIOLATED.value in outcomes or (due is not None and due < today):
        return "red"
    if Outcome.UNDETERMINED.value in outcomes or (due is not None and due <= soon):
        return "amber"
    return "green"


__all__ = [
    "BY_KEY",
    "COLOURS",
    "INDICATORS",
    "Behind",
    "Colour",
    "Indicator",
    "Period",
    "Scope",
    "behind",
    "chosen",
    "figures",
    "light_of_case",
    "lights_of",
    "own_cases",
    "scope_of",
]
