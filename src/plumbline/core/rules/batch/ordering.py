"""What stands before what, and what follows first, for single records: the same tests as `facts/record.py`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from plumbline.core.rules.batch.columns import FirstAfter, Order, Said
from plumbline.core.rules.batch.segment import Facts

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
_OWN_ACT = 2**31
"""The day held for what the judged record states itself, later than every other; its first stated field counts."""


def stands_before(fact: Facts, spec: Order) -> pa.Array:
    """`surely_before` of the two single records: null where the order within a day decides, false without a record."""
    step, judged = spec.step, spec.judged
    rows = np.flatnonzero(fact.there(step) & fact.there(judged))

    def of(who: str, name: str) -> Ints:
        return fact.values(who, name)[rows]

    eday, day = of(step, "eday"), of(judged, "day")
    late = of(step, "rec") > of(judged, "rec")
    exact = (of(step, "epr") & of(judged, "pr")).astype(np.bool_)
    eus, us = of(step, "eus"), of(judged, "us")
    timed = (eus < us) | ((eus == us) & (of(step, "seq") < of(judged, "seq")))
    stands = np.where(eday != day, eday < day, timed) & ~late
    unsure = (eday == day) & ~exact & ~late
    full = np.zeros(len(fact.there(judged)), np.bool_)
    full[rows] = stands
    doubt = np.zeros(len(full), np.bool_)
    doubt[rows] = unsure
    return pa.array(full, mask=doubt)


def last_said(fact: Facts, spec: Said) -> list[tuple[str, pa.Array]]:
    """The value that the last setter states, as `facts/before.attribute` reads it; `:silent` where one states none."""
    judged = spec.judged
    n = len(fact.there(judged))
    names = ("eday", "eus", "epr", "seq")
    held = {name: np.zeros(n, np.int64) for name in names}
    chosen = np.full(n, -1, np.int64)
    silent = np.zeros(n, np.bool_)
    columns: list[pa.Array] = []
    for number, (step, field) in enumerate(spec.setters):
        said = fact(step, f"f:{field}")
        columns.append(said)
        stated = said.is_valid().to_numpy(zero_copy_only=False)
        there = fact.there(step) & fact.there(judged)
        if step == judged:
            # the judged record itself says it last of all
            silent |= there & ~stated
            first = there & stated & (held["eday"] < _OWN_ACT)
            chosen[first] = number
            held["eday"][first] = _OWN_ACT
            continue
        rows = np.flatnonzero(there)
        rows = rows[_counts(fact, step, judged, rows)]
        silent[rows[~stated[rows]]] = True
        rows = rows[stated[rows]]
        later = (chosen[rows] < 0) | _later(
            fact, step, rows, {name: column[rows] for name, column in held.items()}
        )
        taken = rows[later]
        chosen[taken] = number
        for name in names:
            held[name][taken] = fact.values(step, name)[taken]
    at = np.where(chosen >= 0, chosen * n + np.arange(n), 0)
    value = pa.concat_arrays(columns).take(pa.array(at, mask=chosen < 0))
    return [("", value), (":silent", pa.array(silent))]


def _counts(fact: Facts, step: str, judged: str, rows: Ints) -> Bools:
    """`counts_for`: the test of two times, same-day acts by sequence."""
    eday, day = fact.values(step, "eday")[rows], fact.values(judged, "day")[rows]
    eus, us = fact.values(step, "eus")[rows], fact.values(judged, "us")[rows]
    exact = (fact.values(step, "epr")[rows] & fact.values(judged, "pr")[rows]).astype(np.bool_)
    by_seq = fact.values(step, "seq")[rows] < fact.values(judged, "seq")[rows]
    same = np.where(exact & (eus != us), eus < us, by_seq)
    late = fact.values(step, "rec")[rows] > fact.values(judged, "rec")[rows]
    counts: Bools = np.where(eday != day, eday < day, same) & ~late
    return counts


def _later(fact: Facts, step: str, rows: Ints, held: dict[str, Ints]) -> Bools:
    """`follows`: the step's record against the end of the one held so far."""
    day, us, pr = (fact.values(step, name)[rows] for name in ("day", "us", "pr"))
    exact = (pr & held["epr"]).astype(np.bool_) & (us != held["eus"])
    same = np.where(exact, us > held["eus"], fact.values(step, "seq")[rows] > held["seq"])
    later: Bools = np.where(day != held["eday"], day > held["eday"], same)
    return later


