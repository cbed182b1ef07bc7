"""XES in batches: one row an event, the attributes of its trace as columns `case:…`.

Nested attributes are passed over, as are globals, extensions and classifiers. A trace becomes rows when it is complete,
so that a file cut off in the middle still gives its whole cases. A DOCTYPE is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from plumbline.apps.record_intake.errors import DoctypeRefused, NotThatFormat, Truncated
from plumbline.apps.record_intake.mapping import CASE_PREFIX
from plumbline.apps.record_intake.opening import UnpackLimits, open_bytes
from plumbline.apps.record_intake.rows import BATCH_ROWS, RawBatch, Source

_BLOCK = 1 << 18
_FOUR = 4
"""Words that stand for an attribute element: `key`, its key, `value`, its value."""


def read_xes(path: Path, source: Source, limits: UnpackLimits) -> Iterator[RawBatch]:
    """The events of an XES file. Raises `FileError` where it cannot be read on; earlier traces come first."""
    log = _Log(source)
    source.encoding = "xml"
    with open_bytes(path, limits) as stream:
        while True:
            failure: Exception | None = None
            try:
                block = stream.read1(_BLOCK)  # type: ignore[attr-defined]
                log.parse(block)
            except expat.ExpatError as error:
                failure = log.broken(error)
            except Truncated as error:
                failure, block = error, b""
            if log.complete >= BATCH_ROWS or not block or failure is not None:
                yield log.batch()
            if failure is not None:
                raise failure
            if not block:
                return


class _Kept:
    """The attributes of elements of one kind, four words each, and where those of each element begin.

    Words alone, because lists and the like that live until the next batch would be walked by the collector.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.begins: list[int] = []
        self._keys: dict[str, None] = {}

    def take(self, number: int) -> dict[str, pa.Array]:
        """The first elements as columns by key; these are kept no longer. Keys that came before stay columns."""
        end = self.begins[number] if number < len(self.begins) else len(self.words)
        found = _columns(self.words[:end], self.begins[:number])
        del self.words[:end]
        self.begins = [begin - end for begin in self.begins[number:]]
        self._keys.update(dict.fromkeys(found))
        return {key: found[key] if key in found else pa.nulls(number, pa.string()) for key in self._keys}


class _Log:
    """What was read of a log so far. The first `complete` events are those of traces that have ended."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.complete = 0
        self._events, self._traces = _Kept(), _Kept()
        self._lines: list[int] = []
        self._lengths: list[int] = []
        self._met_event = False
        self._after_block = self._watch()

    def parse(self, block: bytes) -> None:
        """Read on; an empty block ends the file. What was complete is kept whatever comes after it."""
        try:
            self.parser.Parse(block, not block)
        finally:
            self._after_block()

    def _doctype(self, *_given: object) -> None:
        raise DoctypeRefused(file=self._source.name, line=self.parser.CurrentLineNumber)

    def broken(self, error: expat.ExpatError) -> Truncated | NotThatFormat:
        """The error of a log that cannot be read on."""
        where, detail = f"line {error.lineno}", expat.errors.messages[error.code]
        if self._met_event:
            return Truncated(file=self._source.name, where=where, detail=detail)
        return NotThatFormat(file=self._source.name, format="XES", detail=f"{where}: {detail}")

    def _watch(self) -> Callable[[], None]:
        """Make the parser; gives what is to be called after each block.

        The parser calls Python for each element, so there is one small function for starts, and ends are counted by
        a list's own `append`. `depth` is 1 inside the log, 2 inside a trace, 3 inside an event or a trace's attribute.
        """
        parser = self.parser = expat.ParserCreate(namespace_separator=None)
        events, traces, lines = self._events, self._traces, self._lines
        of_event, of_trace = events.words.extend, traces.words.extend
        ended: list[str] = []
        started = 0
        in_trace = in_event = False

        def start(name: str, given: list[str]) -> None:
            nonlocal started, in_trace, in_event
            started += 1
            depth = started - len(ended)
            if depth == 4:
                if in_event:
                    of_event(given if len(given) == _FOUR else _words(given))
            elif depth == 3:
                in_event = in_trace and name == "event"
                if in_event:
                    self._met_event = True
                    events.begins.append(len(events.words))
                    lines.append(parser.CurrentLineNumber)
                elif in_trace:
                    of_trace(given if len(given) == _FOUR else _words(given))
            elif depth == 2:
                end_trace()
                in_event = False
                in_trace = name == "trace"
                if in_trace:
                    traces.begins.append(len(traces.words))
            elif depth == 1 and name != "log":
                raise NotThatFormat(file=self._source.name, format="XES", detail=f"<{name[:40]}>")

        def end_trace() -> None:
            nonlocal started, in_trace
            if in_trace:
                self._lengths.append(len(lines) - self.complete)
                self.complete = len(lines)
                in_trace = False
            started -= len(ended)
            ended.clear()

        def after_block() -> None:
            if started - len(ended) < 2:
                end_trace()

        parser.StartDoctypeDeclHandler = self._doctype
        parser.ordered_attributes = True
        parser.StartElementHandler = start
        parser.EndElementHandler = ended.append
        return after_block

    def batch(self) -> RawBatch:
        """The complete events since the last batch."""
        number, lengths = self.complete, self._lengths
        traces = pa.array(np.repeat(np.arange(len(lengths)), lengths))
        cases = self._traces.take(len(lengths))
        columns = {f"{CASE_PREFIX}{key}": column.take(traces) for key, column in cases.items()}
        columns |= self._events.take(number)
        lines = np.array(self._lines[:number], dtype=np.int64)
        del self._lines[:number]
        self._lengths, self.complete = [], 0
        self._source.columns = tuple(columns)
        return RawBatch(columns, lines)


def _words(given: list[str]) -> list[str]:
    """The four words of an attribute element, whatever else it carries and in whatever order."""
    pairs = dict(zip(given[::2], given[1::2], strict=True))
    return ["key", pairs.get("key", ""), "value", pairs.get("value", "")]


def _columns(words: list[str], begins: list[int]) -> dict[str, pa.Array]:
    """Values by key of the attributes of elements; of a doubled key the last one counts."""
    if set(words[::_FOUR]) - {"key"}:
        starts = range(0, len(words), _FOUR)
        words = [word for start in starts for word in _words(words[start : start + _FOUR])]
    keys = pa.array(words[1::_FOUR], pa.string()).dictionary_encode()
    values = pa.array(words[3::_FOUR], pa.string())
    owners = np.repeat(np.arange(len(begins)), np.diff([*begins, len(words)]) // _FOUR)
    codes = keys.indices.to_numpy()
    columns = {}
    for code, key in enumerate(keys.dictionary.to_pylist()):
        if key:
            these = np.flatnonzero(codes == code)
            place = np.full(len(begins), -1)
            place[owners[these]] = these
            columns[key] = values.take(pa.array(place, mask=place < 0))
    return columns
