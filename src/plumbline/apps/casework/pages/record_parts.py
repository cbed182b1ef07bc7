"""The records of a case as lines: both times, what was said, who, how each stands in the ledger; papers made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.closings import closed_before
from plumbline.apps.casework.pages.link_parts import said_of_link
from plumbline.apps.casework.pages.speaking import Speaker, local
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.case_story import entries_of
from plumbline.apps.goods.story_words import told
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.records import RecordLine, RecordTable
from plumbline.apps.page_parts.words import SealMark
from plumbline.core.cases.keeping import KEEPING_STEPS
from plumbline.core.cases.reserved import (
    ASSIGN_CASE,
    AT_OPENING,
    COUNTERSIGN,
    DOCUMENTS,
    OPINION,
    PROPOSE_DESTRUCTION,
    REASON,
    RECORDINGS,
    SIGN_PAPER,
    STATE_PARTY,
    SUBMIT,
    TAKE_OVER,
    VOID_ACT,
)
from plumbline.core.cases.reserved_words import step_words
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import instant_of, shown_instant
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import DESTROY
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

LATE_ENTRY = 86_400_000_000
"""Entered more than a day after it happened: shown as late, in µs."""
_MOST_TEXT = 60
_MOST_PARTS = 3
NOTHING_SAID = "—"
"""Of a record that says nothing beyond its step."""
_KEPT = ("archive_number", "unit", "until", "list_number", "receiver")
"""Of the records of a file's keeping, what is said in a line."""


STATED = {
    "party_name": gettext_lazy("Party"),
    "party_number": gettext_lazy("Credit code or identity number"),
    "party_representative": gettext_lazy("Legal representative or person in charge"),
    "party_address": gettext_lazy("Address"),
    "party_phone": gettext_lazy("Telephone"),
}
"""What the values of a party are called."""


def record_table(
    file: CaseFile,
    speak: Speaker,
    sealed: int,
    numbers: Mapping[str, str] = MappingProxyType({}),
    closed: tuple[Closing, ...] = (),
) -> RecordTable:
    """办理记录, newest first by when it happened; what was corrected stays, struck through.

    `numbers` are those of the linked cases, by id; `closed` the years that were cut off (`closings_over`).
    """
    speak.know(people_named(file))
    common = _Common(
        file.docket.procedure.content_hash, speak.today, speak.language, speak.names, tuple(numbers.items())
    )
    said = {one.record: told(one, dated=False) for one in entries_of(CaseRead(file.docket, file.history))}
    corrected = {one.record.corrects: one.record for one in file.held if one.record.corrects}
    waiting = unconfirmed(file)
    lines = sorted(
        (held for held in file.held), key=lambda held: (held.record.at.earliest, held.position), reverse=True
    )

    def line(held: HeldRecord) -> RecordLine:
        seal = seal_of(held, sealed)
        correction, told = corrected.get(held.record.id), said.get(held.record.id)
        late = late_words(held.record, closed_before(file, held, closed))
        open_names = waiting.get(held.record.id, ())
        key = (common, held.data, seal, correction.id if correction else "", told, late, open_names)

        def drawn() -> RecordLine:
            by = _who(held.record, speak, open_names)
            return _record_line(file, speak, held.record, seal, correction, numbers, told, late, by)

        return _LINES.get(key, drawn)

    return RecordTable(list(map(line, lines)), len(file.held))


class _Common(NamedTuple):
    """What lines of records rest on beside the record: law, day, language, names, numbers of linked cases."""

    pack: str
    today: int
    language: str
    names: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]


_LINES: Kept[RecordLine] = Kept(4096)
"""Lines drawn lately. Who may see the case sees all of them; that is asked before, on each request."""


def people_named(file: CaseFile) -> set[str]:
    """Everybody whose name the lines of the records say."""
    return {name for held in file.held for name in _people(file, held.record)}


def _people(file: CaseFile, record: Record) -> Iterator[str]:
    yield record.entered_by
    yield from (one.officer for one in record.by)
    if record.step == ASSIGN_CASE:
        yield from _keys(record.fields.get("officers"))
    if record.step == TAKE_OVER:
        yield from (str(record.fields.get("from")), str(record.fields.get("to")))
    step = file.docket.step(record.step)
    for name in step.fields if step else ():
        if step and step.fields[name].type is ValueType.OFFICER and record.fields.get(name):
            yield str(record.fields[name])


