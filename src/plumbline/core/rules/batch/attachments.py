"""Whether records carry a document or a recording that covers the act, as columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.rules.batch.segment import Ints, Segment, filled


def flattened(lists: pa.Array) -> tuple[pa.Array, npt.NDArray[np.int64]]:
    """The elements of all lists, and the list each belongs to."""
    return lists.flatten(), pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)


def any_in(hits: npt.NDArray[np.bool_], parents: npt.NDArray[np.int64], lists: pa.Array) -> pa.Array:
    """Whether each list has a hit; null where the list is null."""
    found = np.zeros(len(lists), np.bool_)
    found[parents[hits]] = True
    return pa.array(found, mask=lists.is_null().to_numpy(zero_copy_only=False))


def has_document(segment: Segment, rows: pa.Array, name: str) -> pa.Array:
    """Whether each record carries the document."""
    lists = segment.column("documents").take(rows)
    values, parents = flattened(lists)
    hits = pc.equal(values, name).fill_null(False).to_numpy(zero_copy_only=False)
    return any_in(hits, parents, lists)


def has_recording(segment: Segment, rows: pa.Array, kind: str) -> pa.Array:
    """Whether each record carries a recording of the kind whose span, if stated, covers the act."""
    lists = segment.column("recordings").take(rows)
    values, parents = flattened(lists)
    hits = (
        pc.equal(pc.struct_field(values, "kind"), kind).fill_null(False).to_numpy(zero_copy_only=False).copy()
    )
    start, end = pc.struct_field(values, "start"), pc.struct_field(values, "end")
    stated = np.flatnonzero(hits & pc.and_(start.is_valid(), end.is_valid()).to_numpy(zero_copy_only=False))
    at = filled(rows)[0][parents[stated]]
    begun, ended = (filled(c)[0][stated] for c in (start, end))
    hits[stated] = _covers(segment, at, begun, ended)
    return any_in(hits, parents, lists)


def _covers(segment: Segment, rows: Ints, start: Ints, end: Ints) -> npt.NDArray[np.bool_]:
    """Whether spans cover acts: to the instant where both are known so well, else by the day."""

    def of(name: str) -> Ints:
        return segment.ints(name)[0][rows]

    exact = (of("pr") & of("epr")).astype(np.bool_)
    by_instant = (start <= of("us")) & (end >= of("eus"))
    day_of = segment.around.midnights.days
    by_day = (day_of(start) <= of("day")) & (day_of(end) >= of("eday"))
    covers: npt.NDArray[np.bool_] = np.where(exact, by_instant, by_day)
    return covers
