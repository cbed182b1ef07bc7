"""The text of a case's papers and of the files that were sent, for the search; who finds by it must say why.

Papers are read from their editable twins, files from what a job read of them (`casework.tasks`). Where a file is not
searched as a whole, a word of the machine stands in its place, so that a search can say what it does not know.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final
from zipfile import BadZipFile

from docx import Document as read_word_file
from docx.opc.exceptions import PackageNotFoundError

from plumbline.apps.attachments.actions.texts import note_reading
from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.queries import HeldFile, files, text_of
from plumbline.apps.casework.carrying import papers_of
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.core.cases.reserved import SIGN_PAPER
from plumbline.core.ledger.record import Record

UNSEARCHED: Final = "plumblinefile"
"""How every word begins that stands for a file, or part of one, that is not searched; nobody types it."""


def texts_of(records: Sequence[Record]) -> Iterator[str]:
    """The paragraphs and cells of every paper that stands, the text of every file of an act that stands, as far as
    they are held; for a file that is not searched as a whole a word that says so.
    """
    gone = {one.corrects for one in records if one.corrects}
    standing = [one for one in records if one.id not in gone]
    twins = [hash for one in standing for hash in _twins(one)]
    sent = list(dict.fromkeys(hash for one in standing for hash in sent_files(one)))
    kept = files([*twins, *sent]) if twins or sent else {}
    for hash in twins:
        if hash in kept:
            yield from lines_of(kept[hash])
    for hash in sent:
        if hash in kept and kept[hash].has_text:
            yield from _text(kept[hash])


def sent_files(record: Record) -> list[str]:
    """The files of a record but for the papers that the desk made itself: those are read from their twins."""
    if record.step == SIGN_PAPER and record.fields.get("how") == "seal":
        return []  # the paper once more, with a seal
    twins = _named_twins(record) & {one.id for one in record.attachments}
    made = twins | {name.removesuffix(DOCX_SUFFIX) for name in twins}
    return [one.hash for one in record.attachments if one.id not in made]


def _text(held: HeldFile) -> Iterator[str]:
    found = text_of(held)
    if found is None:
        if held.reading and held.reading != "unreadable":  # restored without what was read: read it again
            note_reading(hash=held.hash, reading="")
        yield f"{UNSEARCHED}{'unreadable' if held.reading == 'unreadable' else 'waits'}"
        return
    if found.text:
        yield found.text
    if found.reading != "read":
        yield f"{UNSEARCHED}{found.reading}"


def _twins(record: Record) -> list[str]:
    names = _named_twins(record)
    return [one.hash for one in record.attachments if one.id in names]


def _named_twins(record: Record) -> set[str]:
    return {f"{paper.attachment}{DOCX_SUFFIX}" for paper in papers_of(record) if paper.attachment}


def lines_of(held: HeldFile) -> Iterator[str]:
    """The paragraphs and cells of an editable twin; nothing of one that cannot be read."""
    try:
        document = read_word_file(io.BytesIO(b"".join(held.read())))
    except (NoSuchFile, BadZipFile, PackageNotFoundError, KeyError, ValueError):
        return
    yield from (one.text for one in document.paragraphs if one.text.strip())
    for table in document.tables:
        for row in table.rows:
            yield from dict.fromkeys(cell.text for cell in row.cells if cell.text.strip())
