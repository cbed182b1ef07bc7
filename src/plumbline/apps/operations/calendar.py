"""The calendar of working days as it is installed, and the file in which the next year's notice is entered.

Notices that the site keeps itself lie in its own folder, so that an update of the program touches none of them; what
the program brings for a year goes before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.clocks.calendar import DayKind, WorkingCalendar
from plumbline.core.clocks.calendar_file import own_sources, year_of
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.closing import next_notice, notice_awaited

CALENDAR: Final = "cn"


@dataclass(frozen=True, slots=True)
class Festival:
    """A festival of one year: its days of rest, and the weekend days that are worked for it (since 1970-01-01)."""

    name: str
    rest: tuple[int, ...]
    worked: tuple[int, ...]


def calendar() -> WorkingCalendar:
    """The national calendar of this site."""
    return shelf().packs.calendar(CALENDAR)


def folder() -> Path:
    """Where this site keeps notices of its own."""
    return Path(settings.CALENDARS) / CALENDAR


def unused() -> tuple[int, ...]:
    """The years of the site's own notices that count no more: the program brings those years. Raises PackErrors."""
    used = calendar().version.split("+")
    years = (year_of(one) for one in own_sources(folder()))
    return tuple(year for year in years if f"site-{year}" not in used)


def missing(today: int) -> int | None:
    """The year whose notice is not installed, today's or the next one."""
    return next_notice(calendar().published_through, today)


def awaited(today: int) -> int | None:
    """The year whose notice somebody has to install by now."""
    return notice_awaited(calendar().published_through, today)


def festivals(number: int) -> Iterator[Festival]:
    """The festivals of a year in the order of their days of rest: a day worked before one is no part of it."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for day, note in sorted(calendar().notes.items()):
        if note.name and date_of(day).year == number:
            rest, worked = found.setdefault(note.name, ([], []))
            (worked if note.kind is DayKind.MAKEUP else rest).append(day)
    made = (Festival(name, tuple(rest), tuple(worked)) for name, (rest, worked) in found.items())
    yield from sorted(made, key=lambda one: one.rest)


def file_name(number: int) -> str:
    """What the file of a year's notice is called."""
    return f"notice-{number}.yaml"


def file_text(number: int, names: tuple[str, ...]) -> str:
    """The file of a year's notice with its dates left open: nothing is estimated."""
    lines = [
        f"notice: {number}",
        f"of: {CALENDAR}",
        "source: 【通知的标题和文号】",
        "standing: read",
        "basis: 全国年节及纪念日放假办法（2024年修订）§2",
        "checked_on: 【核对日期】",
        "holidays:",
        *(f"  - {{name: {name}, rest: 【首日】..【末日】, statutory: [【法定节假日】]}}" for name in names),
        "makeup:",
        "  - {day: 【调休上班日】, for: 【节日名称】}",
    ]
    return "\n".join(lines) + "\n"
