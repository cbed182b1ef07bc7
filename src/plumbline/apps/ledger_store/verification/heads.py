"""Where each case stands, joined from range to range: some fifty bytes a case, and nothing done case by case.

A case is known here by the hash of its name, 64 bits under a secret of this process. Two names with one hash would be
taken for one case, and the verification would doubt where nothing is wrong; the exact one then says that nothing is.
"""

from __future__ import annotations

from binascii import hexlify
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from plumbline.apps.ledger_store.verification.segment import EARLIEST, Doubt, Entrance, Share
from plumbline.core.ledger.hashing import SIZE

_Numbers: TypeAlias = npt.NDArray[np.int64]


class _Left(NamedTuple):
    """The cases of a range, by hash, and where each stands at its end."""

    keys: _Numbers
    digests: npt.NDArray[Any]
    positions: _Numbers


class Heads:
    """Joins the ranges in their order: each case goes on where an earlier one left it, and times do not fall."""

    def __init__(self) -> None:
        self._left: list[_Left] = []
        self._last_entered = EARLIEST

    def join(self, share: Share) -> None:
        """Take the next range in, packed, and let go of what only the join needs of it; raises Doubt."""
        if share.first_entered < self._last_entered:
            raise Doubt(share.first)
        self._last_entered = max(self._last_entered, share.last_entered)
        left = _unpacked(share)
        for case, entrance in share.entrances.items():
            self._go_on(hash(case), entrance)
        went_on = np.fromiter(map(hash, share.entrances), np.int64, len(share.entrances))
        begun = np.setdiff1d(left.keys, went_on)
        if any(_found(earlier, begun).any() for earlier in self._left):
            raise Doubt(share.first)
        self._left.append(left)
        share.entrances.clear()
        share.left = None

    def _go_on(self, key: int, entrance: Entrance) -> None:
        for left in reversed(self._left):
            place = int(np.searchsorted(left.keys, key))
            if place < len(left.keys) and left.keys[place] == key:
                written = b'"sha256:%b"' % hexlify(left.digests[place].tobytes())
                if entrance.position == left.positions[place] + 1 and entrance.previous == written:
                    return
                break
        raise Doubt(entrance.leaf)


def _unpacked(share: Share) -> _Left:
    assert share.left is not None
    names, digests, positions = share.left
    cases = names.split(b"\x00") if names else []
    if len(cases) != len(positions):
        raise Doubt(share.first)
    keys = np.fromiter(map(hash, cases), np.int64, len(cases))
    order = np.argsort(keys)
    rows = np.frombuffer(digests, np.uint8).reshape(-1, SIZE)
    return _Left(keys[order], rows[order], np.array(positions, np.int64)[order])


def _found(left: _Left, keys: _Numbers) -> npt.NDArray[np.bool_]:
    """Which of the keys the range has."""
    if not len(left.keys):
        return np.zeros(len(keys), bool)
    places = np.minimum(np.searchsorted(left.keys, keys), len(left.keys) - 1)
    return np.equal(left.keys[places], keys)
