"""Columns compared with a record's canonical bytes without parsing them.

A record has one form and its members stand in one order (`core.ledger.record`), so what a column says must stand
between two marks, in one place. No text inside a record can imitate a mark: its quotation marks are escaped. Only
`fields` holds nested objects; what stands before it is looked for from the start, what stands after it from the end.
That the bytes are a well-formed record is another question (`form`).
"""

from __future__ import annotations

from array import array
from binascii import hexlify, unhexlify
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import instant_of
from plumbline.core.ledger.record import read_record

Row: TypeAlias = tuple[Any, ...]
"""leaf_hash, record_id, case_id, position, step, organ, at, recorded_at, corrects, data: texts as UTF-8."""

Instants: TypeAlias = npt.NDArray[np.int64]
"""Times of entry, one for each row."""

NOTHING_BEFORE: Final = b"null"
_PREVIOUS: Final = b'","personal":{},"previous":'
_BEGINS: Final = b'%bnull,"recorded_at":"' % _PREVIOUS
_GOES_ON: Final = (b'%b"sha256:' % _PREVIOUS, b'","recorded_at":"')
"""In a record with nothing personal: what it continues, and what stands around the hash of the record before."""
_PRECISION: Final = {
    len("2026-03-02"): b'{"at":{"precision":"day","value":"',
    len("2026-03-02T09:30+08:00"): b'{"at":{"precision":"minute","value":"',
    len("2026-03-02T09:30:00+08:00"): b'{"at":{"precision":"second","value":"',
    len("2026-03-02T09:30:00.000000+08:00"): b'{"at":{"precision":"microsecond","value":"',
}
_CASE: Final = b'],"case":"'
_CORRECTS: Final = b'],"corrects":'
_NOT_CORRECTED: Final = b'],"corrects":null,"entered_by":"'
_ID: Final = b'},"format":"plumbline-record/1","id":"'
_ENTERED: Final = b',"recorded_at":"'
_INSTANT: Final = len("2026-03-02T09:30:00.000000+08:00")
_MINUTE: Final = len("2026-03-02T09:30")
_NONCE: Final = 32
_HASH: Final = 71
_OFFSET: Final = 8 * 3_600_000_000
_MOST: Final = 100_000
_NONCE_MARK: Final = b'","nonce":"'
_CONFIRMED: Final = b'","confirmations":['
_NO_MARK: Final = b"\x00"
"""Stands in no record."""


def is_quoted(text: bytes) -> bool:
    """Whether a text would be written with escapes; put between marks as it is, it could imitate one of them."""
    return 0x22 in text or 0x5C in text


def _corrected(corrects: bytes | None) -> bytes:
    if corrects is None:
        return _NOT_CORRECTED
    return _NO_MARK if is_quoted(corrects) else b'],"corrects":"%b","entered_by":"' % corrects


def _are_instants(written: Sequence[bytes], entered: Instants) -> bool:
    """Whether the times of entry, written without their offset, are these instants; raises ValueError for no time."""
    local = np.frombuffer(b"".join(written), "S26").astype("M8[us]").astype(np.int64)
    return bool(np.array_equal(local - _OFFSET, entered))


class Unlike(NamedTuple):
    """A record that is not seen at a glance to hold; `continued` is what it must continue, None: not known here."""

    number: int
    continued: bytes | None


class Chains:
    """Where each case of a range stands: `last` has the number of its last record in the range.

    Hashes, in hex, and positions lie one behind the other, whatever case they are of; a case is its name and a number.
    """

    __slots__ = ("hexed", "last", "positions")

    def __init__(self) -> None:
        self.last: dict[bytes, int] = {}
        self.hexed = bytearray()
        self.positions = array("q")

    def take(self, digests: Sequence[bytes], positions: Iterable[int]) -> int:
        """The next records; the number of the first. Raises TypeError for a position that is no whole number."""
        first = len(self.positions)
        self.positions.extend(positions)
        self.hexed += hexlify(b"".join(digests))
        return first

    def packed(self) -> tuple[bytes, bytes, array[int]]:
        """Names with zeros between them, hashes and positions of the last records."""
        hexed, positions, last = self.hexed, self.positions, self.last.values()
        digests = unhexlify(b"".join([hexed[64 * at : 64 * at + 64] for at in last]))
        return b"\x00".join(self.last), digests, array("q", [positions[at] for at in last])


class _Marks(dict[bytes, bytes]):
    """Texts that come again and again, with what stands before and after them in a record."""

    def __init__(self, before: bytes, after: bytes) -> None:
        super().__init__()
        self._before, self._after = before, after

    def __missing__(self, text: bytes) -> bytes:
        if len(self) > _MOST:
            self.clear()
        found = self[text] = _NO_MARK if is_quoted(text) else self.made(text)
        return found

    def made(self, text: bytes) -> bytes:
        return self._before + text + self._after


class _Moments(_Marks):
    """How a record begins that happened then."""

    def made(self, text: bytes) -> bytes:
        before = _PRECISION.get(len(text))
        return before + text + self._after if before else _NO_MARK


