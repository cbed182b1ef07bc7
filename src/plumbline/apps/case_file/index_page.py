"""The page `data/index.html` of a case file, in Chinese and English. It proves nothing and says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.canonical import canonical
from plumbline.core.ledger.casefile_parts import record_path
from plumbline.core.ledger.evidence import LATE_AFTER, CaseEvidence, Seal
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.record import Record, read_record
from plumbline.core.ledger.system_acts import Destruction, ValuePlace, read_destruction
from plumbline.core.ledger.verify import late_entry

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    zh: str
    en: str


Labels = Callable[[str, str | None], Label]
"""Name of a step, or of a field of a step."""


def plain_labels(step: str, field: str | None) -> Label:
    """The ids themselves, where no pack is at hand."""
    return Label(field or step, field or step)


def index_page(
    evidence: CaseEvidence,
    names: Mapping[ValuePlace, str],
    labels: Labels,
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
    rows = [_row(leaf, record, evidence, names, labels, gone) for leaf, record in records]
    for row in rows:
        row["closed"] = _closed_before(row["record"], row["leaf"], closed)
    opened = next((record.fields for _, record in records if record.step == OPEN_CASE), {})
    page = (
        _environment()
        .get_template("index.html.jinja")
        .render(
            case=evidence.case,
            number=opened.get("number") or "",
            title=opened.get("title") or "",
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


def _row(
    leaf: int,
    record: Record,
    evidence: CaseEvidence,
    names: Mapping[ValuePlace, str],
    labels: Labels,
    gone: Mapping[ValuePlace, Destruction],
) -> dict[str, Any]:
    late = late_entry(leaf, record, LATE_AFTER)
    return {
        "leaf": leaf,
        "file": record_path(leaf).removeprefix("data/"),
        "record": record,
        "step": labels(record.step, None),
        "entered": shown_instant(record.recorded_at),
        "late": late.delay // 86_400 if late else None,
        "by": [actor.officer for actor in record.by],
        "fields": [
            (labels(record.step, name), _shown(value))
            for name, value in sorted(record.fields.items())
            if value is not None
        ],
        "personal": [
            (labels(record.step, name), *_value(ValuePlace(record.id, "personal", name), evidence, gone))
            for name in sorted(record.personal)
        ],
        "attachments": [
            (file, *_file(ValuePlace(record.id, "attachment", file.id), names, gone))
            for file in record.attachments
        ],
    }


def _closed_before(record: Record, leaf: int, closed: Collection[Closing]) -> dict[str, Any] | None:
    """The year of a record and the day on which it had been closed before the record came."""
    day = day_of(date.fromisoformat(record.at.value[:10]))
    found = next((one for one in closed if one.came_after(day, leaf)), None)
    return {"year": found.year, "day": date_of(found.day).isoformat()} if found else None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else canonical(value).decode()


def _value(
    place: ValuePlace, evidence: CaseEvidence, gone: Mapping[ValuePlace, Destruction]
) -> tuple[str | None, Destruction | None]:
    opening = evidence.openings.get(place)
    return (_shown(opening.value) if opening else None), gone.get(place)


def _file(
    place: ValuePlace, names: Mapping[ValuePlace, str], gone: Mapping[ValuePlace, Destruction]
) -> tuple[str | None, Destruction | None]:
    path = names.get(place)
    return (path.removeprefix("data/") if path else None), gone.get(place)


def _seal(seal: Seal) -> dict[str, Any]:
    """A checkpoint in words: origin, size, and which names signed it at which times."""
    origin, size, root = seal.note.text.split("\n")[:3]
    seen = []
    for line in seal.note.signatures:
        if len(line.signature) == 8 + 64:  # a time and an Ed25519 signature: a witness's line
            seconds = int.from_bytes(line.signature[:8], "big")
            seen.append((line.name, shown_instant(seconds * _SECOND)))
    return {"origin": origin, "size": size, "root": root, "witnesses": seen}
