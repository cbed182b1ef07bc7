"""The text of a case's papers for the search, read from their editable twins; who finds by it must say why."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from zipfile import BadZipFile

from docx import Document as read_word_file
from docx.opc.exceptions import PackageNotFoundError

from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.queries import HeldFile, files
from plumbline.apps.casework.carrying import papers_of
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.core.ledger.record import Record


def texts_of(records: Sequence[Record]) -> Iterator[str]:
    """The paragraphs and cells of every paper that stands and whose file is held."""
    gone = {one.corrects for one in records if one.corrects}
    wanted = [hash for one in records if one.id not in gone for hash in _twins(one)]
    kept = files(wanted) if wanted else {}
    for hash in wanted:
        if hash in kept:
            yield from lines_of(kept[hash])


def _twins(record: Record) -> list[str]:
    names = {f"{paper.attachment}{DOCX_SUFFIX}" for paper in papers_of(record) if paper.attachment}
    return [one.hash for one in record.attachments if one.id in names]


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
