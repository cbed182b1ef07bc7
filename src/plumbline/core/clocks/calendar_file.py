"""Calendars from data files: one head, one file a published notice, the days expected without one, overlays.

    calendar.yaml        calendar, title, version, zone, range {from, to}, basis, checked_on,
                         festivals {name: English name}
    notice-2024.yaml     notice (the year), of, source, standing, basis, checked_on, holidays, makeup
    expected.yaml        expected (the calendar's id), basis, checked_on, source, holidays: statutory days of
                         years without a notice, all provisional
    overlay (a region's) overlay, of, title, version, basis, standing, checked_on, awaited, festivals,
                         holidays, makeup

A holiday is `{name, rest: FIRST..LAST, statutory: [days]}`; days of the rest that are neither statutory nor
a weekend are moved rest (调休). A make-up day is `{day, for: name}`. Notices must leave no year out between
the first and the last: from the one to the other the calendar is published, outside it is provisional.

A site may keep notices of its own beside those that the program brings. One counts only for a year for which the
program brings none; what was expected of that year gives way to it, and the calendar's version names the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plumbline.core.clocks.calendar import DayKind, DayNote, WorkingCalendar
from plumbline.core.clocks.civil import date_of, parse_day, weekday
from plumbline.core.data_file.errors import Found, PackErrors
from plumbline.core.data_file.nodes import Node, read_yaml
from plumbline.core.data_file.sources import Source, read_sources
from plumbline.core.vocabulary import Standing

_NOTICE = ("notice", "of", "source", "standing", "basis", "checked_on", "holidays", "makeup")
_HEAD = ("calendar", "title", "version", "zone", "range", "basis", "checked_on", "festivals")
_EXPECTED = ("expected", "basis", "source", "checked_on", "holidays")
_OVERLAY = (
    "overlay",
    "of",
    "title",
    "version",
    "basis",
    "standing",
    "checked_on",
    "awaited",
    "holidays",
    "makeup",
)


def load_calendar(base: Path, *overlays: Path, own: Path | None = None) -> WorkingCalendar:
    """The calendar whose files are `base` (a folder, or one file), with regions' overlays on top in order, and with the
    notices that a site keeps in the folder `own`, where there is one.

    Raises `PackErrors` with file, line, cause and remedy.
    """
    return build_calendar(read_sources(base), read_sources(*overlays), own_sources(own))


def own_sources(own: Path | None) -> list[Source]:
    """The notices of a site; none where it keeps none."""
    files = sorted(own.glob("*.yaml")) if own is not None else []
    return read_sources(*files)


def build_calendar(
    sources: Sequence[Source], overlays: Sequence[Source] = (), own: Sequence[Source] = ()
) -> WorkingCalendar:
    """The calendar of the given texts; same errors as `load_calendar`."""
    found = Found()
    with found.part():
        return _built(sources, overlays, own)
    raise PackErrors(errors=found.errors)


def year_of(source: Source) -> int:
    """The year of a site's notice. Raises `PackErrors` for a file that is none."""
    found = Found()
    with found.part():
        root = read_yaml(source.text, source.name)
        _kind(root, ("notice",))
        return root.fields(_NOTICE)["notice"].whole()
    raise PackErrors(errors=found.errors)


def _built(sources: Sequence[Source], overlays: Sequence[Source], own: Sequence[Source]) -> WorkingCalendar:
    draft = _Draft()
    roots = [read_yaml(source.text, source.name) for source in sources]
    kinds = [(_kind(root, ("calendar", "notice", "expected")), root) for root in roots]
    heads = [root for kind, root in kinds if kind == "calendar"]
    if len(heads) != 1:
        (heads or roots)[-1].refuse(
            f"{len(heads)} files with «calendar:»", "give exactly one head a calendar"
        )
    draft.head(heads[0])
    for kind, root in kinds:
        if kind == "notice":
            draft.notice(root)
    shipped = frozenset(draft.years)
    for source in own:
        if (year := year_of(source)) not in shipped:
            draft.notice(read_yaml(source.text, source.name))
            draft.own_years.append(year)
    for kind, root in kinds:
        if kind == "expected":
            draft.expected(root)
    for source in overlays:
        root = read_yaml(source.text, source.name)
        _kind(root, ("overlay",))
        draft.overlay(root)
    return draft.finish(heads[0])


def _kind(root: Node, kinds: tuple[str, ...]) -> str:
    kind = next((key for key, _value in root.members().items() if key in kinds), None)
    if kind is None:
        root.refuse("what file this is does not show", f"begin with {' or '.join(f'«{k}:»' for k in kinds)}")
    return kind


