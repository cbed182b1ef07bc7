"""The clock of a device in the street: what it said, what ran meanwhile, and what the server's clock says of it.

A device writes with each act its wall clock, the milliseconds that ran since its session began (they cannot be set)
and by how much the wall clock was moved meanwhile. When it sends, the server's clock tells how far the wall clock is
off. All of it stays on the record; nothing is thrown away by correcting it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plumbline.core.ledger.canonical import Json

TOLERANCE: Final = 120_000
"""Milliseconds by which a device may be off without a word: what phones and networks differ by in any case."""
_MICROSECONDS: Final = 1000


@dataclass(frozen=True, slots=True)
class DeviceTime:
    """An instant as a device tells it. `wall` in ms since 1970-01-01 UTC; `moved` how far the wall clock was set
    since the session began, in ms.
    """

    wall: int
    session: str
    elapsed: int
    moved: int

    def to_json(self) -> dict[str, Json]:
        """As a record keeps it."""
        return {"wall": self.wall, "session": self.session, "elapsed": self.elapsed, "moved": self.moved}


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The device's clock beside the server's at one sending; `off` is server minus device, in ms."""

    sent: DeviceTime
    received: int
    """Microseconds since 1970-01-01 UTC by the server's clock."""

    @property
    def off(self) -> int:
        """Milliseconds by which the device is behind; negative: it is fast."""
        return self.received // _MICROSECONDS - self.sent.wall

    @property
    def is_wrong(self) -> bool:
        """Whether the device is off by more than the tolerance."""
        return abs(self.off) > TOLERANCE

    def was_moved(self, one: DeviceTime) -> bool:
        """Whether the wall clock was set between the act and the sending, or before the act in its session."""
        if abs(one.moved) > TOLERANCE:
            return True
        same = one.session == self.sent.session
        return same and abs(self.sent.moved - one.moved) > TOLERANCE

    def instant(self, one: DeviceTime) -> int:
        """When it happened, in µs: as the device says, put right by the server's clock where the device is off.

        Within the session of the sending what ran since then is exact; before it the wall clock is all there is.
        Never later than the arrival.
        """
        if one.session == self.sent.session:
            found = self.received - (self.sent.elapsed - one.elapsed) * _MICROSECONDS
            wall = one.wall * _MICROSECONDS
            is_near = abs(found - wall) <= TOLERANCE * _MICROSECONDS
            found = wall if is_near else found
        else:
            found = (one.wall + (self.off if self.is_wrong else 0)) * _MICROSECONDS
        return min(found, self.received)
