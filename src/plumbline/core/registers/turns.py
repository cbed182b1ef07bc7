"""The recorder book as turns: who takes a recorder out has it until it is brought back, and nobody else meanwhile.

Files of a recorder go to acts by who had it and by its clock, so a book that gives one device to two people proves
nothing. What is already wrong in a book stays to be seen; an act is refused only where it would itself be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plumbline.core.errors import InputError
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.registers.checks import Problem

OUT: Final = "take_out"
BACK: Final = "bring_back"
AT: Final[Mapping[str, str]] = MappingProxyType({OUT: "taken_at", BACK: "brought_at"})
"""The steps of a turn and the field that says when."""
_TO_THE_MINUTE: Final = 16


class StillOut(InputError):
    """It is with somebody."""

    zh = "该记录仪由“{holder}”于 {since} 领用，尚未归还"
    en = "“{holder}” took this recorder out at {since} and has not brought it back"
    remedy_zh = "先登记归还；上一次领用登记有误的，更正或者作废该条记录"
    remedy_en = "enter first that it was brought back; a turn entered by mistake is corrected or voided"


class NotOut(InputError):
    """At that time it was in its place."""

    zh = "{at} 该记录仪没有尚未归还的领用"
    en = "at {at} nobody had this recorder"
    remedy_zh = "核对时间；领用没有登记的，先补登领用"
    remedy_en = "check the time; where nobody entered that it was taken out, enter that first"


class BackAgain(InputError):
    """It was brought back later, by what is entered already."""

    zh = "该次领用已登记于 {back} 归还"
    en = "that turn ended at {back}, as was entered"
    remedy_zh = "归还时间登记有误的，更正该条记录"
    remedy_en = "where that time is wrong, correct that record"


class TurnsBroken(InputError):
    """A correction after which the other turns no longer fit."""

    zh = "改为 {at} 后，领用和归还不再一一对应"
    en = "at {at} the turns before and after it would no longer fit"
    remedy_zh = "核对前后各次领用和归还的时间"
    remedy_en = "check the times of the turns before and after it"


class TurnAhead(InputError):
    """A time that has not come."""

    zh = "时间 {at} 尚未到"
    en = "{at} has not come yet"
    remedy_zh = "填写实际领用、归还的时间"
    remedy_en = "state when it was taken out or brought back"


class TakerUnknown(InputError):
    """Nobody of that number is an officer."""

    zh = "没有编号为“{officer}”的执法人员"
    en = "no officer “{officer}” is registered"
    remedy_zh = "领用人从本机关执法人员中选择"
    remedy_en = "choose one of the organ's officers"


class TakerLeft(InputError):
    """Who took it was no longer in enforcement."""

    zh = "“{holder}”已于 {left} 退出执法岗位，不能领用"
    en = "“{holder}” left enforcement on {left} and takes no recorder out"
    remedy_zh = "由在岗执法人员领用"
    remedy_en = "an officer who is in enforcement takes it out"


@dataclass(frozen=True, slots=True)
class Turn:
    """An act of the book: a device goes out or comes back; `holder` names who took it."""

    step: str
    at: int
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes it; `left` is the day on which they left enforcement, None while they are in it."""

    name: str
    left: str | None


def turn_of(step: str, values: Mapping[str, Value]) -> Turn | None:
    """The turn that an act makes; None where it makes none or does not say when."""
    at = values.get(AT[step]) if step in AT else None
    return Turn(step, at, str(values.get("taken_by") or "")) if isinstance(at, int) else None


def turn_problems(
    turns: Sequence[Turn], turn: Turn, now: int, taker: Callable[[str], Taker | None], instead_of: Turn | None
) -> Iterator[Problem]:
    """What is wrong with a turn among those of the book, wherever its time puts it; what was forgotten is entered late.

    `instead_of` is the turn that it corrects, one of the others.
    """
    name = AT[turn.step]
    if turn.at > now:
        yield Problem(name, TurnAhead(at=_shown(turn.at)))
    others = sorted((one for one in turns if one is not instead_of), key=lambda one: one.at)
    last = next((one for one in reversed(others) if one.at <= turn.at), None)
    following = next((one for one in others if one.at > turn.at), None)
    is_out = last is not None and last.step == OUT
    if turn.step == OUT:
        yield from _taker_problems(turn, taker)
        if last is not None and is_out:
            yield Problem(name, _still_out(last, taker))
    elif not is_out:
        yield Problem(name, NotOut(at=_shown(turn.at)))
    elif following is not None and following.step == BACK:
        yield Problem(name, BackAgain(back=_shown(following.at)))
    if instead_of is not None and _faults([*others, turn]) > _faults(turns):
        yield Problem(name, TurnsBroken(at=_shown(turn.at)))


def is_out(turns: Sequence[Turn]) -> bool:
    """Whether somebody has the device, by the newest turn."""
    last = max(enumerate(turns), key=lambda one: (one[1].at, one[0]), default=None)
    return last is not None and last[1].step == OUT


def _faults(turns: Sequence[Turn]) -> int:
    """How many turns do not follow from the one before."""
    inside, count = False, 0
    for one in sorted(turns, key=lambda one: one.at):
        count += (one.step == OUT) is inside
        inside = one.step == OUT
    return count


def _taker_problems(turn: Turn, taker: Callable[[str], Taker | None]) -> Iterator[Problem]:
    found = taker(turn.holder)
    if found is None:
        yield Problem("taken_by", TakerUnknown(officer=turn.holder))
    elif found.left is not None and found.left <= _shown(turn.at)[:10]:
        yield Problem("taken_by", TakerLeft(holder=found.name, left=found.left))


def _still_out(last: Turn, taker: Callable[[str], Taker | None]) -> StillOut:
    found = taker(last.holder)
    return StillOut(holder=found.name if found else last.holder, since=_shown(last.at))


def _shown(at: int) -> str:
    return shown_instant(at)[:_TO_THE_MINUTE]
