"""When something is due again: every n minutes, or every day at a time of Shanghai. Instants are microseconds UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = 60_000_000


class Schedule(Protocol):
    """Tells when it was due last."""

    def last_due(self, now: int) -> int:
        """The last instant, up to and including `now`, at which it was due."""


@dataclass(frozen=True, slots=True)
class Every:
    """Every `minutes` minutes, counted from midnight in Shanghai where they divide the day."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise ValueError(f"every {self.minutes} minutes")

    def last_due(self, now: int) -> int:
        """The last instant of the grid."""
        shift = instant_of(datetime(1970, 1, 1))  # noqa: DTZ001 - a local time, made an instant by the called function
        return now - (now - shift) % (self.minutes * _MINUTE)


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a time of Shanghai."""

    at: time

    def last_due(self, now: int) -> int:
        """That time today, or yesterday while it has not come."""
        today = (_EPOCH + timedelta(microseconds=now)).astimezone(ZONE).date()
        due = instant_of(datetime.combine(today, self.at))
        return due if due <= now else instant_of(datetime.combine(today - timedelta(days=1), self.at))


def instant_of(local: datetime) -> int:
    """The instant of a local time (without zone) in Shanghai, for jobs that run once at such a time."""
    return (local.replace(tzinfo=ZONE) - _EPOCH) // timedelta(microseconds=1)
