"""XES in batches: one row an event, the attributes of its trace as columns `case:…`.

Nested attributes are passed over, as are globals, extensions and classifiers. A trace becomes rows when it is complete,
so that a file cut off in the middle still gives its whole cases. A DOCTYPE is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from plumbline.apps.record_intake.errors import DoctypeRefused, NotThatFormat, Truncated
from plumbline.apps.record_intake.mapping import CASE_PREFIX
from plumbline.apps.record_intake.opening import UnpackLimits, open_bytes, peek
from plumbline.apps.record_intake.rows import BATCH_ROWS, RawBatch, Source
from plumbline.apps.record_intake.xes_markup import Markup, Positions, attributes

_BLOCK = 1 << 18
_TOKENS = 2
"""Pieces of markup and text kept for each row of a batch: few, so that they stay in the cache of the processor."""
_LOG, _TRACE, _EVENT, _ATTRIBUTE = 1, 2, 3, 4
"""Levels of elements in a log."""
_DECLARED = re.compile(rb"""^<\?xml[^>]*?\sencoding=["']([\w.-]+)["']""")


def read_xes(path: Path, source: Source, limits: UnpackLimits) -> Iterator[RawBatch]:
    """The events of an XES file. Raises `FileError` where it cannot be read on; earlier traces come first."""
    source.encoding = "xml"
    log = _Log(source)
    encoding = _encoding(peek(path, limits, 256))
    with open_bytes(path, limits) as stream:
        blocks = _blocks(stream, encoding, source)
        while True:
            failure: Exception | None = None
            block = b""
            try:
                block = next(blocks, b"")
                log.parse(block)
            except expat.ExpatError as error:
                failure = log.broken(f"line {error.lineno}", expat.errors.messages[error.code])
            except UnicodeDecodeError as error:
                failure = log.broken(f"line {log.parser.CurrentLineNumber}", str(error))
            except Truncated as error:
                failure = error
            done = not block or failure is not None
            if done or log.full:
                yield log.batch()
            if failure is not None:
                raise failure
            if done:
                return


def _encoding(start: bytes) -> str:
    """The encoding that an XML file has by its first bytes or says it has."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith((b"<\x00", b"\x00<")):
        return "utf-16-le" if start[0] else "utf-16-be"
    said = _DECLARED.match(start)
    return said[1].decode("ascii").lower() if said else "utf-8"


def _blocks(stream: BinaryIO, encoding: str, source: Source) -> Iterator[bytes]:
    """The file in UTF-8, block by block."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise NotThatFormat(file=source.name, format="XES", detail=f"encoding {encoding}") from None
    same = codecs.lookup(encoding).name in ("utf-8", "ascii")
    while block := stream.read1(_BLOCK):  # type: ignore[attr-defined]
        if same:
            yield block
        elif text := decoder.decode(block):
            yield text.encode()


class _Log:
    """What was read of a log and not yet given away."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._tokens: list[str] = []
        self._depth, self._line, self._met_event = 0, 1, False
        self._enough = _TOKENS * BATCH_ROWS
        self._event_keys: dict[str, None] = {}
        self._trace_keys: dict[str, None] = {}
        self._watch()

    def parse(self, block: bytes) -> None:
        """Read on; an empty block ends the file. What was complete is kept whatever comes after it."""
        self.parser.Parse(block, not block)

    @property
    def full(self) -> bool:
        """Whether enough was read to give some away."""
        return len(self._tokens) >= self._enough

    def broken(self, where: str, detail: str) -> Truncated | NotThatFormat:
        """The error of a log that cannot be read on."""
        if self._met_event or any(token.startswith("<event") for token in self._tokens):
            return Truncated(file=self._source.name, where=where, detail=detail)
        return NotThatFormat(file=self._source.name, format="XES", detail=f"{where}: {detail}")

    def _watch(self) -> None:
        """Make the parser, which keeps markup and text as they stand; of marked text only the ends of lines."""
        parser = self.parser = expat.ParserCreate("utf-8", namespace_separator=None)
        keep = self._tokens.append

        def marked(text: str) -> None:
            keep("\n" * text.count("\n") or " ")

        def begin_marked() -> None:
            parser.CharacterDataHandler = marked

        def end_marked() -> None:
            parser.CharacterDataHandler = keep  # not None: set here, that drops all text that follows

        parser.DefaultHandler = keep
        parser.StartCdataSectionHandler = begin_marked
        parser.EndCdataSectionHandler = end_marked
        parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_given: object) -> None:
        raise DoctypeRefused(file=self._source.name, line=self.parser.CurrentLineNumber)

    def batch(self) -> RawBatch:
        """The events of the traces that are complete; what comes after these waits."""
        if not self._tokens:
            return RawBatch({}, np.zeros(0, np.int64))
        markup = Markup(self._tokens, self._depth, self._line)
        if self._depth == 0:
            first = markup.elements(_LOG)
            if len(first) and not markup.named(first[:1], "log")[0]:
                detail = markup.tags(first[:1])[0].as_py()[:40]
                raise NotThatFormat(file=self._source.name, format="XES", detail=detail)
        complete = markup.ended(_TRACE)
        self._enough = _TOKENS * BATCH_ROWS if complete else 2 * len(self._tokens)
        found = self._rows(markup, complete)
        if complete:
            self._depth, self._line = 1, int(markup.lines([complete])[0])
            del self._tokens[:complete]
        return found

    def _rows(self, markup: Markup, complete: int) -> RawBatch:
        """The events among so many tokens."""
        outer, inner, leaves = (
            found[: np.searchsorted(found, complete)]
            for found in map(markup.elements, (_TRACE, _EVENT, _ATTRIBUTE))
        )
        owner, parent = np.searchsorted(outer, inner) - 1, np.searchsorted(inner, leaves) - 1
        of_trace = markup.named(outer, "trace")[owner]
        is_event = of_trace & markup.named(inner, "event")
        said, own = of_trace & ~is_event, is_event[parent]
        events, number = inner[is_event], np.cumsum(is_event) - 1
        self._met_event = self._met_event or bool(len(events))
        cases = _columns(markup.tags(inner[said]), owner[said], len(outer), self._trace_keys)
        traces = pa.array(owner[is_event])
        columns = {f"{CASE_PREFIX}{key}": column.take(traces) for key, column in cases.items()}
        columns |= _columns(markup.tags(leaves[own]), number[parent[own]], len(events), self._event_keys)
        self._source.columns = tuple(columns)
        return RawBatch(columns, markup.lines(events))


def _columns(tags: pa.Array, owners: Positions, size: int, known: dict[str, None]) -> dict[str, pa.Array]:
    """Values by key of the elements that own the tags; of a doubled key the last one counts.

    Keys that came before stay columns.
    """
    keys, values = attributes(tags)
    encoded = keys.dictionary_encode()
    codes, names = encoded.indices.to_numpy(), encoded.dictionary.to_pylist()
    known.update(dict.fromkeys(name for name in names if name))
    columns = {key: pa.nulls(size, pa.string()) for key in known}
    for code, key in enumerate(names):
        if key:
            these = np.flatnonzero(codes == code)
            place = np.full(size, -1)
            place[owners[these]] = these
            columns[key] = values.take(pa.array(place, mask=place < 0))
    return columns
