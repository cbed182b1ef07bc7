"""What the page of a case file says where no pack is at hand: ids as they are, and the names of the system's steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plumbline.core.cases.reserved_words import field_words, step_words
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.moment import Moment, shown_instant
from plumbline.core.ledger.record import Attachment, Record


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Said:
    """A value in both languages; `record` is the record of the case that it names."""

    zh: str
    en: str
    record: str = ""


Line = tuple[Label, tuple[Said, ...]]
"""A field as the page shows it: its name, and what was said, one below the other."""


def plain(value: Json) -> Said:
    """A value as the record holds it: a text itself, all else as canonical JSON."""
    text = value if isinstance(value, str) else canonical(value).decode()
    return Said(text, text)


def moment_shown(moment: Moment) -> str:
    """2026-10-12 09:30, or the day alone."""
    return moment.value[:10] if moment.precision == "day" else shown_instant(moment.earliest)[:16]


class PlainWords:
    """Words that need nothing but the record."""

    def step(self, step: str) -> Label:
        """What an act is called."""
        return Label(*(step_words(step) or (step, step)))

    def field(self, record: Record, name: str) -> Label:
        """What a field of a record is called, personal values included."""
        return Label(*(field_words(record.step, name) or (name, name)))

    def lines(self, record: Record) -> list[Line]:
        """What the fields of a record say."""
        stated = sorted((name, value) for name, value in record.fields.items() if value is not None)
        return [(self.field(record, name), (plain(value),)) for name, value in stated]

    def personal(self, record: Record, name: str, value: Json) -> Said:
        """What a personal value says."""
        return plain(value)

    def named(self, record: str) -> Said:
        """A record of the case, as another one names it."""
        return Said(record, record, record)

    def person(self, key: str) -> Said:
        """Who acted or entered."""
        return Said(key, key)

    def organ(self, code: str) -> str:
        """An organ."""
        return code

    def files(self, record: Record) -> Mapping[str, Label]:
        """What the files of a record are, by id."""
        return {one.id: numbered_file(number, one) for number, one in enumerate(record.attachments, 1)}


def numbered_file(number: int, file: Attachment) -> Label:
    """A file by its number in its record, as its name may be a personal value."""
    return Label(f"附件 {number}（{file.media_type}）", f"file {number} ({file.media_type})")
