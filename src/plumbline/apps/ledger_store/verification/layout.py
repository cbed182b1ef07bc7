"""Columns compared with a record's canonical bytes without parsing them.

A record has one form and its members stand in one order (`core.ledger.record`), so what a column says must stand
between two marks, in one place. No text inside a record can imitate a mark: its quotation marks are escaped. Only
`fields` holds nested objects; what stands before it is looked for from the start, what stands after it from the end.
That the bytes are a well-formed record is another question (`form`).
"""

from __future__ import annotations

from typing import Final

from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import instant_of
from plumbline.core.ledger.record import read_record

_PRECISION: Final = {
    len("2026-03-02"): b'{"at":{"precision":"day","value":"',
    len("2026-03-02T09:30+08:00"): b'{"at":{"precision":"minute","value":"',
    len("2026-03-02T09:30:00+08:00"): b'{"at":{"precision":"second","value":"',
    len("2026-03-02T09:30:00.000000+08:00"): b'{"at":{"precision":"microsecond","value":"',
}
_CASE: Final = b'],"case":"'
_CORRECTS: Final = b'],"corrects":'
_NOT_CORRECTED: Final = b'],"corrects":null,"entered_by":"'
_ENTERED: Final = b',"recorded_at":"'
_INSTANT: Final = len("2026-03-02T09:30:00.000000+08:00")
_NONCE: Final = 32
_NOTHING_PERSONAL: Final = b'","personal":{},"previous":'


class Columns:
    """Compares the columns of one record after another with its bytes; keeps the marks that come again and again."""

    def __init__(self) -> None:
        self.has_values = False
        """Whether the last record has personal values or files."""
        self._organs: dict[bytes, bytes] = {}
        self._steps: dict[bytes, bytes] = {}
        self._minutes: dict[bytes, int] = {}

    def previous(
        self,
        data: bytes,
        record: bytes,
        case: bytes,
        step: bytes,
        organ: bytes,
        at: bytes,
        entered: int,
        corrects: bytes | None,
    ) -> bytes:
        """What the record continues, as written (`null` or a hash), once every column was seen to hold.

        Raises ValueError, KeyError or TypeError where one does not, or where a text has escapes: `previous_by_reading`
        then decides.
        """
        start = _PRECISION[len(at)] + at + b'"},"attachments":['
        found = data.find(_CASE, len(start))
        mark = b'],"case":"%b","confirmations":[' % case
        if not data.startswith(start) or not data.startswith(mark, found):
            raise ValueError(at)
        mark = _NOT_CORRECTED if corrects is None else b'],"corrects":"%b","entered_by":"' % corrects
        if not data.startswith(mark, data.find(_CORRECTS, found)):
            raise ValueError(corrects)
        end = self._steps.get(step) or self._step(step)
        last = len(data) - len(end) if data.endswith(end) else data.rfind(end[:-5])  # an act may have an end
        since = last - _INSTANT - 16
        if last < found or not data.startswith(_ENTERED, since):
            raise ValueError(step)
        written = data[since + 16 : since + 32]
        minute = self._minutes.get(written) or self._minute(written)
        seconds = int(data[since + 33 : since + 35] + data[since + 36 : since + 42])
        if minute + seconds != entered or not data.startswith(b"+08:00", since + 42):
            raise ValueError(entered)
        named = since - 4 if data.startswith(b"null", since - 4) else since - 73
        mark = b'},"format":"plumbline-record/1","id":"%b","nonce":"' % record
        known = self._organs.get(organ) or self._organ(organ)
        if data.startswith(_NOTHING_PERSONAL, named - 27):
            self.has_values = data.startswith(b"{", len(start))
            place = named - 98 - len(known) - _NONCE - len(mark)
        else:
            self.has_values = True
            place = data.rfind(mark)
        if place < found or not data.startswith(mark, place):
            raise ValueError(record)
        if not data.startswith(known, place + len(mark) + _NONCE):
            raise ValueError(organ)
        return data[named:since]

    def previous_by_reading(self, data: bytes, *row: bytes | int | None) -> bytes:
        """As `previous`, by parsing: for records whose texts have escapes. Raises ValueError."""
        try:
            one = read_record(data)
        except RecordMalformed as error:
            raise ValueError(row) from error
        said = (one.id, one.case, one.step, one.organ, one.at.value, one.recorded_at, one.corrects)
        if said != tuple(part.decode() if isinstance(part, bytes) else part for part in row):
            raise ValueError(row)
        self.has_values = bool(one.personal or one.attachments)
        return b"null" if one.previous is None else f'"{one.previous}"'.encode()

    def _organ(self, organ: bytes) -> bytes:
        found = self._organs[organ] = b'","organ":"%b","pack":"' % organ
        return found

    def _step(self, step: bytes) -> bytes:
        found = self._steps[step] = b'","step":"%b","until":null}' % step
        return found

    def _minute(self, minute: bytes) -> int:
        try:
            found = instant_of(minute.decode("ascii") + "+08:00")
        except (RecordMalformed, UnicodeDecodeError) as error:
            raise ValueError(minute) from error
        if len(self._minutes) > 100_000:
            self._minutes.clear()
        self._minutes[minute] = found
        return found
