"""Reading things and money: frozen values for pages, cut to what the person may see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from django.db.models import Count, F, Q, QuerySet, Sum

from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.models import BankRow, GoodsItem, MoneyStanding
from plumbline.apps.goods.owed import OwedAsked, OwedLine, OwedList
from plumbline.apps.goods.policies import GOODS_READ
from plumbline.apps.goods.standing import read_account
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.people.queries.colleagues import bearing, names_of
from plumbline.apps.people.queries.taken_out import TakenOut
from plumbline.apps.questions import Question
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import Belongings, belongings, rate_of, rate_on
from plumbline.core.cases.joining import named_cases
from plumbline.core.errors import Language
from plumbline.core.goods.account import Account, Balance, balance, explain
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.ledger.canonical import read_json

PAGE: Final = 50
State = Literal["left", "overdue", "gone", "all"]
STATES: Final[tuple[State, ...]] = ("left", "overdue", "gone", "all")


@dataclass(frozen=True, slots=True)
class GoodsAsked:
    """What of the ledger is asked for."""

    state: State = "left"
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A line of the ledger. `gone` says how much left by which movement."""

    record: str
    case: str
    number: str
    name: str
    spec: str
    unit: str
    taken: str
    held: str
    lent: str
    waiting: str
    gone: tuple[tuple[str, str], ...]
    place: str
    keeper: str
    since_day: int
    due_day: int | None
    is_left: bool


@dataclass(frozen=True, slots=True)
class GoodsList:
    """One page of the ledger."""

    lines: tuple[GoodsLine, ...]
    total: int
    page: int


@dataclass(frozen=True, slots=True)
class BankLine:
    """A row of a bank's file that waits; `problem` says why, by language."""

    key: str
    line: int
    number: str
    amount: str
    day: str
    reference: str
    column: str
    problem: Mapping[Language, str]
    returned_at: int | None = None
    returned_by: str = ""
    returned_why: str = ""


@dataclass(frozen=True, slots=True)
class CaseMoney:
    """Things and money of a case on a day, with how the sum owed comes."""

    held: Belongings
    balance: Balance
    says: tuple[str, ...]
    number: str


