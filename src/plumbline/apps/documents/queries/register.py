"""The register of numbers: its entries, pages of it as a list, and how far each series has come.

Numbers that one statement entered as used outside are one line of the list, as far as none of them is void; where a
number is searched for they are single ones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Concat

from plumbline.apps.documents import store
from plumbline.apps.documents.case_marks import OUTSIDE, SET_ASIDE
from plumbline.apps.documents.models import NumberTaken, NumberVoided
from plumbline.apps.documents.outside import run_text
from plumbline.apps.ledger_store.queries import cases_of_numbers
from plumbline.core.reports.document_errors import NotANumber
from plumbline.core.reports.document_number import DocumentNumber, read_number

PAGE: Final = 50
_CHUNK: Final = 1000
State = Literal["all", "in_use", "void", "outside", "set_aside"]
STATES: Final[tuple[State, ...]] = ("all", "in_use", "void", "outside", "set_aside")
_BEGINNING: Final = re.compile(r"(?P<words>[^〔\[［【(（]*)[〔\[［【(（]?(?P<year>\d{4})?.*")
"""What is typed of a number: its words, and the year where it was typed as well."""


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """A line of the register. `void_reason` is empty for a valid number."""

    number: DocumentNumber
    organ: str
    kind: str
    case_id: str
    taken_by: str
    taken_at: dt.datetime
    void_reason: str = ""
    voided_by: str = ""
    voided_at: dt.datetime | None = None

    @property
    def case(self) -> str:
        """The case that it was taken for; empty where it was used outside or set aside."""
        return "" if self.case_id.startswith((OUTSIDE, SET_ASIDE)) else self.case_id

    @property
    def outside_reason(self) -> str:
        """Why it is entered as used outside; empty where it is not."""
        return self.case_id.removeprefix(OUTSIDE) if self.case_id.startswith(OUTSIDE) else ""

    @property
    def state(self) -> State:
        """How it stands; what is void is nothing else."""
        if self.void_reason:
            return "void"
        if self.outside_reason:
            return "outside"
        return "set_aside" if self.case_id.startswith(SET_ASIDE) else "in_use"


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """What of an organ's register is asked for; `year` None: every year, `kind` empty: every series."""

    organ: str
    year: int | None
    kind: str = ""
    state: State = "all"
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One number, or numbers used outside from that of `entry` to `last`."""

    entry: NumberEntry
    last: int

    @property
    def count(self) -> int:
        """How many numbers the line stands for."""
        return self.last - self.entry.number.n + 1

    def __str__(self) -> str:
        return run_text(self.entry.number, self.last)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of lines, how many lines there are, and how many numbers in each state."""

    lines: tuple[RegisterLine, ...]
    total: int
    page: int
    counts: dict[State, int]


@dataclass(frozen=True, slots=True)
class SeriesStanding:
    """How far a series has come in a year: how many numbers, its first and its last one."""

    kind: str
    count: int
    first: DocumentNumber
    last: DocumentNumber


def number_years(organ: str) -> list[int]:
    """Years in which the organ took numbers, newest first."""
    rows = NumberTaken.objects.filter(organ=organ).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def number_kinds(organ: str) -> list[str]:
    """Kinds of whose series the organ took numbers."""
    rows = NumberTaken.objects.filter(organ=organ).order_by("kind")
    return list(rows.values_list("kind", flat=True).distinct())


def number_register(organ: str, year: int, kind: str | None = None) -> list[NumberEntry]:
    """The numbers of an organ in a year, in order of kind and number, voided ones among them."""
    rows = NumberTaken.objects.filter(organ=organ, year=year).order_by("kind", "n")
    if kind is not None:
        rows = rows.filter(kind=kind)
    return _entries(rows)


def entry_of(organ: str, text: str) -> NumberEntry | None:
    """The entry of a number of the organ as a paper carries it; None where the register has none."""
    try:
        words, year, n, _style = read_number(text)
    except NotANumber:
        return None
    rows = _worded(NumberTaken.objects.filter(organ=organ, year=year, n=n))
    return next(iter(_entries(rows.filter(words=words)[:1])), None)


def series_standing(organ: str, year: int) -> list[SeriesStanding]:
    """How far each series of the organ has come in a year, by kind."""
    rows = NumberTaken.objects.filter(organ=organ, year=year)
    told = list(
        rows.order_by("kind").values("kind").annotate(count=Count("id"), first=Min("n"), last=Max("n"))
    )
    ends = Q()
    for one in told:
        ends |= Q(kind=one["kind"], n__in=(one["first"], one["last"]))
    found = {(row.kind, row.n): _number(row) for row in rows.filter(ends)} if told else {}
    return [
        SeriesStanding(
            one["kind"],
            one["count"],
            found[one["kind"], one["first"]],
            found[one["kind"], one["last"]],
        )
        for one in told
    ]