class _Minutes(dict[bytes, int]):
    """The instant of a minute; ValueError where there is none."""

    def __missing__(self, minute: bytes) -> int:
        try:
            found = instant_of(minute.decode("ascii") + "+08:00")
        except (RecordMalformed, UnicodeDecodeError) as error:
            raise ValueError(minute) from error
        if len(self) > _MOST:
            self.clear()
        self[minute] = found
        return found


class Columns:
    """Compares the columns of one record after another with its bytes; keeps the marks that come again and again."""

    def __init__(self) -> None:
        self.has_values = False
        """Whether the record asked of last has personal values or files."""
        self._moments = _Moments(b"", b'"},"attachments":[')
        self._starts = _Moments(b"", b'"},"attachments":[],"by":[')
        self._organs = _Marks(b'","organ":"', b'","pack":"')
        self._steps = _Marks(b'+08:00","step":"', b'","until":null}')
        self._minutes = _Minutes()

    def follow(
        self, rows: Sequence[Row], first: int, chains: Chains, entered_at: Instants, careful: bool
    ) -> list[Unlike]:
        """Move the cases on by these records, taken in from number `first`; answers with those that need a closer look.

        A record of the plain form (nothing personal, no files, a momentary act) that continues what is known has but
        two stretches behind its fields that no column repeats, a nonce and a pack's hash of one length each. Lists of
        persons end at the first bracket, or the record is looked at closer. `careful` says that an id has quotation
        marks; then none is seen at a glance. Raises ValueError.
        """
        last, get, hexed, positions = chains.last, chains.last.get, chains.hexed, chains.positions
        starts, organs, steps, (goes_on, entered) = self._starts, self._organs, self._steps, _GOES_ON
        unlike, written = [], []
        for number, row in enumerate(rows, first):
            _, record, case, position, step, organ, at, _, corrects, data = row
            before = get(case)
            last[case] = number
            if before is None:
                continued = _BEGINS
                if position:
                    unlike.append(Unlike(number - first, None))
                    continue
            elif position == positions[before] + 1:
                continued = goes_on + hexed[64 * before : 64 * before + 64] + entered
            else:
                raise ValueError(position)
            start, known, end = starts[at], organs[organ], steps[step]
            named, opens = _ID + record + _NONCE_MARK, _CASE + case + _CONFIRMED
            begun, ends_at = len(start), len(data) - len(end)
            time = ends_at - 26
            follows = time - len(continued)
            pack = follows - 71
            organ_at = pack - len(known)
            nonce = organ_at - 32
            named_at, place = nonce - len(named), data.find(b"]", begun)
            confirmed = place + len(opens)
            if (  # a stretch whose end is known is compared sooner than looked for by its start
                data[:begun] == start
                and data[place:confirmed] == opens
                and data.startswith(
                    _NOT_CORRECTED if corrects is None else _corrected(corrects), data.find(b"]", confirmed)
                )
                and named_at > place  # below 0 it would be counted from the end
                and data[named_at:nonce] == named
                and data[organ_at:pack] == known
                and data[follows:time] == continued
                and data[ends_at:] == end
                and not careful
            ):
                written.append(data[time : time + 26])
            else:
                unlike.append(Unlike(number - first, continued[len(_PREVIOUS) : -len(_ENTERED)]))
        seen = np.delete(entered_at, [one.number for one in unlike]) if unlike else entered_at
        if not _are_instants(written, seen):
            raise ValueError(written)
        return unlike

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
        if is_quoted(record + case):
            raise ValueError(record)
        start = self._moments[at]
        found = data.find(_CASE, len(start))
        mark = b'],"case":"%b","confirmations":[' % case
        if not data.startswith(start) or not data.startswith(mark, found):
            raise ValueError(at)
        if not data.startswith(_corrected(corrects), data.find(_CORRECTS, found)):
            raise ValueError(corrects)
        end = self._steps[step]
        last = len(data) - len(end) if data.endswith(end) else data.rfind(end[:-5])  # an act may have an end
        since = last - _INSTANT + 6
        if last < found or not data.startswith(_ENTERED, since - len(_ENTERED)):
            raise ValueError(step)
        seconds = int(data[since + 17 : since + 19] + data[since + 20 : last])
        if self._minutes[data[since : since + _MINUTE]] + seconds != entered:
            raise ValueError(entered)
        named = since - len(_ENTERED)
        named -= (
            len(NOTHING_BEFORE) if data.startswith(NOTHING_BEFORE, named - len(NOTHING_BEFORE)) else _HASH + 2
        )
        self._check_names(data, found, named, record, self._organs[organ])
        self.has_values = data.startswith(b"{", len(start)) or not data.startswith(
            _PREVIOUS, named - len(_PREVIOUS)
        )
        return data[named : since - len(_ENTERED)]

    def _check_names(self, data: bytes, found: int, named: int, record: bytes, known: bytes) -> None:
        """Id and organ, which stand behind the fields; the commitments before `named` may be many."""
        mark = b'%b%b","nonce":"' % (_ID, record)
        if data.startswith(_PREVIOUS, named - len(_PREVIOUS)):
            place = named - len(_PREVIOUS) - _HASH - len(known) - _NONCE - len(mark)
        else:
            place = data.rfind(mark)
        if place < found or not data.startswith(mark, place):
            raise ValueError(record)
        if not data.startswith(known, place + len(mark) + _NONCE):
            raise ValueError(known)

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