def _keys(officers: Json) -> list[str]:
    return [str(one) for one in officers] if isinstance(officers, list | tuple) else []


def unconfirmed(file: CaseFile) -> dict[str, tuple[str, ...]]:
    """Who of each act, beside whoever entered it, has not confirmed it, by the record: they do not count for it."""
    by = {held.record.id: held.record.entered_by for held in file.held}
    found = {
        one.id: tuple(
            who.officer for who in one.by or () if who.confirmed_at is None and who.officer != by.get(one.id)
        )
        for one in file.history.acts
    }
    return {record: names for record, names in found.items() if names}


def _who(record: Record, speak: Speaker, waiting: tuple[str, ...]) -> str:
    names = [one.officer for one in record.by] or [record.entered_by]
    told: str = _("{name} (to be confirmed)")
    said = [told.format(name=speak.officer(one)) if one in waiting else speak.officer(one) for one in names]
    return ("、" if speak.language == "zh" else ", ").join(said)


def _record_line(
    file: CaseFile,
    speak: Speaker,
    record: Record,
    seal: SealMark,
    correction: Record | None,
    numbers: Mapping[str, str],
    told: str | None,
    late: str,
    by: str,
) -> RecordLine:
    """The line, from what the key of `_LINES` holds and the packs; it asks the database nothing."""
    day_only = record.at.precision == "day"
    happened = (
        speak.short(file.docket.calendar.local_day(record.at.earliest))
        if day_only
        else formats.stretch(
            local(record.at.earliest), local(record.until.earliest) if record.until else None, speak.day
        )
    )
    return RecordLine(
        happened=happened,
        entered=speak.time(record.recorded_at),
        step=step_name(speak, record.step),
        text=told or content_of(file, speak, record, numbers),
        by=by,
        seal=seal,
        late=late,
        corrected_by=Link(_undone(correction), f"#r-{correction.id}") if correction else None,
        anchor=f"r-{record.id}",
        link=_record_link(record),
    )


def _undone(correction: Record) -> str:
    return str(_("void") if correction.step == VOID_ACT else _("corrected"))


