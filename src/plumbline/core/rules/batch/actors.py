"""How many officers of an act count, as columns."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.rules.batch.attachments import flattened
from plumbline.core.rules.batch.columns import People
from plumbline.core.rules.batch.segment import Bools, Ints, Segment


def count_people(
    segment: Segment, rows: pa.Array, days: pa.Array, spec: People
) -> list[tuple[str, pa.Array]]:
    """Columns `:sure`, `:possible` (null where officers are not stated) and `:hard`.

    Hard: an officer named twice, or a confirmation that is missing or later than some gate of the case.
    """
    lists = segment.column("by").take(rows)
    actors, parents = flattened(lists)
    n = len(lists)
    officers = pc.struct_field(actors, "officer").dictionary_encode()
    codes = officers.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    fit, unsure = _fit(segment, actors, officers, codes, days, parents, spec)
    sure = np.bincount(parents[fit & ~unsure], minlength=n)
    possible = np.bincount(parents[fit], minlength=n)
    hard = np.zeros(n, np.bool_)
    hard[parents[_unconfirmed(segment, actors, parents, rows)]] = True
    keys = parents * (len(officers.dictionary) + 1) + codes
    distinct, counts = np.unique(keys, return_counts=True)
    hard[distinct[counts > 1] // (len(officers.dictionary) + 1)] = True
    absent = lists.is_null().to_numpy(zero_copy_only=False)
    return [
        (":sure", pa.array(sure.astype(np.int16), mask=absent)),
        (":possible", pa.array(possible.astype(np.int16), mask=absent)),
        (":hard", pa.array(hard)),
    ]


def _fit(
    segment: Segment,
    actors: pa.Array,
    officers: pa.Array,
    codes: Ints,
    days: pa.Array,
    parents: Ints,
    spec: People,
) -> tuple[Bools, Bools]:
    """Which actors may count, and of which that is not sure."""
    fit = np.ones(len(codes), np.bool_)
    unsure = np.zeros(len(codes), np.bool_)
    if spec.role is not None:
        roles = pc.struct_field(actors, "role")
        unsure |= roles.is_null().to_numpy(zero_copy_only=False)
        fit &= pc.equal(roles, spec.role).fill_null(True).to_numpy(zero_copy_only=False)
    if spec.qualified:
        day = days.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)[parents]
        valid, known = _qualified(segment.around.officers, officers.dictionary.to_pylist(), codes, day)
        unsure |= ~known
        fit &= valid | ~known
    return fit, unsure


def _qualified(register: OfficerRegister, names: list[str], codes: Ints, days: Ints) -> tuple[Bools, Bools]:
    """Whether each actor held a valid certificate that day, and whether the register knows the person."""
    held = [register.certificates.get(name) for name in names]
    known = np.array([h is not None or register.closed for h in held], np.bool_)
    valid = np.zeros(len(codes), np.bool_)
    for i in range(max((len(h) for h in held if h), default=0)):
        start = np.array([h[i].from_day if h and len(h) > i else 1 for h in held], np.int64)
        end = np.array([h[i].to_day if h and len(h) > i else 0 for h in held], np.int64)
        valid |= (start[codes] <= days) & (days <= end[codes])
    if register.closed:
        absent = np.array([h is None for h in held], np.bool_)
        valid |= absent[codes]
    return valid, known[codes] if len(names) else valid


def _unconfirmed(segment: Segment, actors: pa.Array, parents: Ints, rows: pa.Array) -> Bools:
    """Actors whose confirmation is missing, or not surely before every gate and now."""
    confirmed = pc.struct_field(actors, "confirmed_at")
    missing = confirmed.is_null().to_numpy(zero_copy_only=False)
    limit = np.full(segment.cases, segment.around.now, np.int64)
    recorded = segment.column("recorded_at").to_numpy(zero_copy_only=False)
    for gate in segment.around.gates:
        at = segment.rows(gate)
        np.minimum.at(limit, segment.case[at], recorded[at])
    where = rows.fill_null(0).to_numpy(zero_copy_only=False)
    owner = segment.case[where][parents] if len(segment.case) else parents
    values = confirmed.fill_null(0).to_numpy(zero_copy_only=False)
    late: Bools = missing | (values > limit[owner])
    return late
