"""A recorder is with one person at a time, whenever a turn is entered."""

from __future__ import annotations

import pytest

from plumbline.core.ledger.moment import instant_of
from plumbline.core.registers.turns import BACK, OUT, Taker, Turn, is_out, turn_problems

NOW = instant_of("2026-09-22T20:00:00+08:00")


def turn(step: str, time: str, holder: str = "甲") -> Turn:
    return Turn(step, instant_of(f"2026-09-22T{time}:00+08:00"), holder if step == OUT else "")


def taker(number: str) -> Taker | None:
    return {"甲": Taker("甲某", None), "乙": Taker("乙某", "2026-09-22")}.get(number)


BOOK = (turn(OUT, "08:00"), turn(BACK, "09:00"), turn(OUT, "14:00"))


@pytest.mark.parametrize(
    ("book", "made", "wrong"),
    [
        ((), turn(OUT, "08:00"), []),
        (BOOK, turn(OUT, "15:00"), ["StillOut"]),
        (BOOK, turn(BACK, "18:00"), []),
        ((), turn(BACK, "18:00"), ["NotOut"]),
        (BOOK[:1], turn(BACK, "07:00"), ["NotOut"]),
        (BOOK[:2], turn(BACK, "10:00"), ["NotOut"]),
        (BOOK[:2], turn(BACK, "08:30"), ["BackAgain"]),
        (BOOK[:2], turn(OUT, "08:30"), ["StillOut"]),
        (BOOK, turn(OUT, "10:00"), []),
        (BOOK, turn(OUT, "21:00"), ["TurnAhead", "StillOut"]),
        (BOOK[:2], turn(OUT, "10:00", "乙"), ["TakerLeft"]),
        (BOOK[:2], turn(OUT, "10:00", "丙"), ["TakerUnknown"]),
    ],
    ids=[
        "first", "twice", "back", "back first", "back before out", "back twice", "back earlier", "inside another",
        "forgotten and entered late", "not come yet", "who left", "who is none",
    ],
)  # fmt: skip
def test_a_turn_fits_among_the_others(book: tuple[Turn, ...], made: Turn, wrong: list[str]) -> None:
    found = [type(one.error).__name__ for one in turn_problems(book, made, NOW, taker, None)]
    assert sorted(found) == sorted(wrong)


def test_who_has_it_since_when_is_told() -> None:
    (found,) = turn_problems(BOOK, turn(OUT, "15:00"), NOW, taker, None)
    assert found.field == "taken_at"
    assert found.error.message() == "该记录仪由“甲某”于 2026-09-22 14:00 领用，尚未归还"


@pytest.mark.parametrize(
    ("place", "time", "wrong"),
    [
        (1, "08:30", []),
        (1, "07:00", ["NotOut", "TurnsBroken"]),
        (1, "15:00", ["TurnsBroken"]),
        (0, "09:30", ["TurnsBroken"]),
    ],
)
def test_a_correction_leaves_the_others_in_order(place: int, time: str, wrong: list[str]) -> None:
    made = turn(BOOK[place].step, time)
    found = [type(one.error).__name__ for one in turn_problems(BOOK, made, NOW, taker, BOOK[place])]
    assert found == wrong


def test_a_turn_that_was_forgotten_does_not_bring_back_what_is_out() -> None:
    assert is_out([*BOOK, turn(OUT, "10:00"), turn(BACK, "11:00")])
    assert not is_out([*BOOK, turn(BACK, "18:00")])
    assert not is_out([])
