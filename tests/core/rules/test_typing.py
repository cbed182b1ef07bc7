"""Expressions against what a procedure offers: names, types, constants, and what a comparison may read."""

from dataclasses import dataclass, field

import pytest

from plumbline.core.clocks.civil import parse_day
from plumbline.core.rules.expression import Compare, Field, In, Literal, walk
from plumbline.core.rules.expression_errors import (
    CountNotAlone,
    ExpressionError,
    FigureKey,
    PersonalField,
    TooManyReads,
    TypeMismatch,
    UnknownName,
    UnknownOption,
)
from plumbline.core.rules.parse import parse
from plumbline.core.rules.typing import Vocabulary, check_truth, check_value
from plumbline.core.rules.writing import write
from plumbline.core.vocabulary import ValueType


@dataclass(frozen=True)
class Definition:
    name: str
    type: ValueType
    options: tuple[str, ...] = ()
    personal: bool = False
    more: dict[str, str] = field(default_factory=dict)


def fields(*definitions: Definition) -> dict[str, Definition]:
    return {d.name: d for d in definitions}


KIND = Definition("kind", ValueType.CHOICE, ("warning", "fine"))
NAMES = Vocabulary(
    steps={
        "decide": fields(
            Definition("fine", ValueType.MONEY),
            KIND,
            Definition("paid_on", ValueType.DATE),
            Definition("began", ValueType.INSTANT),
            Definition("by_hand", ValueType.BOOL),
            Definition("presider", ValueType.OFFICER),
            Definition("name", ValueType.TEXT, personal=True),
        ),
        "appeal": fields(
            Definition("fine", ValueType.MONEY),
            Definition("kind", ValueType.CHOICE, ("fine", "release")),
            Definition("by_hand", ValueType.INT),
        ),
        "hearing": {},
    },
    attributes=fields(
        Definition("major", ValueType.BOOL), Definition("party_kind", ValueType.CHOICE, ("citizen",))
    ),
    clocks={"pay", "sue"},
    figures={"cap": ("citizen",), "rate": ()},
)


@pytest.mark.parametrize(
    "text",
    [
        "fine <= 200",
        "fine <= 200.5 and not exists(hearing)",
        "by_hand",
        "case.major or by_hand = false",
        "kind in ('fine', 'warning')",
        "case.organ = '某局'",
        "paid_on >= '2024-01-31'",
        "paid_on <= plus(at, 2, 'years')",
        "time_of_day(at) > '06:00' and time_of_day(last(decide).until) < '22:00'",
        "days(paid_on, at) + 1 > 3",
        "count(decide) >= 2",
        "sum(decide.fine) <= figure('rate') * 2",
        "fine <= figure('cap', case.party_kind)",
        "at <= due('pay')",
        "is_working_day(at)",
        "min(fine, 3, 4) < 5",
        "latest(paid_on, at, recorded_on) = at",
        "last(decide).presider != presider",
    ],
)
def test_what_is_accepted_keeps_its_text(text: str) -> None:
    assert write(check_truth(parse(text), NAMES, ["decide"])) == text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("feee <= 3", UnknownName),
        ("case.majr", UnknownName),
        ("exists(hearings)", UnknownName),
        ("count(hearings) > 1", UnknownName),
        ("last(decide).fee > 1", UnknownName),
        ("last(hearing).recorded_on = at", UnknownName),
        ("sum(decide.kind) > 1", TypeMismatch),
        ("due('paid') < at", UnknownName),
        ("figure('caps') > 1", UnknownName),
        ("figure('cap') > 1", FigureKey),
        ("figure('rate', case.party_kind) > 1", FigureKey),
        ("figure('cap', 'child') > 1", UnknownName),
        ("figure('cap', fine) > 1", TypeMismatch),
        ("fine", TypeMismatch),
        ("fine = '200'", TypeMismatch),
        ("fine = true", TypeMismatch),
        ("by_hand = 'yes'", TypeMismatch),
        ("kind = 'ban'", UnknownOption),
        ("kind in ('fine', 'ban')", UnknownOption),
        ("kind < 'warning'", TypeMismatch),
        ("paid_on > 'March'", TypeMismatch),
        ("paid_on > '2024-02-30'", TypeMismatch),
        ("paid_on = kind", TypeMismatch),
        ("began > at", TypeMismatch),
        ("at - paid_on > 3", TypeMismatch),
        ("time_of_day(at) > '6:00'", TypeMismatch),
        ("time_of_day(paid_on) > '06:00'", TypeMismatch),
        ("plus(at, 2, 'hours') > at", UnknownName),
        ("plus(at, '2', 'days') > at", TypeMismatch),
        ("is_working_day(fine)", TypeMismatch),
        ("last(decide).at > first(hearing).at", TooManyReads),
        ("last(decide).fine > sum(decide.fine)", TooManyReads),
        ("due('pay') = due('sue')", TooManyReads),
        ("last(decide).at <= due('pay')", TooManyReads),
        ("count(decide) + 1 > 2", CountNotAlone),
        ("max(count(decide), 1) > 2", CountNotAlone),
        ("count(decide) in (1, 2)", CountNotAlone),
        ("name = 'x'", PersonalField),
        ("last(decide).name = 'x'", PersonalField),
    ],
)
def test_what_is_refused(text: str, error: type[ExpressionError]) -> None:
    with pytest.raises(error) as caught:
        check_truth(parse(text), NAMES, ["decide"])
    assert caught.value.word
    assert caught.value.remedy("zh")
    assert caught.value.remedy("en")


