"""The file by which a year's notice is installed, written from what was typed and checked by the loader itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.apps.operations import calendar
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.clocks.calendar import DayKind
from plumbline.core.clocks.calendar_file import build_calendar, own_sources
from plumbline.core.clocks.civil import date_of
from plumbline.core.data_file.sources import Source, read_sources

BASIS: Final = "全国年节及纪念日放假办法（2024年修订）§2"


@dataclass(frozen=True, slots=True)
class Rest:
    """What the notice says of a festival: the days of rest in a row, and the weekend days that are worked for it."""

    name: str
    days: tuple[int, ...]
    worked: tuple[int, ...] = ()


def statutory(number: int) -> dict[str, tuple[int, ...]]:
    """The days of each festival of a year that are rest by the regulation itself, as the calendar expects them."""
    found: dict[str, tuple[int, ...]] = {}
    for day, note in sorted(calendar.calendar().notes.items()):
        if note.kind is DayKind.HOLIDAY and date_of(day).year == number:
            found[note.name] = (*found.get(note.name, ()), day)
    return found


def notice_file(number: int, source: str, checked_on: date, rests: Sequence[Rest]) -> Source:
    """The file; raises PackErrors where a calendar with it could not be loaded."""
    held = shelf().packs
    notice = Source(calendar.file_name(number), _notice(number, source, checked_on, rests))
    kept = [one for one in own_sources(calendar.folder()) if not one.name.endswith(notice.name)]
    build_calendar(read_sources(held.root / calendar.CALENDAR / "calendars"), own=[*kept, notice])
    return notice


def _notice(number: int, source: str, checked_on: date, rests: Sequence[Rest]) -> str:
    by_law = statutory(number)
    owner = {day: name for name, days in by_law.items() for day in days}
    rows = [
        f"  - {{name: {one.name}, rest: {run}, statutory: [{', '.join(map(_iso, own))}]}}"
        for one in rests
        for run, own in _runs(one, owner)
    ]
    worked = [f"  - {{day: {_iso(day)}, for: {one.name}}}" for one in rests for day in one.worked]
    lines = [
        f"notice: {number}",
        f"of: {calendar.CALENDAR}",
        f"source: {json.dumps(source, ensure_ascii=False)}",
        "standing: read",
        f"basis: {BASIS}",
        f"checked_on: {checked_on.isoformat()}",
        "holidays:",
        *rows,
        "makeup:" if worked else "makeup: []",
        *worked,
    ]
    return "\n".join(lines) + "\n"


def _runs(one: Rest, owner: dict[int, str]) -> Iterator[tuple[str, list[int]]]:
    """Its days in rows, without those that are another festival's own, which stand in that one's row."""
    run: list[int] = []
    for day in (*(day for day in one.days if owner.get(day, one.name) == one.name), None):
        if run and (day is None or day != run[-1] + 1):
            span = _iso(run[0]) if len(run) == 1 else f"{_iso(run[0])}..{_iso(run[-1])}"
            yield span, [each for each in run if owner.get(each) == one.name]
            run = []
        if day is not None:
            run.append(day)


def _iso(day: int) -> str:
    return date_of(day).isoformat()
