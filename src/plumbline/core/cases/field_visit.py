"""What a device sends of one visit: the case, the acts in their order, the files of each, and its clock.

Read strictly: a visit that cannot be read is sent back whole with the place that is wrong, and the device keeps it.
Everything that can be read is entered as it happened, whatever stands against it.

Errors
------
VisitUnreadable (PlumblineError)   the parcel is not one: the place in it and what is wrong there
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from plumbline.core.cases.field_clock import DeviceTime
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.canonical import Json

FORMAT: Final = 1
LONGEST: Final = 2000
MOST: Final = 200
RESULTS: Final = ("good", "bad", "none")
"""What a checked item can be: in order, not in order, does not apply."""
REFUSALS: Final = ("NotAccepted", "TwoThings", "NotWhole", "HoldsActive", "TooLarge", "Classified")
"""Why a capture is taken in by no sending, however often; what is told of each stands where findings are made."""
_ID: Final = re.compile(r"[0-9a-f]{32}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_MARKS: Final = frozenset({"refused", "sha256", "size"})
_LONGEST_SIGNED: Final = 4 << 20
_LATEST: Final = 253_402_300_799_000
"""Milliseconds; the last second of the year 9999."""


class VisitUnreadable(PlumblineError):
    """What a device sent is no visit."""

    zh = "现场记录无法读取（{place}）：{problem}"
    en = "the visit cannot be read ({place}): {problem}"
    remedy_zh = "内容仍在本机；更新页面后再发送，仍不行的，导出加密包交办公室导入"
    remedy_en = "everything is still on the device; reload the page and send again, else export the bundle"


@dataclass(frozen=True, slots=True)
class FieldOpening:
    """The case as the device knows it, for when there is none under that id."""

    procedure: str
    cause: str
    field: str | None
    facts: Mapping[str, Json]
    party: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A capture that was refused for good and stays where it is: one of `REFUSALS`, its SHA-256 (hex), its bytes."""

    why: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FieldFile:
    """A file of an act: the id under which the device sent it, what it is, and from when to when it was taken."""

    file: str
    role: str
    start: DeviceTime | None
    end: DeviceTime | None
    not_taken: NotTaken | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One item that was looked at."""

    item: str
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class Interview:
    """A record of questions: in which language (empty: not stated), with which interpreter (empty: none was needed)."""

    file: str
    language: str
    interpreter: str


@dataclass(frozen=True, slots=True)
class FieldAct:
    """One act. `values` are written as records write them; `day` stands for a late entry that knows the time alone."""

    record: str
    step: str
    at: DeviceTime
    until: DeviceTime | None
    stated_at: str
    others: tuple[str, ...]
    values: Mapping[str, Json]
    papers: tuple[tuple[str, str], ...]
    files: tuple[FieldFile, ...]
    checked: tuple[Checked, ...]
    interviews: tuple[Interview, ...]
    card_shown: bool | None
    code_shown: bool | None
    unfinished: bool = False
    """The step was begun and not ended on the device; it comes for what was captured in it."""

    @property
    def taken(self) -> tuple[FieldFile, ...]:
        """The files that were taken in."""
        return tuple(one for one in self.files if one.not_taken is None)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A colleague confirmed the acts on the device with an own PIN: when by the device's clock, and the signature."""

    officer: str
    at: DeviceTime
    mac: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it was sent."""

    id: str
    device: str
    order: int
    case: str
    opening: FieldOpening
    planned: bool
    late: bool
    sent: DeviceTime
    acts: tuple[FieldAct, ...]
    confirmed: tuple[Confirmed, ...] = ()
    signed: str = ""
    """The acts as the device wrote them when they were confirmed."""
    told: tuple[Any, ...] = ()
    """The acts as they were sent, in decoded JSON, without what became of their files on the way."""

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of all files that were taken in, in the order of the acts."""
        return tuple(one.file for act in self.acts for one in act.taken)

    def without(self, refused: Mapping[str, NotTaken]) -> Visit:
        """The visit whose files under these ids were refused for good."""
        return replace(self, acts=tuple(_without(act, refused) for act in self.acts))


def read_visit(given: object) -> Visit:
    """The visit in decoded JSON; raises VisitUnreadable."""
    top = _Part(given, "visit")
    if top.whole("format", 1, FORMAT) != FORMAT:
        raise VisitUnreadable(place="format", problem="unknown format")
    acts = tuple(_act(one) for one in top.parts("acts"))
    if not acts:
        raise VisitUnreadable(place="acts", problem="no act")
    return Visit(
        id=top.id("visit"),
        device=top.id("device"),
        order=top.whole("order", 1, 10**9),
        case=top.text("case", 64),
        opening=_opening(top.part("opening")),
        planned=top.flag("planned"),
        late=top.flag("late"),
        sent=_time(top.part("sent")),
        acts=acts,
        confirmed=tuple(
            Confirmed(one.text("officer", 64), _time(one.part("at")), one.text("mac", 64))
            for one in top.parts("confirmed")
        ),
        signed=top.maybe_text("signed", _LONGEST_SIGNED),
        told=tuple(as_signed(one) for one in top.given["acts"]),
    )


def _without(act: FieldAct, refused: Mapping[str, NotTaken]) -> FieldAct:
    files = (replace(one, not_taken=refused.get(one.file, one.not_taken)) for one in act.files)
    return replace(act, files=tuple(files))


