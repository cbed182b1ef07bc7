"""One act of a case, in the shape that rules read.

Times. A *day* is an int: days since 1970-01-01 in the pack's time zone. An *instant* is an int: microseconds since the
Unix epoch, UTC. A time of day precision carries the instant at which its day begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

Value: TypeAlias = bool | int | float | Decimal | str | None
"""Value of a field; None is «not stated» and therefore unknown. Dates are days, instants are instants."""

NOTHING_RECORDED: Final = -(2**62)
"""`recorded_at` of computed records (deemed acts), earlier than everything."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One officer of an act. `confirmed_at` is the instant of the officer's own confirmation, None while missing."""

    officer: str
    role: str | None = None
    confirmed_at: int | None = NOTHING_RECORDED


@dataclass(frozen=True, slots=True)
class Recording:
    """An audio-video or photo recording; a stated span must cover the act (architecture: «span covers the act»)."""

    kind: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One version of one act.

    `day`/`instant`/`precise` say when it happened, `end_*` when it ended (equal to the start for a momentary act),
    `recorded_at` when it was entered. `seq` orders acts of equal time; a correction keeps the `seq` of the version it
    replaces, through `corrects`. `by`, `documents` and `recordings` are None where the source does not say.
    """

    id: str
    step: str
    seq: int
    day: int
    instant: int
    precise: bool
    end_day: int
    end_instant: int
    end_precise: bool
    recorded_at: int
    by: tuple[Actor, ...] | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    documents: tuple[str, ...] | None = ()
    recordings: tuple[Recording, ...] | None = ()
    corrects: str | None = None
    void: bool = False
    deemed: bool = False
    case: str = ""


def surely_before(earlier: Record, later: Record) -> bool | None:
    """Whether `earlier` stands before `later` as a fact another act may rest on: the test of two times.

    True, False, or None when only the order within one day of day precision would tell. The end of the earlier act is
    compared with the start of the later one, and an act entered after the later one's entry does not count. A deemed
    act is nobody's entry: it stands from its day on, and an act of an earlier day stands before it.
    """
    if earlier.end_day < later.day and earlier.recorded_at <= later.recorded_at:
        return True  # so it is with nearly every pair; a deemed act that ends on an earlier day stands before, too
    if earlier is later:
        return False
    if earlier.deemed:
        return earlier.day <= later.day
    if later.deemed:
        return earlier.end_day < later.day or (earlier.end_day == later.day and not later.precise)
    if earlier.recorded_at > later.recorded_at:
        return False
    if earlier.end_day != later.day:
        return earlier.end_day < later.day
    if not (earlier.end_precise and later.precise):
        return None
    if earlier.end_instant != later.instant:
        return earlier.end_instant < later.instant
    return earlier.seq < later.seq


def counts_for(setter: Record, judged: Record) -> bool:
    """Whether what a record says of the case holds at the judged one: the test of two times, same-day acts by sequence.

    Facts of the case are read so that a source that knows only dates still says them; an act that another act rests
    on is read by `surely_before`.
    """
    stands = surely_before(setter, judged)
    return follows(judged, setter) if stands is None else stands


def follows(later: Record, earlier: Record) -> bool:
    """Whether `later` comes after the end of `earlier` in a clock: same-day acts of day precision go by sequence."""
    if later.day != earlier.end_day:
        return later.day > earlier.end_day
    if later.precise and earlier.end_precise and later.instant != earlier.end_instant:
        return later.instant > earlier.end_instant
    return later.seq > earlier.seq
