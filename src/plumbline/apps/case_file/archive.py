"""The archive: evidence and page laid out as a BagIt bag in a zip, files streamed, the same bytes for the same case."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from plumbline.apps.case_file.evidence import FilesOf, gather
from plumbline.apps.case_file.index_page import index_page
from plumbline.apps.case_file.plain_words import PlainWords
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.casefile import bag_tags
from plumbline.core.ledger.casefile_parts import attachment_paths, lay_out
from plumbline.core.ledger.evidence import CaseEvidence
from plumbline.core.ledger.system_acts import ValuePlace

_DAWN: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every member: the archive says when it was made in bag-info.txt alone."""


def export_case(
    case: str,
    out: Path,
    *,
    day: str,
    files: FilesOf,
    words: PlainWords,
    withhold: Callable[[ValuePlace], bool] = lambda _: False,
    closed: Collection[Closing] = (),
) -> CaseEvidence:
    """Write the case file of `case` to `out` whole or not at all; `day` is the day of making, YYYY-MM-DD.

    `closed` are the years that were cut off: the page marks what was entered into them afterwards.

    Raises NoSuchCase or NotSealedYet.
    """
    evidence = gather(case, files, withhold)
    draft = out.with_name(out.name + ".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        sums: dict[str, tuple[str, int]] = {}
        for name, chunks in _members(evidence, words, closed):
            sums[name] = _write(archive, name, chunks)
        for name, data in bag_tags(sums, day).items():
            _write(archive, name, [data])
    draft.replace(out)
    return evidence


def _members(
    evidence: CaseEvidence, words: PlainWords, closed: Collection[Closing]
) -> Iterator[tuple[str, Iterable[bytes]]]:
    names = attachment_paths(evidence)
    shown = {"data/index.html": index_page(evidence, names, words, closed)}
    for name, data in lay_out(replace(evidence, attachments={}), shown, names).items():
        yield name, [data]
    for place, name in names.items():
        yield name, evidence.attachments[place]()


def _write(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write a member piece by piece; its checksum and size."""
    digest, size = hashlib.sha256(), 0
    with _member(archive, name) as put:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            put(chunk)
    return digest.hexdigest(), size


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[Callable[[bytes], int]]:
    info = zipfile.ZipInfo(name, _DAWN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    with archive.open(info, "w", force_zip64=True) as member:
        yield member.write