def as_signed(act: Any) -> Any:
    """An act in decoded JSON as a colleague confirms it: what becomes of its files on the way is not part of it."""
    files = act.get("files") if isinstance(act, dict) else None
    if not isinstance(files, list) or not all(isinstance(one, dict) for one in files):
        return act
    return {**act, "files": [{n: one[n] for n in one if n not in _MARKS} for one in files]}


def _opening(part: _Part) -> FieldOpening:
    return FieldOpening(
        procedure=part.text("procedure", 80),
        cause=part.text("cause", 200),
        field=part.maybe_text("field", 80) or None,
        facts=part.plain("facts"),
        party={name: part.text(name, 200) for name in ("party_name",) if part.maybe_text(name, 200)},
    )


def _act(part: _Part) -> FieldAct:
    return FieldAct(
        record=part.id("record"),
        step=part.text("step", 80),
        at=_time(part.part("at")),
        until=_time(part.part("until")) if part.there("until") else None,
        stated_at=part.maybe_text("stated_at", 16),
        others=tuple(part.texts("others", 64)),
        values=part.plain("values"),
        papers=tuple((one.text("kind", 80), one.maybe_text("number", 80)) for one in part.parts("papers")),
        files=tuple(_file(one) for one in part.parts("files")),
        checked=tuple(_checked(one) for one in part.parts("checked")),
        interviews=tuple(
            Interview(one.id("file"), one.maybe_text("language", 40), one.maybe_text("interpreter", 80))
            for one in part.parts("interviews")
        ),
        card_shown=part.maybe_flag("card_shown"),
        code_shown=part.maybe_flag("code_shown"),
        unfinished=part.flag("unfinished"),
    )


def _file(part: _Part) -> FieldFile:
    start, end = (_time(part.part(name)) if part.there(name) else None for name in ("start", "end"))
    return FieldFile(part.id("file"), part.text("role", 20), start, end, _not_taken(part))


def _not_taken(part: _Part) -> NotTaken | None:
    why = part.maybe_text("refused", 20)
    if not why:
        return None
    if why not in REFUSALS:
        raise VisitUnreadable(place=f"{part.place}.refused", problem=f"none of {', '.join(REFUSALS)}")
    digest = part.text("sha256", 64)
    if not _DIGEST.fullmatch(digest):
        raise VisitUnreadable(place=f"{part.place}.sha256", problem="no SHA-256")
    return NotTaken(why, digest, part.whole("size", 0, 10**13))


def _checked(part: _Part) -> Checked:
    result = part.text("result", 10)
    if result not in RESULTS:
        raise VisitUnreadable(place=f"{part.place}.result", problem=f"none of {', '.join(RESULTS)}")
    return Checked(part.text("item", 200), result, part.maybe_text("note", LONGEST))


def _time(part: _Part) -> DeviceTime:
    return DeviceTime(
        wall=part.whole("wall", 0, _LATEST),
        session=part.id("session"),
        elapsed=part.whole("elapsed", 0, 10**13),
        moved=part.whole("moved", -(10**13), 10**13),
    )


class _Part:
    """A part of the parcel with its place, for what is said of what is wrong in it."""

    def __init__(self, given: object, place: str) -> None:
        if not isinstance(given, dict):
            raise VisitUnreadable(place=place, problem="no object")
        self.given: dict[str, Any] = given
        self.place = place

    def there(self, name: str) -> bool:
        return self.given.get(name) is not None

    def part(self, name: str) -> _Part:
        return _Part(self.given.get(name), f"{self.place}.{name}")

    def parts(self, name: str) -> list[_Part]:
        rows = self._list(name)
        return [_Part(one, f"{self.place}.{name}.{place}") for place, one in enumerate(rows)]

    def texts(self, name: str, longest: int) -> list[str]:
        rows = self._list(name)
        if not all(isinstance(one, str) and 0 < len(one) <= longest for one in rows):
            raise self._wrong(name, "no list of texts")
        return [str(one) for one in rows]

    def plain(self, name: str) -> Mapping[str, Json]:
        found = self.given.get(name, {})
        kinds = (str, int, bool, type(None))
        if not isinstance(found, dict) or not all(isinstance(one, kinds) for one in found.values()):
            raise self._wrong(name, "no object of plain values")
        return dict(found)

    def id(self, name: str) -> str:
        found = self.given.get(name)
        if not isinstance(found, str) or not _ID.fullmatch(found):
            raise self._wrong(name, "no id of 32 hexadecimal digits")
        return found

    def text(self, name: str, longest: int) -> str:
        found = self.maybe_text(name, longest)
        if not found:
            raise self._wrong(name, "empty")
        return found

    def maybe_text(self, name: str, longest: int) -> str:
        found = self.given.get(name)
        if found is None:
            return ""
        if not isinstance(found, str) or len(found) > longest:
            raise self._wrong(name, f"no text of at most {longest} characters")
        return found.strip()

    def whole(self, name: str, least: int, most: int) -> int:
        found = self.given.get(name)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise self._wrong(name, f"no whole number from {least} to {most}")
        return found

    def flag(self, name: str) -> bool:
        return bool(self.maybe_flag(name))

    def maybe_flag(self, name: str) -> bool | None:
        found = self.given.get(name)
        if found is not None and not isinstance(found, bool):
            raise self._wrong(name, "neither yes nor no")
        return found

    def _list(self, name: str) -> Sequence[object]:
        found = self.given.get(name, [])
        if not isinstance(found, list) or len(found) > MOST:
            raise self._wrong(name, f"no list of at most {MOST}")
        return found

    def _wrong(self, name: str, problem: str) -> VisitUnreadable:
        return VisitUnreadable(place=f"{self.place}.{name}", problem=problem)
