"""Citations of packs held against the imported texts: an article, paragraph or item that the text does not have.

Errors
------
NotInText (PackError)    a place that the imported text of the instrument does not have
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plumbline.apps.pack_store.pack_citations import PackCitation, pack_citations
from plumbline.apps.pack_store.queries import Library
from plumbline.core.data_file.errors import PackError, Place
from plumbline.core.law.citation import Citation


class NotInText(PackError):
    """A citation of a place that the imported text of the instrument does not have."""

    zh = "依据“{citation}”在导入的《{name}》（{edition}）文本中找不到"
    en = "the imported text of {name} ({edition}) has no “{citation}”"
    remedy_zh = "对照 plumbline law show 的原文核对条、款、项"
    remedy_en = "compare article, paragraph and item with the text that plumbline law show prints"


def missing_in_texts(packs: Path, below: Path, library: Library) -> Iterator[NotInText]:
    """The citations in files below `below` (a folder or file inside `packs`) that an imported text does not have.

    What is not imported is not held against anything, nor a part of an instrument whose text has only another part.
    """
    for cited in pack_citations(packs, library.registry):
        file = packs / cited.file
        if file == below or file.is_relative_to(below):
            yield from _missing(cited, file, library)


def _missing(cited: PackCitation, file: Path, library: Library) -> Iterator[NotInText]:
    citation = cited.citation
    for place in (citation.place, citation.until):
        if place is None or place.whole:
            continue
        shown = library.show(Citation(citation.instrument, place))
        edition = library.registry.edition(citation.instrument, None)
        if edition is not None and edition.lacks(place.article):
            continue
        if shown.imported and not shown.provisions:
            at = Place(file.as_posix(), cited.line)
            yield NotInText(place=at, citation=str(citation), name=shown.name, edition=shown.edition_label)
            return