def first_after(fact: Facts, spec: FirstAfter) -> list[tuple[str, pa.Array]]:
    """The first of several single records that follow the opener.

    Columns `:there`, `:day`, `:seq`, `:rday`, `:unmatched` where one follows that lacks a match field; for terms in
    hours `:us`, `:rec` and `:last`, the latest instant that the act may stand for.
    """
    n = len(fact.there(spec.opener))
    names = ("day", "us", "seq", "rday", "rec", "last") if spec.instants else ("day", "us", "seq", "rday")
    best: dict[str, Ints] = {name: np.zeros(n, np.int64) for name in names}
    found = np.zeros(n, np.bool_)
    unmatched = np.zeros(n, np.bool_)
    for step in spec.steps:
        if step == spec.opener:
            continue
        rows = _following(fact, step, spec.opener)
        if spec.match:
            rows, doubtful = _matched(fact, step, spec, rows)
            unmatched[doubtful] = True
        mine = {name: fact.values(step, name)[rows] for name in names}
        held = {name: column[rows] for name, column in best.items()}
        keys = ("day", "seq") if spec.by_day else ("day", "us", "seq")
        take = ~found[rows] | _earlier(mine, held, keys)
        for name, column in best.items():
            column[rows[take]] = mine[name][take]
        found[rows] = True
    absent = ~found
    return [
        (":there", pa.array(found)),
        (":day", pa.array(best["day"].astype(np.int32), mask=absent)),
        (":seq", pa.array(best["seq"], mask=absent)),
        (":rday", pa.array(best["rday"].astype(np.int32), mask=absent)),
        (":unmatched", pa.array(unmatched)),
        *((f":{name}", pa.array(best[name], mask=absent)) for name in ("us", "rec", "last") if spec.instants),
    ]


def _following(fact: Facts, step: str, opener: str) -> Ints:
    """The rows in which the step's record follows the opener's."""
    rows = np.flatnonzero(fact.there(step) & fact.there(opener))
    day, eday = fact.values(step, "day")[rows], fact.values(opener, "eday")[rows]
    us, eus = fact.values(step, "us")[rows], fact.values(opener, "eus")[rows]
    exact = (fact.values(step, "pr")[rows] & fact.values(opener, "epr")[rows]).astype(np.bool_) & (us != eus)
    same = np.where(exact, us > eus, fact.values(step, "seq")[rows] > fact.values(opener, "seq")[rows])
    kept: Ints = rows[np.where(day != eday, day > eday, same)]
    return kept


def _matched(fact: Facts, step: str, spec: FirstAfter, rows: Ints) -> tuple[Ints, Ints]:
    """The rows whose match fields agree, and those that lack one while the opener states its own."""
    at = pa.array(rows)
    agree = np.ones(len(rows), np.bool_)
    lacking = np.zeros(len(rows), np.bool_)
    stated = np.ones(len(rows), np.bool_)
    for name in spec.match:
        mine, said = fact(spec.opener, f"f:{name}").take(at), fact(step, f"f:{name}").take(at)
        agree &= pc.equal(mine, said).fill_null(False).to_numpy(zero_copy_only=False)
        lacking |= said.is_null().to_numpy(zero_copy_only=False)
        stated &= mine.is_valid().to_numpy(zero_copy_only=False)
    return rows[agree], rows[lacking & stated]


def _earlier(mine: dict[str, Ints], held: dict[str, Ints], keys: tuple[str, ...]) -> Bools:
    result = np.zeros(len(mine["day"]), np.bool_)
    equal = np.ones(len(mine["day"]), np.bool_)
    for key in keys:
        result |= equal & (mine[key] < held[key])
        equal &= mine[key] == held[key]
    return result
