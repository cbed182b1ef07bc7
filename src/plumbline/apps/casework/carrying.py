"""What a correction takes over from the record it replaces: papers, recordings and files stay those that were made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from plumbline.apps.casework.act import Paper, RecordingOf
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.core.cases.reserved import BESIDE, DISCRETION, DOCUMENTS, RECORDINGS, THINGS
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import instant_of
from plumbline.core.ledger.record import Attachment, Record
from plumbline.core.ledger.system_acts import ValuePlace


@dataclass(frozen=True, slots=True)
class Carried:
    """Of the record that is replaced, what goes on."""

    papers: tuple[Paper, ...]
    recordings: tuple[RecordingOf, ...]
    attachments: tuple[Attachment, ...]
    salts: Mapping[str, bytes]
    named: tuple[tuple[str, str], ...] | None = None
    discretion: Mapping[str, Json] | None = None
    beside: Mapping[str, Json] = field(default_factory=dict)


def papers_of(record: Record) -> tuple[Paper, ...]:
    """The papers that a record names."""
    return tuple(
        Paper(str(row.get("kind") or ""), _text(row.get("attachment")), _text(row.get("number")))
        for row in rows_of(record, DOCUMENTS)
    )


def recordings_of(record: Record) -> tuple[RecordingOf, ...]:
    """The recordings that a record names."""
    return tuple(
        RecordingOf(
            str(row.get("kind") or ""),
            _text(row.get("attachment")),
            _instant(row.get("from")),
            _instant(row.get("to")),
        )
        for row in rows_of(record, RECORDINGS)
    )


def carried(record: Record, kinds: Collection[str]) -> Carried:
    """What the correction keeps: papers of these kinds, every recording, every file but those of papers given up."""
    papers = papers_of(record)
    kept = tuple(one for one in papers if one.kind in kinds)
    given_up = {one.attachment for one in papers if one not in kept and one.attachment}
    given_up |= {name + DOCX_SUFFIX for name in given_up}
    opened = personal_values([record.id])
    salts = {
        one.id: opened[place].salt
        for one in record.attachments
        if one.salted and (place := ValuePlace(record.id, "attachment", one.id)) in opened
    }
    files = tuple(
        one for one in record.attachments if one.id not in given_up and (one.id in salts or not one.salted)
    )
    there = {one.id for one in files}
    return Carried(
        kept,
        recordings_of(record),
        files,
        {name: salt for name, salt in salts.items() if name in there},
        things_of(record),
        said if isinstance(said := record.fields.get(DISCRETION), Mapping) else None,
        {name: record.fields[name] for name in sorted(BESIDE) if name in record.fields},
    )


def things_of(record: Record) -> tuple[tuple[str, str], ...] | None:
    """The things that a record names; None where it says nothing of things."""
    if THINGS not in record.fields:
        return None
    return tuple((str(row.get("item")), str(row.get("count"))) for row in rows_of(record, THINGS))


def rows_of(record: Record, name: str) -> list[Mapping[str, Json]]:
    """The rows of a reserved field."""
    written = record.fields.get(name)
    return [row for row in written if isinstance(row, Mapping)] if isinstance(written, list | tuple) else []


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _instant(value: Json) -> int | None:
    return instant_of(value) if isinstance(value, str) else None
