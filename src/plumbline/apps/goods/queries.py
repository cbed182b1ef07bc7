"""Reading things and money: frozen values for pages, cut to what the person may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from django.db.models import Q, QuerySet

from plumbline.apps.goods.case_reading import CaseRead, read_case
from plumbline.apps.goods.models import GoodsItem
from plumbline.apps.goods.policies import GOODS_READ
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import Belongings, belongings, rate_on
from plumbline.core.errors import Language
from plumbline.core.goods.account import Balance, balance, explain
from plumbline.core.ledger.canonical import read_json

__all__ = ["CaseMoney", "GoodsAsked", "GoodsLine", "GoodsList", "case_money", "ledger", "read_case"]
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


def left_in(cases: Collection[str]) -> dict[str, list[str]]:
    """Names of the things that are not accounted for, by case; cases without any are left out."""
    rows = GoodsItem.objects.filter(case__in=list(cases), is_left=True).order_by("case", "record")
    found: dict[str, list[str]] = {}
    for case, name in rows.values_list("case", "name"):
        found.setdefault(case, []).append(name)
    return found


def case_money(file: CaseRead, now: int, language: Language) -> CaseMoney:
    """Things and money of a case at the instant `now`."""
    held = belongings(file.docket, file.history, now)
    day = file.docket.calendar.local_day(now)
    rate = rate_on(file.docket, day)
    rate = replace(rate, basis=tuple(map(shelf().written, rate.basis)))
    found = balance(held.account, rate, day)
    says = explain(held.account, found, rate, language) if held.account.fine > Decimal(0) else []
    return CaseMoney(held, found, tuple(says), file.history.opening.number)


def _seen(person: Person, today: int) -> QuerySet[GoodsItem]:
    what = visible(person, GOODS_READ, today)
    wanted = Q(organ__in=what.organs)
    for division in what.divisions:
        wanted |= Q(division__startswith=division)
    found: QuerySet[GoodsItem] = GoodsItem.objects.filter(wanted)
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
