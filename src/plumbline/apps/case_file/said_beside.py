"""What stands beside the fields of an act, in both languages: papers, recordings, things, service, answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from plumbline.apps.case_file.plain_words import Said, plain
from plumbline.apps.case_file.voices import Voices
from plumbline.apps.casework.discretion import read_stated
from plumbline.apps.casework.form_papers import recording_title
from plumbline.apps.casework.pages.discretion_parts import said_of_discretion
from plumbline.apps.casework.pages.field_facts import field_facts
from plumbline.apps.casework.pages.service_parts import said_of_service
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.goods.words import DONE
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import (
    ANSWERS,
    DISCRETION,
    DOCUMENTS,
    FIELD,
    FIXED,
    HANDLED,
    ITEMS,
    LISTED,
    MOVES,
    RECORDINGS,
    SERVICE,
    THINGS,
    UNRECORDED,
)
from plumbline.core.cases.serving import read_served
from plumbline.core.goods.entries import GOODS_ENTRY
from plumbline.core.goods.stock import Move
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import instant_of, shown_instant
from plumbline.core.ledger.record import Record
from plumbline.core.recording.listed import MEANS, REASONS, Reason
from plumbline.core.review.questions import Question, load_questions
from plumbline.core.review.questions import Said as Answered

Row = Mapping[str, Json]
Way = Callable[[Voices, Record, Json], tuple[Said, ...]]
_ANSWERS: Final = {
    Answered.YES: ("是", "yes"),
    Answered.NO: ("否", "no"),
    Answered.NOT_APPLICABLE: ("不适用", "does not apply"),
}
_ADOPTED: Final = {True: ("采纳", "adopted"), False: ("未采纳", "not adopted")}


def beside(name: str) -> Way | None:
    """How a field is said that stands beside those of a step; None for one that says itself."""
    return _WAYS.get(name)


def rows(value: Json) -> list[Row]:
    """The rows of a list of rows."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def thing_named(
    voices: Voices, item: str, among: Mapping[str, Row] = MappingProxyType({})
) -> tuple[str, str]:
    """Name and unit of a thing, by the record that took it in or any later one that names it; `among` are entries that
    are still to be made.
    """
    seen: set[str] = set()
    while item not in seen:
        seen.add(item)
        record = voices.records.get(item)
        entry = record.fields if record is not None and record.step == GOODS_ENTRY else among.get(item)
        if entry is None:
            break
        if entry.get("kind") == Move.TAKE_IN:
            return str(entry.get("name") or item), str(entry.get("unit") or "")
        item = str(entry.get("item"))
    return item, ""


def _documents(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    """Kind and number; the number once, with the Chinese."""

    def said(speak: Speaker) -> Iterator[str]:
        for row in rows(value):
            number = str(row.get("number") or "") if speak.language == "zh" else ""
            yield " ".join(filter(None, (speak.quoted(str(row.get("kind"))), number)))

    return voices.each(said)


def _recordings(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    """Kind and span; the span once, with the Chinese."""

    def said(speak: Speaker) -> Iterator[str]:
        for row in rows(value):
            span = _span(row) if speak.language == "zh" else ""
            yield " ".join(filter(None, (recording_title(str(row.get("kind"))), span)))

    return voices.each(said)


def _span(row: Row) -> str:
    """2026-10-12 10:10:00–11:00:00; both days where they differ."""
    ends = [shown_instant(instant_of(str(row[end])))[:19] for end in ("from", "to") if row.get(end)]
    return "–".join([*ends[:1], *(one.removeprefix(ends[0][:11]) for one in ends[1:])])


def _things(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    coming = {str(row.get("record")): row for row in rows(record.fields.get(MOVES))}
    named = [(thing_named(voices, str(row.get("item")), coming), row) for row in rows(value)]
    return tuple(plain(f"{name} {row.get('count') or ''} {unit}".strip()) for (name, unit), row in named)


def _moves(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    coming = {str(row.get("record")): row for row in rows(value)}

    def said(speak: Speaker) -> Iterator[str]:
        for row in rows(value):
            name, unit = thing_named(voices, str(row.get("record")), coming)
            until = str(_("until {day}")).format(day=row["due"]) if row.get("due") else ""
            parts = [f"{name} {row.get('count') or ''} {unit}".strip(), until]
            parts += [str(row.get(one) or "") for one in ("spec", "place", "keeper", "reason")]
            yield f"{DONE[str(row['kind'])]}{_(': ')}{str(_('; ')).join(filter(None, parts))}"

    return voices.each(said)


def _service(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    served = read_served(value)
    return (voices.both(lambda speak: said_of_service(served, speak)),) if served else ()


def _discretion(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    stated = read_stated(value)
    return (voices.both(lambda speak: said_of_discretion(stated, speak)),) if stated else ()


def _field(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    return voices.each(lambda speak: [f"{one.label}{_(': ')}{one.text}" for one in field_facts(record)])


def _answers(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    known, found = _questions(), []
    for row in rows(value):
        asked = known.get(str(row.get("question")))
        says = (asked.zh, asked.en) if asked else (str(row.get("question")),) * 2
        zh, en = _ANSWERS[Answered(str(row.get("said")))]
        why = str(row.get("why") or "")
        found.append(Said(_with(f"{says[0]} {zh}", why, "；"), _with(f"{says[1]} {en}", why, "; ")))
    return tuple(found)


@lru_cache(maxsize=1)
def _questions() -> Mapping[str, Question]:
    sets = load_questions(settings.PACKS, shelf().registry)
    return {one.id: one for group in sets.values() for one in group.questions}


def _items(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    return tuple(plain(f"{row.get('no')}. {row.get('text')}") for row in rows(value))


def _handled(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    found = []
    for row in rows(value):
        zh, en = _ADOPTED[row.get("adopted") is True]
        why = str(row.get("why") or "")
        found.append(
            Said(_with(f"{row.get('no')}. {zh}", why, "；"), _with(f"{row.get('no')}. {en}", why, "; "))
        )
    return tuple(found)


def _listed(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    found = []
    for row in rows(value):
        zh, en = MEANS.get(str(row.get("means")), (str(row.get("means")),) * 2)
        where, span = f"{row.get('version')}，{row.get('list')}", (row.get("starts"), row.get("ends"))
        found.append(
            Said(
                f"{where}：{zh}，自{span[0]}至{span[1]}",
                f"{row.get('version')}, {row.get('list')}: {en}, from {span[0]} to {span[1]}",
            )
        )
    return tuple(found)


def _unrecorded(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    if not isinstance(value, Mapping):
        return (plain(value),)
    zh, en = REASONS[Reason(str(value.get("reason")))]
    note = str(value.get("note") or "")
    return (Said(_with(zh, note, "；"), _with(en, note, "; ")),)


def _fixed(voices: Voices, record: Record, value: Json) -> tuple[Said, ...]:
    year = value["year"] if isinstance(value, Mapping) else ""
    return (Said(f"{year} 年度", f"year {year}"),)


def _with(said: str, more: str, sign: str) -> str:
    return f"{said}{sign}{more}" if more else said


_WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        DOCUMENTS: _documents,
        RECORDINGS: _recordings,
        THINGS: _things,
        MOVES: _moves,
        SERVICE: _service,
        DISCRETION: _discretion,
        FIELD: _field,
        ANSWERS: _answers,
        ITEMS: _items,
        HANDLED: _handled,
        LISTED: _listed,
        UNRECORDED: _unrecorded,
        FIXED: _fixed,
    }
)