def late_words(record: Record, closing: Closing | None) -> str:
    """How many days after the act it was entered, and into which closed year; empty: in time."""
    days = max(0, (record.recorded_at - record.at.latest) // LATE_ENTRY)
    if closing is not None:
        told: str = _("entered {days} days late, after {year} was closed ({day})")
        return told.format(days=days, year=closing.year, day=date_of(closing.day).isoformat())
    told = _("entered {days} days late")
    return told.format(days=days) if days else ""


def seal_of(held: HeldRecord, sealed: int) -> SealMark:
    """How a record stands in the ledger; one whose bytes are no longer those that were entered does not match it."""
    if not held.is_as_entered:
        return SealMark("mismatch", held.leaf or 0)
    return seal_mark(held.leaf, sealed)


def seal_mark(leaf: int | None, sealed: int) -> SealMark:
    """Sealed once a checkpoint covers the record's leaf."""
    return SealMark("sealed", leaf) if leaf is not None and leaf < sealed else SealMark("waiting")


def _record_link(record: Record) -> Link:
    address = {"case": record.case, "record": record.id}
    return Link(_("open"), url_of("casework:record", **address))


def step_name(speak: Speaker, step: str) -> str:
    """The step's name, also of the steps that every case knows."""
    reserved = step_words(step)
    return reserved[speak.language != "zh"] if reserved else speak.step_id(step)


def content_of(file: CaseFile, speak: Speaker, record: Record, numbers: Mapping[str, str]) -> str:
    """What the record says, in a line: what tells most first; the whole stands on the record's own page."""
    step = file.docket.step(record.step)
    parts: list[str] = said_of_link(record, numbers)
    if record.step == ASSIGN_CASE:
        parts.append(speak.officers(_keys(record.fields.get("officers"))))
    if record.step == SUBMIT:
        parts.append(speak.step_id(str(record.fields.get("step"))))
    if record.step in (SUBMIT, OPINION, COUNTERSIGN):
        parts += [str(said)] if (said := record.fields.get("opinion")) else []
    if record.step == STATE_PARTY:
        parts += restated(record)
    if record.step == SIGN_PAPER:
        parts.append(speak.quoted(str(record.fields.get("kind"))))
    if record.step in KEEPING_STEPS:
        parts += [str(record.fields[name]) for name in _KEPT if record.fields.get(name)]
    if record.step in (PROPOSE_DESTRUCTION, DESTROY):
        parts += [str(record.fields[name]) for name in ("ground", "appraisal") if record.fields.get(name)]
    if record.step == TAKE_OVER:
        pair = [str(record.fields.get("from")), str(record.fields.get("to"))]
        parts.append(" → ".join(map(speak.officer, pair)))
    stated = said_fields(speak, step.fields, record) if step else []
    telling = [text for text, tells in stated if tells][:_MOST_PARTS]
    parts += telling
    parts += [speak.quoted(str(row.get("kind"))) for row in _rows(record.fields.get(DOCUMENTS))]
    recordings = len(_rows(record.fields.get(RECORDINGS)))
    if recordings:
        parts.append(ngettext("%(n)s recording", "%(n)s recordings", recordings) % {"n": recordings})
    reason = record.fields.get(REASON) or (record.fields.get("reason") if step is None else None)
    if isinstance(reason, str) and (record.step, reason) != (ASSIGN_CASE, AT_OPENING):
        parts.append(_("reason: {reason}").format(reason=reason))
    if len(stated) > len(telling):
        parts.append(ngettext("{n} entry in all", "{n} entries in all", len(stated)).format(n=len(stated)))
    return ("；" if speak.language == "zh" else "; ").join(parts) or NOTHING_SAID


def restated(record: Record) -> list[str]:
    """What of party and cause was stated anew; values of the party are held apart."""
    names = record.fields.get("stated")
    told = (
        [str(STATED[str(name)]) for name in names if str(name) in STATED] if isinstance(names, list) else []
    )
    title = record.fields.get("title")
    return [*told, *([_("cause: {cause}").format(cause=title)] if title else [])]


def said_fields(
    speak: Speaker, fields: Mapping[str, FieldDefinition], record: Record
) -> list[tuple[str, bool]]:
    """Every stated field in words, and whether it tells something beyond yes or no."""
    found = []
    for name, definition in fields.items():
        if name in record.fields:
            tells = definition.type is not ValueType.BOOL
            found.append((said_field(speak, definition, record.fields[name]), tells))
        elif name in record.personal:
            found.append((_("{field}: held apart").format(field=title_of(speak, definition)), False))
    return found


def title_of(speak: Speaker, definition: FieldDefinition) -> str:
    return definition.title if speak.language == "zh" else definition.english or definition.title


def said_field(speak: Speaker, definition: FieldDefinition, value: Json) -> str:
    """A field with its value in words."""
    return f"{title_of(speak, definition)}{_(': ')}{said_value(speak, definition, value)}"


def said_value(speak: Speaker, definition: FieldDefinition, value: object) -> str:
    """The value of a field in words; a long text is cut."""
    said = whole_value(speak, definition, value)
    is_text = definition.type not in (ValueType.CHOICE, ValueType.MONEY, ValueType.OFFICER)
    return f"{said[:_MOST_TEXT]}…" if is_text and len(said) > _MOST_TEXT else said


def whole_value(speak: Speaker, definition: FieldDefinition, value: object) -> str:
    """The value of a field in words, however long."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if definition.type is ValueType.DATE and isinstance(value, int):
        return date_of(value).isoformat()
    text = str(value)
    if definition.type is ValueType.INSTANT and isinstance(value, str):
        return shown_instant(instant_of(text))[:16]
    if definition.type is ValueType.CHOICE:
        text = speak.option(definition.name, text)
    elif definition.type is ValueType.MONEY:
        text = formats.money(Decimal(text))
    elif definition.type is ValueType.OFFICER:
        speak.know([text])
        text = speak.officer(text)
    return text


def _rows(written: Json) -> list[dict[str, Json]]:
    return (
        [dict(row) for row in written if isinstance(row, dict)] if isinstance(written, list | tuple) else []
    )
