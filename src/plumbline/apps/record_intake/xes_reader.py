"""XES in batches: one row an event, the attributes of its trace as columns `case:…`.

Nested attributes are passed over, as are globals, extensions and classifiers. A trace becomes rows when it is complete,
so that a file cut off in the middle still gives its whole cases. A DOCTYPE is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from plumbline.apps.record_intake.errors import DoctypeRefused, NotThatFormat, Truncated
from plumbline.apps.record_intake.mapping import CASE_PREFIX
from plumbline.apps.record_intake.opening import UnpackLimits, open_bytes
from plumbline.apps.record_intake.rows import BATCH_ROWS, RawBatch, Source

_BLOCK = 1 << 18
_Event = dict[str, str]


def read_xes(path: Path, source: Source, limits: UnpackLimits) -> Iterator[RawBatch]:
    """The events of an XES file. Raises `FileError` where it cannot be read on; earlier traces come first."""
    log = _Log(source)
    source.encoding = "xml"
    with open_bytes(path, limits) as stream:
        while True:
            failure: Exception | None = None
            try:
                block = stream.read1(_BLOCK)  # type: ignore[attr-defined]
                log.parser.Parse(block, not block)
            except expat.ExpatError as error:
                failure = log.broken(error)
            except Truncated as error:
                failure, block = error, b""
            if len(log.events) >= BATCH_ROWS or not block or failure is not None:
                yield log.batch()
            if failure is not None:
                raise failure
            if not block:
                return


class _Log:
    """What was read of a log so far; `events` are those of complete traces."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.events: list[tuple[_Event, _Event, int]] = []
        self._event_keys: dict[str, None] = {}
        self._case_keys: dict[str, None] = {}
        self.parser = expat.ParserCreate(namespace_separator=None)
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._watch()

    def _doctype(self, *_given: object) -> None:
        raise DoctypeRefused(file=self._source.name, line=self.parser.CurrentLineNumber)

    def broken(self, error: expat.ExpatError) -> Truncated | NotThatFormat:
        """The error of a log that cannot be read on."""
        where, detail = f"line {error.lineno}", expat.errors.messages[error.code]
        if self._event_keys:
            return Truncated(file=self._source.name, where=where, detail=detail)
        return NotThatFormat(file=self._source.name, format="XES", detail=f"{where}: {detail}")

    def _watch(self) -> None:
        """The handlers. `depth` is 1 inside the log, 2 inside a trace, 3 inside an event or a trace's attribute."""
        parser, events = self.parser, self.events
        event_keys, case_keys = self._event_keys, self._case_keys
        depth = 0
        in_trace = False
        case: _Event = {}
        trace: list[tuple[_Event, int]] = []
        event: _Event | None = None

        def start(name: str, given: list[str]) -> None:
            nonlocal depth, in_trace, case, event
            depth += 1
            if depth == 4:
                if event is not None:
                    key, value = _key_value(given)
                    if key:
                        event[key] = value
            elif depth == 3:
                if not in_trace:
                    return
                if name == "event":
                    event = {}
                    trace.append((event, parser.CurrentLineNumber))
                else:
                    key, value = _key_value(given)
                    if key:
                        case[key] = value
            elif depth == 2:
                in_trace = name == "trace"
                if in_trace:
                    case = {}
            elif depth == 1 and name != "log":
                raise NotThatFormat(file=self._source.name, format="XES", detail=f"<{name[:40]}>")

        def end(_name: str) -> None:
            nonlocal depth, event
            depth -= 1
            if depth == 2:
                if event is not None and not event.keys() <= event_keys.keys():
                    event_keys.update(dict.fromkeys(event))
                event = None
            elif depth == 1 and in_trace:
                if not case.keys() <= case_keys.keys():
                    case_keys.update(dict.fromkeys(case))
                events.extend((case, each, line) for each, line in trace)
                trace.clear()

        parser.StartElementHandler = start
        parser.EndElementHandler = end

    def batch(self) -> RawBatch:
        """The events gathered since the last batch."""
        events = self.events
        columns = {
            f"{CASE_PREFIX}{key}": pa.array([case.get(key) for case, _event, _line in events], pa.string())
            for key in self._case_keys
        }
        for key in self._event_keys:
            columns[key] = pa.array([event.get(key) for _case, event, _line in events], pa.string())
        lines = np.array([line for _case, _event, line in events], dtype=np.int64)
        self._source.columns = tuple(columns)
        events.clear()
        return RawBatch(columns, lines)


def _key_value(given: list[str]) -> tuple[str, str]:
    """Key and value of an attribute element, whatever else it carries and in whatever order."""
    if len(given) == 4 and given[0] == "key":
        return given[1], given[3]
    pairs = dict(zip(given[::2], given[1::2], strict=True))
    return pairs.get("key", ""), pairs.get("value", "")