@dataclass(slots=True)
class _Draft:
    """A calendar while its files are read."""

    id: str = ""
    version: str = ""
    zone: str = ""
    first: int = 0
    last: int = 0
    years: set[int] = field(default_factory=set)
    own_years: list[int] = field(default_factory=list)
    notes: dict[int, DayNote] = field(default_factory=dict)
    festivals: dict[str, str] = field(default_factory=dict)
    awaited: list[str] = field(default_factory=list)

    def head(self, root: Node) -> None:
        given = root.fields(_HEAD)
        self.id, self.version = given["calendar"].text(), given["version"].code()
        self.zone = given["zone"].text()
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            given["zone"].refuse(f"no time zone «{self.zone}»", "write an IANA name such as Asia/Shanghai")
        bounds = given["range"].fields(("from", "to"))
        self.first, self.last = bounds["from"].day(), bounds["to"].day()
        if self.last < self.first:
            given["range"].refuse("the range ends before it begins", "swap the two dates")
        given["checked_on"].day()
        self._festivals(given["festivals"])

    def notice(self, root: Node) -> None:
        given = root.fields(_NOTICE)
        self._belongs(given["of"])
        _vouched(given)
        year = given["notice"].whole()
        if year in self.years:
            given["notice"].refuse(f"two notices for {year}", "keep one")
        self.years.add(year)
        own: dict[int, DayNote] = {}
        for holiday in given["holidays"].items():
            self._holiday(holiday, own)
        for makeup in given["makeup"].items():
            day = self._makeup(makeup, own)
            if weekday(day) < 5:
                makeup.refuse(
                    f"{date_of(day)} is a weekday", "a make-up working day falls on a Saturday or Sunday"
                )
        for day in own:
            if date_of(day).year != year and date_of(day) < date_of(parse_day(f"{year - 1:04}-12-25")):
                root.refuse(
                    f"{date_of(day)} is no day of the notice for {year}", "move it to its own year's file"
                )
            if date_of(day).year > year:
                root.refuse(
                    f"{date_of(day)} is no day of the notice for {year}", "move it to its own year's file"
                )
            if day in self.notes:
                root.refuse(f"{date_of(day)} stands in two notices", "keep it in one")
        self.notes.update(own)

    def expected(self, root: Node) -> None:
        given = root.fields(_EXPECTED)
        self._belongs(given["expected"])
        given["checked_on"].day()
        own: dict[int, DayNote] = {}
        for holiday in given["holidays"].items():
            self._holiday(holiday, own)
        for day, note in own.items():
            if date_of(day).year in self.own_years:
                continue
            if date_of(day).year in self.years:
                root.refuse(f"{date_of(day)} lies in a year whose notice is entered", "remove it here")
            self.notes[day] = note

    def overlay(self, root: Node) -> None:
        given = root.fields(_OVERLAY, ("festivals",))
        self._belongs(given["of"])
        _vouched(given)
        self.id, self.version = given["overlay"].text(), f"{self.version}+{given['version'].text()}"
        self.awaited += [name.text() for name in given["awaited"].items()]
        if "festivals" in given:
            self._festivals(given["festivals"])
        own: dict[int, DayNote] = {}
        for holiday in given["holidays"].items():
            self._holiday(holiday, own)
        for makeup in given["makeup"].items():
            self._makeup(makeup, own)
        self.notes.update(own)

    def finish(self, head: Node) -> WorkingCalendar:
        published_from, published_through = self.last + 1, self.first - 1
        if self.years:
            gaps = sorted(set(range(min(self.years), max(self.years))) - self.years)
            if gaps:
                head.refuse(
                    f"no notice for {gaps[0]}", "enter the years between the first notice and the last"
                )
            published_from = max(self.first, parse_day(f"{min(self.years):04}-01-01"))
            published_through = min(self.last, parse_day(f"{max(self.years):04}-12-31"))
        added = "".join(f"+site-{year}" for year in sorted(self.own_years))
        return WorkingCalendar(
            id=self.id,
            version=f"{self.version}{added}",
            zone=self.zone,
            first_day=self.first,
            last_day=self.last,
            published_from=published_from,
            published_through=published_through,
            awaited=tuple(self.awaited),
            notes=self.notes,
            festivals=self.festivals,
        )

    def _belongs(self, named: Node) -> None:
        if named.text() != self.id:
            named.refuse(f"this is no file of calendar «{self.id}»", f"write {self.id}, or move the file")

    def _festivals(self, entry: Node) -> None:
        self.festivals.update((name, english.text()) for name, english in entry.members().items())

    def _named(self, entry: Node) -> str:
        name = entry.text()
        if name not in self.festivals:
            entry.refuse(
                f"unknown festival «{name}»", f"use {', '.join(self.festivals)}, or add it to «festivals»"
            )
        return name

    def _holiday(self, entry: Node, own: dict[int, DayNote]) -> None:
        given = entry.fields(("name", "rest", "statutory"))
        name, rest = self._named(given["name"]), _days(given["rest"])
        statutory = set()
        for member in given["statutory"].items():
            day = member.day()
            if day not in rest:
                member.refuse(f"{date_of(day)} is outside the rest of {name}", "widen «rest» or drop the day")
            statutory.add(day)
        for day in rest:
            if day in statutory:
                kind = DayKind.HOLIDAY
            else:
                kind = DayKind.WEEKEND if weekday(day) >= 5 else DayKind.MOVED_REST
            self._put(given["rest"], own, day, DayNote(kind, name))

    def _makeup(self, entry: Node, own: dict[int, DayNote]) -> int:
        given = entry.fields(("day", "for"))
        day = given["day"].day()
        self._put(given["day"], own, day, DayNote(DayKind.MAKEUP, self._named(given["for"])))
        return day

    def _put(self, entry: Node, own: dict[int, DayNote], day: int, note: DayNote) -> None:
        if not self.first <= day <= self.last:
            entry.refuse(
                f"{date_of(day)} lies outside the calendar's range", "widen «range» or mend the date"
            )
        if day in own:
            entry.refuse(f"{date_of(day)} is given twice", "keep it once")
        own[day] = note


def _days(node: Node) -> range:
    """A date or `FIRST..LAST`, both included."""
    first_text, dots, last_text = node.code().partition("..")
    try:
        first = parse_day(first_text.strip())
        last = parse_day(last_text.strip()) if dots else first
    except ValueError:
        node.refuse(f"«{node.raw}» is no date or range", "write YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD")
    if last < first:
        node.refuse("the range ends before it begins", "swap the two dates")
    return range(first, last + 1)


def _vouched(given: dict[str, Node]) -> None:
    given["checked_on"].day()
    given["basis"].text()
    given["standing"].word(Standing)
