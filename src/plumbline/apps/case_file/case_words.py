"""What a case says, in words of both languages: the page for reading in an exported file, the list of what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plumbline.apps.attachments.kinds import KINDS
from plumbline.apps.case_file.plain_words import Label, Line, PlainWords, Said, plain
from plumbline.apps.case_file.said_beside import beside, rows
from plumbline.apps.case_file.said_of_system import way_of
from plumbline.apps.case_file.voices import UNREADABLE, Voices
from plumbline.apps.casework.form_papers import recording_title
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import DOCUMENTS, OPEN_CASE, RECORDINGS, SIGN_PAPER
from plumbline.core.cases.reserved_words import BESIDE, FIELDS, MACHINERY
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Attachment, Record

_KINDS = {one.media_type: one for one in KINDS}


def words_of(case: str, *, persons: bool = True) -> PlainWords:
    """The words for a case of the store. Without `persons` nobody is named."""
    return words_for([one.record for one in case_records(case)], persons=persons)


def words_for(records: Sequence[Record], *, persons: bool = True) -> PlainWords:
    """The words of the procedure under which these records stand; ids where its pack is not at hand."""
    opening = records[0].fields if records and records[0].step == OPEN_CASE else {}
    procedure = opening.get("procedure")
    if not isinstance(procedure, str) or procedure not in shelf().procedures:
        return PlainWords()
    docket = shelf().docket(procedure, _text(opening.get("field")), _text(opening.get("division")))
    return CaseWords(Voices(docket, records, persons=persons))


class CaseWords(PlainWords):
    """The words of one case."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices

    def step(self, step: str) -> Label:
        """What an act is called."""
        return self._voices.step(step)

    def field(self, record: Record, name: str) -> Label:
        """What a field of a record is called, personal values included."""
        return self._voices.field(record, name)

    def lines(self, record: Record) -> list[Line]:
        """What the fields say, in the order of the pack or of the system's words; machinery is left out."""
        return [
            (self.field(record, name), said)
            for name in self._order(record)
            if (said := self._said(record, name))
        ]

    def personal(self, record: Record, name: str, value: Json) -> Said:
        """What a personal value says."""
        return self._voices.typed(self._voices.definition(record, name), value)

    def named(self, record: str) -> Said:
        """A record of the case, as another one names it."""
        return self._voices.named(record)

    def person(self, key: str) -> Said:
        """Who acted or entered."""
        return self._voices.person(key)

    def organ(self, code: str) -> str:
        """An organ."""
        return self._voices.organ(code)

    def files(self, record: Record) -> Mapping[str, Label]:
        """What the files of a record are, by id: papers and recordings by their kind, all else by number."""
        known = dict(self._titled(record))
        found = {}
        for number, one in enumerate(record.attachments, 1):
            title = known.get(one.id) or Label(f"附件 {number}", f"file {number}")
            found[one.id] = _described(title, one)
        return found

    def _titled(self, record: Record) -> Iterable[tuple[str, Label]]:
        for row in rows(record.fields.get(DOCUMENTS)):
            title = self._quoted(str(row.get("kind")))
            yield str(row.get("attachment")), title
            yield f"{row.get('attachment')}{DOCX_SUFFIX}", title
        for row in rows(record.fields.get(RECORDINGS)):
            yield str(row.get("attachment")), self._recording(str(row.get("kind")))
        if record.step == SIGN_PAPER:
            yield from ((one.id, self._quoted(str(record.fields.get("kind")))) for one in record.attachments)

    def _recording(self, kind: str) -> Label:
        said = self._voices.both(lambda speak: recording_title(kind))
        return Label(said.zh, said.en)

    def _quoted(self, kind: str) -> Label:
        said = self._voices.both(lambda speak: speak.quoted(kind))
        return Label(said.zh, said.en)

    def _order(self, record: Record) -> list[str]:
        step = self._voices.docket.step(record.step)
        known = [*(step.fields if step else FIELDS.get(record.step, ())), *BESIDE]
        there = [name for name in known if name in record.fields]
        more = sorted(name for name in record.fields if name not in known and not name.startswith("_"))
        hidden = MACHINERY.get(record.step, frozenset())
        return [name for name in (*there, *more) if name not in hidden]

    def _said(self, record: Record, name: str) -> tuple[Said, ...]:
        value = record.fields[name]
        if value is None or value in ("", [], (), {}):
            return ()
        way = way_of(record.step, name) or beside(name)
        if way is None:
            return (self._voices.typed(self._voices.definition(record, name), value),)
        try:
            said = way(self._voices, record, value)
        except UNREADABLE:
            return (plain(value),)
        return said if isinstance(said, tuple) else (said,)


def _described(title: Label, file: Attachment) -> Label:
    kind = _KINDS.get(file.media_type)
    zh, en = (kind.zh, kind.en) if kind else (file.media_type,) * 2
    return Label(f"{title.zh} · {zh}", f"{title.en} · {en}")


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None
