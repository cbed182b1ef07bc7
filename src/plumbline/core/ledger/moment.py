"""Times as records write them: the local time of the place with its offset, and how exactly it is known.

All times are in the zone of Asia/Shanghai, +08:00 since 1991, and written so; one moment has one writing. A time of
day precision is a whole day, of minute precision a whole minute: it has an earliest and a latest instant. Instants are
integers of microseconds since 1970-01-01 UTC, as everywhere in this product.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal, TypeAlias, cast, get_args

from plumbline.core.ledger.errors import RecordMalformed

Precision: TypeAlias = Literal["day", "minute", "second", "microsecond"]

ZONE: Final = timezone(timedelta(hours=8), "+08:00")
_KNOWN: Final = 4_096
"""Times written or read last: a batch is entered at one time, and its cases were opened in a few."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_FORM: Final[dict[Precision, re.Pattern[str]]] = {
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "minute": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}\+08:00"),
    "second": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00"),
    "microsecond": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}\+08:00"),
}
_LENGTH: Final[dict[Precision, int]] = {
    "day": 86_400_000_000,
    "minute": 60_000_000,
    "second": 1_000_000,
    "microsecond": 1,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time and how exactly it is known, e.g. `Moment("2026-03-02", "day")`; raises RecordMalformed."""

    value: str
    precision: Precision

    def __post_init__(self) -> None:
        if self.precision not in get_args(Precision) or not _FORM[self.precision].fullmatch(self.value):
            raise RecordMalformed(
                field="at", problem=f"{self.value!r} is no time of {self.precision!r} precision"
            )
        self.earliest  # noqa: B018  a day such as 02-30 is refused here

    @property
    def earliest(self) -> int:
        """The first instant it may mean."""
        return instant_of(self.value if self.precision != "day" else f"{self.value}T00:00+08:00")

    @property
    def latest(self) -> int:
        """The last instant it may mean."""
        return self.earliest + _LENGTH[self.precision] - 1

    def to_json(self) -> dict[str, str]:
        """As a record holds it."""
        return {"precision": self.precision, "value": self.value}

    @property
    def written(self) -> str:
        """As a record writes it: the canonical text of precision and value, which need no escapes."""
        return f'{{"precision":"{self.precision}","value":"{self.value}"}}'


def read_moment(value: object, field: str) -> Moment:
    """The moment a record wrote under `field`; raises RecordMalformed."""
    if not isinstance(value, dict) or set(value) != {"precision", "value"}:
        raise RecordMalformed(field=field, problem="not precision and value")
    text, precision = value["value"], value["precision"]
    if not isinstance(text, str) or precision not in get_args(Precision):
        raise RecordMalformed(field=field, problem=f"precision {precision!r}")
    return Moment(text, cast("Precision", precision))


@lru_cache(maxsize=_KNOWN)
def instant_of(text: str) -> int:
    """The instant of a written time; raises RecordMalformed for a day or hour that does not exist."""
    try:
        return (datetime.fromisoformat(text) - _EPOCH) // _MICROSECOND
    except ValueError as error:
        raise RecordMalformed(field="time", problem=f"{text!r}: {error}") from None


@lru_cache(maxsize=_KNOWN)
def written_instant(instant: int) -> str:
    """An instant as `recorded_at` writes it: microseconds, +08:00. Texts sort as the instants do."""
    return (_EPOCH + instant * _MICROSECOND).astimezone(ZONE).isoformat(timespec="microseconds")


def shown_instant(instant: int) -> str:
    """An instant for a reader: local time to the second, with its offset."""
    return (_EPOCH + instant * _MICROSECOND).astimezone(ZONE).isoformat(sep=" ", timespec="seconds")


def read_instant(text: object, field: str) -> int:
    """The instant of a text that `written_instant` could have written; raises RecordMalformed."""
    if not isinstance(text, str) or not _FORM["microsecond"].fullmatch(text):
        raise RecordMalformed(field=field, problem=f"{text!r} is no time to the microsecond at +08:00")
    return instant_of(text)