def ledger(person: Person, asked: GoodsAsked, today: int) -> GoodsList:
    """The things that the person may see, those first whose term ends first."""
    rows = _narrowed(_seen(person, today), asked, today)
    total = rows.count()
    page = min(max(asked.page, 1), max((total + PAGE - 1) // PAGE, 1))
    start = (page - 1) * PAGE
    return GoodsList(tuple(_line(row) for row in rows[start : start + PAGE]), total, page)


def owed(person: Person, asked: OwedAsked, today: int) -> OwedList:
    """The fines of cases that the person may see, with what is owed of them today."""
    rows = _owed_rows(person, asked, today)
    told = rows.aggregate(n=Count("*"), left=Sum("left_fen"))
    total = told["n"]
    page = min(max(asked.page, 1), max((total + PAGE - 1) // PAGE, 1))
    start = (page - 1) * PAGE
    lines = tuple(_owed_line(row, today) for row in _ordered(rows, asked)[start : start + PAGE])
    return OwedList(lines, total, Decimal(told["left"] or 0) / 100, page)


def every_owed(person: Person, asked: OwedAsked, today: int) -> Iterator[OwedLine]:
    """All lines, for a file."""
    rows = _ordered(_owed_rows(person, asked, today), asked)
    return (_owed_line(row, today) for row in rows.iterator(chunk_size=500))


def waiting_rows(organ: str, most: int | None = None, start: int = 0) -> tuple[BankLine, ...]:
    """Rows of bank files that wait to be mended, the newest file first; no more than `most`, from `start` on."""
    rows = BankRow.objects.filter(organ=organ, returned_at=None).order_by("-taken_at", "line", "key")
    return tuple(map(_bank_line, rows[start : None if most is None else start + most]))


def returned_rows(organ: str, most: int) -> tuple[BankLine, ...]:
    """Rows that were set aside as returned, the newest first."""
    rows = BankRow.objects.filter(organ=organ).exclude(returned_at=None).order_by("-returned_at", "key")
    return tuple(map(_bank_line, rows[:most]))


def waiting_row(organ: str, key: str) -> BankLine | None:
    """One of those that wait."""
    found = BankRow.objects.filter(organ=organ, key=key, returned_at=None).first()
    return _bank_line(found) if found else None


def _bank_line(row: BankRow) -> BankLine:
    return BankLine(
        row.key,
        row.line,
        row.number,
        row.amount,
        row.day,
        row.reference,
        row.column,
        {"zh": row.problem_zh, "en": row.problem_en},
        row.returned_at,
        row.returned_by,
        row.returned_why,
    )


def rows_waiting(organ: str) -> int:
    """How many wait."""
    return int(BankRow.objects.filter(organ=organ, returned_at=None).count())


def counts(person: Person, today: int) -> tuple[int, int, int]:
    """Things not accounted for, cases with money owed, rows of the bank that wait."""
    things = _narrowed(_seen(person, today), GoodsAsked(), today).count()
    money = _owed_rows(person, OwedAsked(), today).count()
    return things, money, rows_waiting(person.organ)


def stated_terms(last: int) -> Iterator[GoodsLine]:
    """Things still there whose last day was stated and is `last` or before; what a measure holds is left out."""
    rows = GoodsItem.objects.filter(is_left=True, measured=False, due_day__lte=last).order_by("record")
    return map(_line, rows.iterator(chunk_size=500))


def kept_by(officer: str, organ: str) -> tuple[TakenOut, ...]:
    """The things in the organ's store that somebody keeps, until another keeper is entered.

    They are told by number. An entry that tells a name alone is theirs where nobody else of the organ bears it; where
    somebody does, it is told as such, so that the keeper is named on the page of the thing.
    """
    names = sorted(names_of(officer) - {""})
    theirs = Q(keeper_no=officer) | Q(keeper_no="", keeper__in=names)
    rows = GoodsItem.objects.filter(theirs, organ=organ, is_left=True).order_by("number", "record")
    shared = {name for name in names if set(bearing(name, organ)) - {officer}}
    return tuple(_kept(row, is_doubtful=not row.keeper_no and row.keeper in shared) for row in rows)


def _kept(row: GoodsItem, *, is_doubtful: bool) -> TakenOut:
    doubt = (
        "（登记的保管人有同名人员，先写明编号）",
        " (others bear the name of the keeper: enter who it is)",
    )
    zh, en = doubt if is_doubtful else ("", "")
    return TakenOut(
        f"保管 {row.number} 的涉案物品“{row.name}”{zh}",
        f"keeps “{row.name}” of {row.number}{en}",
        url_of("goods:case", case=row.case),
    )


def left_in(cases: Collection[str]) -> dict[str, list[str]]:
    """Names of the things that are not accounted for, by case; cases without any are left out."""
    found: dict[str, list[str]] = {}
    for case, name in _LEFT_IN(list(cases)):
        found.setdefault(case, []).append(name)
    return found


_LEFT_IN = Question(
    lambda cases: (
        GoodsItem.objects.filter(case__in=cases, is_left=True)
        .order_by("case", "record")
        .values_list("case", "name")
    )
)


def left_beside(file: CaseRead) -> tuple[GoodsLine, ...]:
    """The things in store of the cases that this one was split off from or that were joined into it: they are entered
    and accounted for there.
    """
    others = sorted(named_cases(file.history))
    rows = GoodsItem.objects.filter(case__in=others, organ=file.history.opening.organ, is_left=True)
    return tuple(map(_line, rows.order_by("number", "record"))) if others else ()


def case_money(file: CaseRead, now: int, language: Language) -> CaseMoney:
    """Things and money of a case at the instant `now`."""
    held = belongings(file.docket, file.history, now)
    day = file.docket.calendar.local_day(now)
    rate = rate_on(file.docket, day)
    rate = replace(rate, basis=tuple(map(shelf().written, rate.basis)))
    found = balance(held.account, rate, day)
    says = explain(held.account, found, rate, language) if held.account.fine > Decimal(0) else []
    return CaseMoney(held, found, tuple(says), file.history.opening.number)


def _reach(person: Person, today: int) -> Q:
    what = visible(person, GOODS_READ, today)
    wanted = Q(organ__in=what.organs)
    for division in what.divisions:
        wanted |= Q(division__startswith=division)
    return wanted


def _owed_rows(person: Person, asked: OwedAsked, today: int) -> QuerySet[MoneyStanding]:
    rows: QuerySet[MoneyStanding] = MoneyStanding.objects.filter(_reach(person, today))
    if asked.state in ("owed", "overdue"):
        rows = rows.filter(is_left=True)
    if asked.state == "settled":
        rows = rows.filter(is_left=False)
    if asked.state == "overdue":
        rows = rows.filter(due_day__lt=today)
    if asked.state == "parts":
        rows = rows.filter(in_parts=True)
    for word in asked.text.split():
        rows = rows.filter(number__icontains=word)
    return rows


def _ordered(rows: QuerySet[MoneyStanding], asked: OwedAsked) -> QuerySet[MoneyStanding]:
    field = {"due": "due_day", "left": "left_fen", "number": "number_key"}[asked.order.removeprefix("-")]
    down = asked.order.startswith("-")
    first = F(field).desc(nulls_last=True) if down else F(field).asc(nulls_last=True)
    return rows.order_by(first, "number_key", "case")


def _owed_line(row: MoneyStanding, today: int) -> OwedLine:
    account = read_account(row.account) if row.account else Account(Decimal(row.fine))
    chain = division_chain(row.division or shelf().division)
    found = balance(account, rate_of(shelf().packs.figures, chain, today), today)
    return OwedLine(
        case=row.case,
        number=row.number,
        fine=found.fine,
        paid=found.paid,
        left=found.fine_left,
        surcharge=found.accrued.amount,
        charged=account.charged,
        owed=found.owed,
        due_day=row.due_day,
        in_parts=row.in_parts,
        is_left=row.is_left,
    )


def _seen(person: Person, today: int) -> QuerySet[GoodsItem]:
    found: QuerySet[GoodsItem] = GoodsItem.objects.filter(_reach(person, today))
    return found.order_by("due_day", "since_day", "record")


def _narrowed(rows: QuerySet[GoodsItem], asked: GoodsAsked, today: int) -> QuerySet[GoodsItem]:
    if asked.state != "all":
        rows = rows.filter(is_left=asked.state != "gone")
    if asked.state == "overdue":
        rows = rows.filter(due_day__lt=today)
    for word in asked.text.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(number__icontains=word)
            | Q(place__icontains=word)
            | Q(keeper__icontains=word)
        )
    return rows


def _line(row: GoodsItem) -> GoodsLine:
    gone = read_json(row.gone.encode())
    assert isinstance(gone, dict)
    return GoodsLine(
        record=row.record,
        case=row.case,
        number=row.number,
        name=row.name,
        spec=row.spec,
        unit=row.unit,
        taken=row.taken,
        held=row.held,
        lent=row.lent,
        waiting=row.waiting,
        gone=tuple((way, str(count)) for way, count in sorted(gone.items())),
        place=row.place,
        keeper=row.keeper,
        since_day=row.since_day,
        due_day=row.due_day,
        is_left=row.is_left,
    )
