"""The page `data/index.html` of a case file, in Chinese and English. It proves nothing and says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from plumbline.apps.case_file.plain_words import PlainWords, Said, moment_shown
from plumbline.core.cases.reserved import OPEN_CASE, STATE_PARTY
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.canonical import canonical
from plumbline.core.ledger.casefile_parts import record_path
from plumbline.core.ledger.evidence import LATE_AFTER, CaseEvidence, Seal
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.record import Attachment, Record, read_record
from plumbline.core.ledger.system_acts import Destruction, ValuePlace, read_destruction
from plumbline.core.ledger.verify import late_entry

_SECOND = 1_000_000


def index_page(
    evidence: CaseEvidence,
    names: Mapping[ValuePlace, str],
    words: PlainWords,
    closed: Collection[Closing] = (),
) -> bytes:
    """The page, UTF-8. `names` are the paths of the attachments, `closed` the years that were cut off."""
    records = [(entry.index, read_record(entry.data)) for entry in evidence.entries]
    gone = {
        place: one
        for _, record in records
        for one in [read_destruction(record)]
        if one
        for place in one.places
    }
    told = _Told(evidence, names, words, gone, {record.id: leaf for leaf, record in records})
    rows = [_row(leaf, record, told) for leaf, record in records]
    for row in rows:
        row["closed"] = _closed_before(row["record"], row["leaf"], closed)
    opened = next((record.fields for _, record in records if record.step == OPEN_CASE), {})
    title = next((record.fields["title"] for _, record in records[::-1] if _restates(record)), "")
    page = (
        _environment()
        .get_template("index.html.jinja")
        .render(
            case=evidence.case,
            number=opened.get("number") or "",
            title=title,
            organ=words.organ(records[0][1].organ),
            rows=rows,
            seals=[_seal(seal) for seal in evidence.seals],
            late=sum(row["late"] is not None for row in rows),
            after_closing=sum(row["closed"] is not None for row in rows),
            withheld=len(evidence.withheld),
            destroyed=len(gone),
        )
    )
    return page.encode()


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "page")
    return Environment(
        loader=loader,
        autoescape=select_autoescape(default_for_string=True, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rows are made from."""

    evidence: CaseEvidence
    names: Mapping[ValuePlace, str]
    words: PlainWords
    gone: Mapping[ValuePlace, Destruction]
    leaves: Mapping[str, int]


def _restates(record: Record) -> bool:
    """Whether the record says what the case is about."""
    return record.step in (OPEN_CASE, STATE_PARTY) and bool(record.fields.get("title"))


def _row(leaf: int, record: Record, told: _Told) -> dict[str, Any]:
    late, words = late_entry(leaf, record, LATE_AFTER), told.words
    return {
        "leaf": leaf,
        "file": record_path(leaf).removeprefix("data/"),
        "record": record,
        "step": words.step(record.step),
        "happened": _stretch(record),
        "entered": shown_instant(record.recorded_at)[:16],
        "late": late.delay // 86_400 if late else None,
        "organ": words.organ(record.organ),
        "by": [words.person(actor.officer) for actor in record.by],
        "entered_by": words.person(record.entered_by),
        "corrects": _linked(words.named(record.corrects), told) if record.corrects else None,
        "fields": [(label, [_linked(one, told) for one in said]) for label, said in words.lines(record)],
        "personal": [
            (words.field(record, name), *_value(record, name, told)) for name in sorted(record.personal)
        ],
        "attachments": [
            (words.files(record)[file.id], file, *_file(record, file, told)) for file in record.attachments
        ],
        "raw": _raw(record),
    }


def _stretch(record: Record) -> str:
    """When it happened: a day, a minute, or from one to another."""
    if record.until is None or record.until == record.at:
        return moment_shown(record.at)
    start, end = moment_shown(record.at), moment_shown(record.until)
    return f"{start}–{end.removeprefix(start[:11])}" if len(start) == len(end) == 16 else f"{start} – {end}"


def _linked(said: Said, told: _Told) -> dict[str, Any]:
    """A value, with the place on the page of the record that it names."""
    return {"zh": said.zh, "en": said.en, "leaf": told.leaves.get(said.record)}


def _raw(record: Record) -> list[tuple[str, str]]:
    """The fields as the record holds them, so that nothing is hidden from whoever compares."""
    return [(name, canonical(value).decode()) for name, value in sorted(record.fields.items())]


def _closed_before(record: Record, leaf: int, closed: Collection[Closing]) -> dict[str, Any] | None:
    """The year of a record and the day on which it had been closed before the record came."""
    day = day_of(date.fromisoformat(record.at.value[:10]))
    found = next((one for one in closed if one.came_after(day, leaf)), None)
    return {"year": found.year, "day": date_of(found.day).isoformat()} if found else None


def _value(record: Record, name: str, told: _Told) -> tuple[Said | None, dict[str, Any] | None]:
    place = ValuePlace(record.id, "personal", name)
    opening = told.evidence.openings.get(place)
    return (told.words.personal(record, name, opening.value) if opening else None), _destroyed(place, told)


def _file(record: Record, file: Attachment, told: _Told) -> tuple[str | None, str, dict[str, Any] | None]:
    place = ValuePlace(record.id, "attachment", file.id)
    path = told.names.get(place)
    return (path.removeprefix("data/") if path else None), _size(file.size), _destroyed(place, told)


def _size(size: int) -> str:
    """Bytes for a reader."""
    return f"{size:,} B" if size < 1024 else f"{-(-size // 1024):,} kB"


def _destroyed(place: ValuePlace, told: _Told) -> dict[str, Any] | None:
    """When, by whom and under what a value went."""
    act = told.gone.get(place)
    if act is None:
        return None
    return {"day": act.day, "ground": act.ground, "by": [told.words.person(one) for one in act.officers]}


def _seal(seal: Seal) -> dict[str, Any]:
    """A checkpoint in words: origin, size, and which names signed it at which times."""
    origin, size, root = seal.note.text.split("\n")[:3]
    seen = []
    for line in seal.note.signatures:
        if len(line.signature) == 8 + 64:  # a time and an Ed25519 signature: a witness's line
            seconds = int.from_bytes(line.signature[:8], "big")
            seen.append((line.name, shown_instant(seconds * _SECOND)[:19]))
    return {"origin": origin, "size": size, "root": root, "witnesses": seen}
