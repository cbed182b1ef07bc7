"""Officers who must not be those of other acts, judged over every such act of the case, as columns.

Here no step needs to be single: each judged act is paired with all records of the other step in its case.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.rules.batch.attachments import flattened
from plumbline.core.rules.batch.segment import Bools, Ints, Segment, filled


class _Pairs(NamedTuple):
    """Judged rows of the table (`at`), the records that stand there, and a record of the other step for each."""

    at: Ints
    judged: Ints
    other: Ints


def shares_officer(segment: Segment, rows: pa.Array, step: str) -> list[tuple[str, pa.Array]]:
    """`:surely` and `:perhaps`: whether an act of the step before the judged one has an officer of it."""
    pairs = _pairs(segment, rows, step)
    before, unsure = _stands(segment, pairs)
    by = segment.column("by")
    theirs = by.take(pa.array(pairs.other))
    unstated = theirs.is_null().to_numpy(zero_copy_only=False)
    actors, parents = flattened(theirs)
    shared = np.zeros(len(pairs.at), np.bool_)
    shared[parents[_among(segment, rows, pairs.at[parents], pc.struct_field(actors, "officer"))]] = True
    surely = shared & before
    perhaps = (shared & unsure) | (unstated & (before | unsure))
    return _told(len(rows), pairs.at, surely, perhaps)


def was_recused(segment: Segment, rows: pa.Array, step: str) -> list[tuple[str, pa.Array]]:
    """`:surely` and `:perhaps`: whether a record of the step before the judged act recused an officer of it."""
    pairs = _pairs(segment, rows, step)
    before, unsure = _stands(segment, pairs)
    at = pa.array(pairs.other)
    granted, person = segment.field("granted", at), segment.field("officer", at).cast(pa.string())
    yes, silent = filled(granted.cast(pa.bool_()))
    named = person.is_valid().to_numpy(zero_copy_only=False)
    mine = _among(segment, rows, pairs.at, person)
    counts = (before | unsure) & (silent | (yes != 0)) & (~named | mine)
    surely = counts & before & (yes != 0) & ~silent & named
    return _told(len(rows), pairs.at, surely, counts & ~surely)


def _told(n: int, at: Ints, surely: Bools, perhaps: Bools) -> list[tuple[str, pa.Array]]:
    columns = []
    for suffix, hits in ((":surely", surely), (":perhaps", perhaps)):
        found = np.zeros(n, np.bool_)
        found[at[hits]] = True
        columns.append((suffix, pa.array(found)))
    return columns


def _pairs(segment: Segment, rows: pa.Array, step: str) -> _Pairs:
    others = segment.rows(step)
    owners = segment.case[others]
    order = np.argsort(owners, kind="stable")
    counts = np.bincount(owners, minlength=segment.cases)
    starts = np.cumsum(counts) - counts
    judged, absent = filled(rows)
    here = np.flatnonzero(~absent)
    if len(others) == 0 or len(here) == 0:
        none = np.zeros(0, np.int64)
        return _Pairs(none, none, none)
    cases = segment.case[judged[here]]
    number = counts[cases]
    at = np.repeat(here, number)
    first = np.repeat(np.cumsum(number) - number, number)
    place = np.arange(len(at)) - first + np.repeat(starts[cases], number)
    return _Pairs(at, judged[at], others[order[place]])


def _stands(segment: Segment, pairs: _Pairs) -> tuple[Bools, Bools]:
    """Which other records surely stand before the judged one, and of which that turns on the order within the day."""

    def of(name: str, rows: Ints) -> Ints:
        return segment.ints(name)[0][rows]

    end, day = of("eday", pairs.other), of("day", pairs.judged)
    exact = (of("epr", pairs.other) & of("pr", pairs.judged)).astype(np.bool_)
    ended, began = of("eus", pairs.other), of("us", pairs.judged)
    timed = (ended < began) | ((ended == began) & (of("seq", pairs.other) < of("seq", pairs.judged)))
    early = (of("rec", pairs.other) <= of("rec", pairs.judged)) & (pairs.other != pairs.judged)
    before = early & np.where(end != day, end < day, exact & timed)
    return before, early & (end == day) & ~exact


def _among(segment: Segment, rows: pa.Array, at: Ints, persons: pa.Array) -> Bools:
    """Whether each person acts in the judged act that stands in the given row of the table."""
    needed = np.unique(at)
    lists = segment.column("by").take(rows.take(pa.array(needed)))
    actors, parents = flattened(lists)
    mine = pc.struct_field(actors, "officer")
    names = mine.unique()
    width = len(names) + 1
    held = parents * width + pc.index_in(mine, value_set=names).to_numpy(zero_copy_only=False)
    place = np.searchsorted(needed, at)
    code, unknown = filled(pc.index_in(persons, value_set=names))
    found: Bools = np.isin(place * width + code, held) & ~unknown
    return found