def literals(text: str, steps: tuple[str, ...] = ("decide",)) -> list[Literal]:
    return [n for n in walk(check_truth(parse(text), NAMES, steps)) if isinstance(n, Literal)]


def test_constants_become_what_they_meet() -> None:
    assert literals("paid_on = '2024-01-31'") == [Literal(parse_day("2024-01-31"), ValueType.DATE)]
    assert literals("'2024-01-31' = paid_on") == [Literal(parse_day("2024-01-31"), ValueType.DATE)]
    assert literals("time_of_day(at) = '06:30'") == [Literal(390, ValueType.TIME)]
    assert literals("kind = 'fine'") == [Literal("fine", ValueType.CHOICE)]
    assert literals("presider = '甲'") == [Literal("甲", ValueType.OFFICER)]
    typed = check_truth(parse("kind in ('fine')"), NAMES, ["decide"])
    assert typed == In(Field("kind"), (Literal("fine", ValueType.CHOICE),))


def test_a_rule_of_several_steps_reads_fields_that_all_of_them_have() -> None:
    both = ("decide", "appeal")
    assert check_truth(parse("fine < 3"), NAMES, both) == Compare(
        "<", Field("fine"), Literal(3, ValueType.INT)
    )
    assert literals("kind in ('release', 'warning')", both) == []  # options are no nodes of their own
    with pytest.raises(UnknownName):
        check_truth(parse("paid_on < at"), NAMES, both)
    with pytest.raises(TypeMismatch):
        check_truth(parse("by_hand = 1"), NAMES, both)
    with pytest.raises(UnknownOption):
        check_truth(parse("kind = 'ban'"), NAMES, both)


def test_dates_for_clocks() -> None:
    check_value(parse("latest(due('pay'), due('sue'))"), NAMES, ["decide"])
    check_value(parse("last(hearing).at"), NAMES, ["decide"])
    with pytest.raises(TypeMismatch):
        check_value(parse("fine"), NAMES, ["decide"])
    with pytest.raises(TooManyReads):  # candidates of two steps cannot be tried together
        check_value(parse("latest(last(hearing).at, last(decide).at)"), NAMES, ["decide"])


def test_without_figures_names_of_figures_are_not_checked() -> None:
    bare = Vocabulary(steps=NAMES.steps)
    check_truth(parse("fine <= figure('anything')"), bare, ["decide"])
