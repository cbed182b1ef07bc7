"""The small procedure that random rules and cases are made of: steps, fields, attributes, figures, people, calendars.

Every step has every field, so that any rule may read any of them. Days are chosen around what is hard to count: make-up
Saturdays, long holidays, month ends, a leap day, the two nights in which clocks are set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from plumbline.core.clocks.calendar import DayKind, DayNote, WorkingCalendar
from plumbline.core.clocks.calendar_file import load_calendar
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.law.dated_figure import Unset
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

STEPS = (
    "file", "notify", "extend", "prolong", "pause", "resume", "hold", "unhold", "renew", "decide", "deliver",
    "review", "assess", "inspect", "recuse", "close", "withdraw", "granted_by_law", "request",
)  # fmt: skip
DEEMABLE = ("granted_by_law", "withdraw")
CODES = ("x", "y", "z")
ROLES = ("head", "officer")
PEOPLE = ("A", "B", "C", "D", "E")
DOCUMENTS = ("notice", "minutes")
RECORDINGS = ("video", "photo")

FIELDS: dict[str, ValueType] = {
    "k": ValueType.TEXT,
    "c": ValueType.CHOICE,
    "n": ValueType.INT,
    "m": ValueType.MONEY,
    "q": ValueType.NUMBER,
    "d": ValueType.DATE,
    "e": ValueType.DATE,
    "i": ValueType.INSTANT,
    "b": ValueType.BOOL,
    "granted": ValueType.BOOL,
    "officer": ValueType.OFFICER,
    "object_key": ValueType.TEXT,
}
ATTRIBUTES: dict[str, tuple[ValueType, tuple[tuple[str, str], ...]]] = {
    "major": (ValueType.BOOL, (("assess", "b"),)),
    "grade": (ValueType.CHOICE, (("assess", "c"), ("review", "c"))),
    "twice": (ValueType.BOOL, (("assess", "b"), ("assess", "granted"))),
    "amount": (ValueType.MONEY, (("decide", "m"),)),
    "deadline": (ValueType.DATE, (("assess", "d"), ("notify", "e"))),
    "level": (ValueType.CHOICE, ()),
    "size": (ValueType.INT, ()),
    "fixed_day": (ValueType.DATE, ()),
    "special": (ValueType.BOOL, ()),
}
SET_BY = {name: setters for name, (_, setters) in ATTRIBUTES.items()}
ATTRIBUTE_TYPES = {name: kind for name, (kind, _) in ATTRIBUTES.items()}
HEADER_TEXTS = {"organ": ("o1", "o2"), "party_kind": ("x", "y")}


def definition(name: str, kind: ValueType) -> FieldDefinition:
    return FieldDefinition(name, name, name, kind, CODES if kind is ValueType.CHOICE else ())


FIELD_DEFINITIONS = {name: definition(name, kind) for name, kind in FIELDS.items()}
ATTRIBUTE_DEFINITIONS = {name: definition(name, kind) for name, kind in ATTRIBUTE_TYPES.items()}

FIGURES: dict[str, tuple[str, ...]] = {"cap": (), "quota": (), "term": (), "awaited": (), "fee": CODES}


class Figures:
    """Figures that change, are not set yet or are not known, depending on the day and the key."""

    def __init__(self, middle: int) -> None:
        self.middle = middle

    def ask(
        self, figure: str, day: int, key: str | None, divisions: Sequence[str]
    ) -> Decimal | int | Unset | None:
        late = day >= self.middle
        if day < self.middle - 100:
            return None
        match figure:
            case "cap":
                return Decimal("99.50") if late else Decimal(3)
            case "quota":
                return 1 if late else 2
            case "term":
                return 7 if day >= self.middle - 15 else None if day < self.middle - 40 else Decimal(4)
            case "awaited":
                return Unset("the region") if late else 5
            case "fee" if key == "x":
                return Decimal("1.5") if late else 2
            case "fee" if key == "y":
                return Unset("the city") if late else 40
            case _:
                return None


CERTIFICATE_EDGES = (-3, -2, 1, 2, 0, -1, 20, 21)
"""Days from the middle on which a certificate of the register begins or ends, or those beside."""


def register(middle: int, *, closed: bool) -> OfficerRegister:
    """A always qualified, B with a gap, C never, D from the middle on, E unknown (or qualified, if closed)."""
    always = Certificate(0, 99999)
    return OfficerRegister(
        {
            "A": (always,),
            "B": (Certificate(0, middle - 3), Certificate(middle + 2, 99999)),
            "C": (),
            "D": (Certificate(middle, middle + 20),),
        },
        closed,
    )


@cache
def chinese() -> WorkingCalendar:
    return load_calendar(Path(__file__).parents[2] / "packs" / "cn" / "calendars")


@cache
def dutch() -> WorkingCalendar:
    """A short table in a zone that sets its clocks, with holidays and one make-up Saturday near those nights."""
    rest = [date(2024, 3, 29), date(2024, 4, 1), date(2024, 10, 28), date(2024, 12, 25), date(2024, 12, 26)]
    notes = {day_of(d): DayNote(DayKind.HOLIDAY, "rest") for d in rest}
    notes[day_of(date(2024, 3, 30))] = DayNote(DayKind.MAKEUP, "rest")
    notes[day_of(date(2024, 10, 29))] = DayNote(DayKind.MOVED_REST, "rest")
    first, last = day_of(date(2024, 1, 1)), day_of(date(2025, 6, 30))
    return WorkingCalendar(
        "nl", "1", "Europe/Amsterdam", first, last, first, day_of(date(2024, 12, 31)), (), notes, {}
    )


MIDDLES: tuple[tuple[str, date], ...] = (
    ("cn", date(2024, 10, 8)),
    ("cn", date(2025, 2, 5)),
    ("cn", date(2024, 3, 1)),
    ("cn", date(2025, 1, 1)),
    ("cn", date(2025, 10, 9)),
    ("cn", date(2026, 12, 31)),
    ("nl", date(2024, 4, 1)),
    ("nl", date(2024, 10, 28)),
)
"""A day to gather around, with the calendar it is counted by."""


def calendar(name: str) -> WorkingCalendar:
    return chinese() if name == "cn" else dutch()
