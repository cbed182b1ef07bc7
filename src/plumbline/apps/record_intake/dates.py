"""Dates and times as sources write them. One format a column: it is found or given, never guessed row by row.

A value without a time of day has day precision and stands at the midnight with which its day begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from plumbline.core.clocks.civil import day_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(NamedTuple):
    """A day in the pack's zone, an instant (microseconds UTC), and whether the time of day is known."""

    day: int
    instant: int
    precise: bool


Reader = Callable[[str], "date | datetime"]
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?")
_SLASH = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?")
_DOT = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?")
_DASH = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?()")
_CHINESE = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2})[时:](?:(\d{1,2})分?)?(?:[:]?(\d{1,2})秒?)?)?()"
)
_AMBIGUOUS = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}.*")


def _iso(text: str) -> date | datetime:
    if not _ISO.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text.replace(" +", "+"))


def _by(pattern: re.Pattern[str]) -> Reader:
    def read(text: str) -> date | datetime:
        found = pattern.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, month, day, hour, minute, second, fraction = found.groups()
        if hour is None:
            return date(int(year), int(month), int(day))
        micro = int((fraction or "").ljust(6, "0"))
        return datetime(int(year), int(month), int(day), int(hour), int(minute or 0), int(second or 0), micro)  # noqa: DTZ001 - local time, the zone is put on by the caller

    return read


_READERS: Final[dict[str, Reader]] = {
    "iso": _iso,
    "slash": _by(_SLASH),
    "dash": _by(_DASH),
    "dot": _by(_DOT),
    "compact": _by(_COMPACT),
    "chinese": _by(_CHINESE),
    "unix": lambda text: _EPOCH + timedelta(seconds=float(text)),
    "unix_ms": lambda text: _EPOCH + timedelta(milliseconds=float(text)),
}
FORMATS: Final = tuple(_READERS)
"""Named formats; a strptime pattern (with %) is a format too."""
_DETECTED: Final = ("iso", "slash", "dash", "dot", "compact", "chinese")


def is_format(word: str) -> bool:
    """Whether a mapping may name this format."""
    return word in _READERS or "%" in word


def reader_of(form: str) -> Reader:
    """The reader of a named format or a strptime pattern."""
    if form in _READERS:
        return _READERS[form]
    timed = any(code in form for code in ("%H", "%I", "%M", "%c", "%X", "%s"))

    def read(text: str) -> date | datetime:
        moment = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is put on by the caller
        return moment if timed else moment.date()

    return read


class AmbiguousFormat(Exception):
    """The sample can be read as day-month or month-day."""


def find_format(values: Iterable[str]) -> str | None:
    """The format most of the values have; None if none fits. Raises `AmbiguousFormat` for day-month-year."""
    votes: Counter[str] = Counter()
    for text in values:
        form = next((name for name in _DETECTED if _fits(name, text)), None)
        if form is not None:
            votes[form] += 1
        elif _AMBIGUOUS.fullmatch(text):
            votes["ambiguous"] += 1
    if not votes:
        return None
    form = max(votes, key=lambda name: votes[name])
    if form == "ambiguous":
        raise AmbiguousFormat
    return form


def fits_another(text: str, form: str) -> bool:
    """Whether a value that is not in `form` is a date in some other one."""
    others = any(name != form and _fits(name, text) for name in _DETECTED)
    return others or _AMBIGUOUS.fullmatch(text) is not None


def _fits(form: str, text: str) -> bool:
    try:
        _READERS[form](text)
    except (ValueError, OverflowError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class MomentReader:
    """Reads the values of one column of times in `zone`, which is put on values without an offset."""

    read: Reader
    zone: tzinfo

    def moment(self, text: str) -> Moment:
        """The moment; ValueError or OverflowError when the text is none."""
        return self.of(self.read(text))

    def of(self, value: date | datetime) -> Moment:
        """The moment of a date or a time."""
        if not isinstance(value, datetime):
            day = day_of(value)
            return Moment(day, midnight(value, self.zone), False)
        local = value.replace(tzinfo=self.zone) if value.tzinfo is None else value.astimezone(self.zone)
        return Moment(day_of(local.date()), (local - _EPOCH) // _MICROSECOND, True)


def midnight(day: date, zone: tzinfo) -> int:
    """The instant at which a day begins."""
    return (datetime(day.year, day.month, day.day, tzinfo=zone) - _EPOCH) // _MICROSECOND