def register_page(asked: RegisterAsked) -> RegisterPage:
    """The lines of a page, the newest first; where one series is asked for, in the order of its numbers."""
    rows = _asked(asked)
    counts = _counts(rows)
    heads = _heads(asked, rows)
    total = heads.count()
    page = min(max(asked.page, 1), max(-(-total // PAGE), 1))
    lines = _lines(asked, heads[(page - 1) * PAGE : page * PAGE])
    return RegisterPage(tuple(lines), total, page, counts)


def every_line(asked: RegisterAsked) -> Iterator[RegisterLine]:
    """The lines of every page."""
    heads, start = _heads(asked, _asked(asked)), 0
    while found := _lines(asked, heads[start : start + _CHUNK]):
        yield from found
        start += _CHUNK


def _asked(asked: RegisterAsked) -> QuerySet:
    rows = NumberTaken.objects.filter(organ=asked.organ)
    rows = rows.alias(is_void=Exists(NumberVoided.objects.filter(number=OuterRef("id"))))
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    return _worded(rows).filter(_matching(asked.text)) if asked.text else rows


def _worded(rows: QuerySet) -> QuerySet:
    return rows.alias(words=Concat("authority", "series"))


def _matching(text: str) -> Q:
    """N alone, a whole number, the number of a case (then its papers), or how a number begins."""
    if exact := _exactly(text):
        return exact
    begun = _BEGINNING.fullmatch(text)
    if begun is None or not begun["year"]:
        return Q(words__icontains=begun["words"].strip() if begun else text)
    return Q(words__icontains=begun["words"].strip(), year=int(begun["year"]))


def _exactly(text: str) -> Q | None:
    """What a text asks for that names a number rather than how numbers begin."""
    if (n := text.removeprefix("第").removesuffix("号").strip()).isdecimal():
        return Q(n=int(n[:15]))
    try:
        words, year, number, _style = read_number(text)
    except NotANumber:
        return None
    return Q(words=words, year=year, n=number) | Q(case_id__in=cases_of_numbers([text]).values())


def _in(state: State) -> Q:
    match state:
        case "void":
            return Q(is_void=True)
        case "outside":
            return Q(is_void=False, case_id__startswith=OUTSIDE)
        case "set_aside":
            return Q(is_void=False, case_id__startswith=SET_ASIDE)
        case "in_use":
            return Q(is_void=False) & ~Q(case_id__startswith=OUTSIDE) & ~Q(case_id__startswith=SET_ASIDE)
        case _:
            return Q()


def _counts(rows: QuerySet) -> dict[State, int]:
    counted = {state: Count("id", filter=_in(state)) for state in STATES[1:]}
    return rows.aggregate(all=Count("id"), **counted)  # type: ignore[no-any-return]


def _heads(asked: RegisterAsked, rows: QuerySet) -> QuerySet:
    """The row with which each line begins."""
    rows = rows.filter(_in(asked.state))
    if not _exactly(asked.text):
        rows = rows.exclude(_in("outside") & Q(Exists(_same_statement().filter(n=OuterRef("n") - 1))))
    return rows.order_by(*(("-year", "-n") if asked.kind else ("-taken_at", "kind", "-year", "-n")))


def _same_statement() -> QuerySet:
    """Numbers that the statement of the row outside entered with it, and that are not void."""
    named = {name: OuterRef(name) for name in ("organ", "kind", "year", "case_id", "taken_at")}
    return NumberTaken.objects.filter(**named).exclude(
        Exists(NumberVoided.objects.filter(number=OuterRef("id")))
    )


def _lines(asked: RegisterAsked, heads: QuerySet) -> list[RegisterLine]:
    rows = list(heads)
    entries = _entries(rows)
    found = list(zip(rows, entries, strict=True))
    runs = [] if _exactly(asked.text) else [row.id for row, one in found if one.state == "outside"]
    ends = _ends(runs)
    return [RegisterLine(one, ends.get(row.id, row.n)) for row, one in found]


def _ends(heads: Sequence[int]) -> dict[int, int]:
    """The last number of each run, by the row with which it begins: the one before what is no more of the run."""
    if not heads:
        return {}
    series = {name: OuterRef(name) for name in ("organ", "kind", "year")}
    behind = NumberTaken.objects.filter(**series, n__gt=OuterRef("n"))
    other = behind.filter(
        ~Q(case_id=OuterRef("case_id"), taken_at=OuterRef("taken_at"))
        | Exists(NumberVoided.objects.filter(number=OuterRef("id")))
    )
    rows = NumberTaken.objects.filter(id__in=heads).annotate(
        after=Subquery(other.order_by("n").values("n")[:1]),
        top=Subquery(behind.order_by("-n").values("n")[:1]),
    )
    return {row.id: row.after - 1 if row.after else row.top or row.n for row in rows}


def _entries(rows: Iterable[Any]) -> list[NumberEntry]:
    taken = list(rows)
    voided = store.voidings(taken)
    return [_entry(row, voided.get(row.id)) for row in taken]


def _number(row: NumberTaken) -> DocumentNumber:
    return DocumentNumber(row.authority, row.series, row.year, row.n)


def _entry(row: NumberTaken, void: NumberVoided | None) -> NumberEntry:
    return NumberEntry(
        number=_number(row),
        organ=row.organ,
        kind=row.kind,
        case_id=row.case_id,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        void_reason=void.reason if void else "",
        voided_by=void.voided_by if void else "",
        voided_at=void.voided_at if void else None,
    )
