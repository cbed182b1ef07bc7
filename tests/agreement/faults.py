"""Faults planted in one of the evaluators while a batch is judged, to see that the test sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa

from plumbline.core.clocks.deadline import due_day
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.rules import act_table, atoms, compile_one
from plumbline.core.rules.batch import actors, due_columns, milestones, ordering, outcomes, paused
from plumbline.core.rules.batch.clocks import Clocks

Fault = Callable[[], Any]


def _ties_by_sequence() -> Any:
    real = ordering.stands_before

    def wrong(fact: Any, spec: Any) -> Any:
        return real(fact, spec).fill_null(True)

    return patch.object(milestones, "stands_before", wrong)


def _pause_counts_its_first_day() -> Any:
    real = paused._moved

    def wrong(calendar: Any, spec: Any, start: int, begin: int, end: int) -> Any:
        return real(calendar, spec, start, begin - 1, end)

    return patch.object(paused, "_moved", wrong)


def _pause_in_the_rolled_tail_ignored() -> Any:
    real = paused._moved

    def wrong(calendar: Any, spec: Any, start: int, begin: int, end: int) -> Any:
        period = paused.Period(spec.n, spec.unit, False)
        if begin >= due_day(start, period, calendar).day:  # type: ignore[operator]
            return due_day(start, replace(period, roll=spec.rolls), calendar).day
        return real(calendar, spec, start, begin, end)

    return patch.object(paused, "_moved", wrong)


def _pause_entered_late_is_not_told() -> Any:
    real = milestones.paused_due

    def wrong(fact: Any, spec: Any) -> Any:
        return [
            (n, pa.array([False] * len(c), pa.bool_()) if n == ":late" else c) for n, c in real(fact, spec)
        ]

    return patch.object(milestones, "paused_due", wrong)


def _last_day_does_not_roll() -> Any:
    real = due_columns.term_day
    return patch.object(due_columns, "term_day", lambda term, cal: real(replace(term, roll=False), cal))


def _same_sequence_is_later() -> Any:
    real = ordering._following

    def wrong(fact: Any, step: str, opener: str) -> Any:
        rows = np.flatnonzero(fact.there(step) & fact.there(opener))
        same = fact.values(step, "day")[rows] == fact.values(opener, "eday")[rows]
        return np.union1d(real(fact, step, opener), rows[same])

    return patch.object(ordering, "_following", wrong)


def _certificate_ends_a_day_early() -> Any:
    real = actors._qualified

    def wrong(register: OfficerRegister, names: Any, codes: Any, days: Any) -> Any:
        held = {
            o: tuple(Certificate(c.from_day, c.to_day - 1) for c in cs)
            for o, cs in register.certificates.items()
        }
        return real(OfficerRegister(held, register.closed), names, codes, days)

    return patch.object(actors, "_qualified", wrong)


def _unequal_match_fields_agree() -> Any:
    def wrong(fact: Any, step: str, spec: Any, rows: Any) -> Any:
        return rows, rows[:0]

    return patch.object(ordering, "_matched", wrong)


def _interval_one_day_short() -> Any:
    real = outcomes.earliest_day

    def wrong(period: Any, calendar: Any) -> Any:
        first = real(period, calendar)
        return lambda start: None if (day := first(start)) is None else day - 1

    return patch.object(outcomes, "earliest_day", wrong)


def _figure_of_the_next_day() -> Any:
    real = milestones._figures

    def wrong(segment: Any, spec: Any, days: Any, key: Any) -> Any:
        return real(segment, spec, pa.compute.add(days, 1), key)

    return patch.object(milestones, "_figures", wrong)


def _uncovered_discharge_is_a_breach() -> Any:
    return patch.object(Clocks, "_uncovered", lambda self, outcome, still_open: outcome)


def _unknown_is_false_in_or() -> Any:
    def wrong(tests: Any) -> Any:
        return lambda case, judged: any(t(case, judged) for t in tests)

    return patch.object(compile_one, "any_of", wrong)


def _count_reads_the_surely_earlier_only() -> Any:
    real = compile_one.count_between
    return patch.object(compile_one, "count_between", lambda op, low, high, limit: real(op, low, low, limit))


def _not_unknown_is_true() -> Any:
    def wrong(test: Any) -> Any:
        return lambda case, judged: not test(case, judged)

    return patch.object(compile_one, "negation", wrong)


def _own_fields_are_no_part_of_the_key() -> Any:
    real = act_table.atoms_of

    def wrong(node: Any) -> Any:
        found = real(node)
        return found and replace(found, fields=frozenset())

    return patch.object(act_table, "atoms_of", wrong)


def _earlier_acts_are_no_part_of_the_key() -> Any:
    return patch.object(atoms, "_earlier", lambda steps, missing: lambda case, judged: ())


def _facts_of_the_case_are_no_part_of_the_key() -> Any:
    return patch.object(atoms, "_facts", lambda step, pairs: lambda case, judged: ())


def _papers_are_no_part_of_the_key() -> Any:
    return patch.object(atoms, "_there", lambda stated, documents: lambda case, judged: ())


def _recusals_are_no_part_of_the_key() -> Any:
    return patch.object(act_table, "told_by_steps", lambda atoms: atoms.steps)


def _windows_are_no_part_of_the_key() -> Any:
    return patch.object(act_table, "bisect_right", lambda changes, day: 0)


FAULTS: dict[str, Fault] = {
    "columns: a tie within a day counts as before": _ties_by_sequence,
    "columns: a pause excludes its first day": _pause_counts_its_first_day,
    "columns: a pause that begins in the rolled tail is ignored": _pause_in_the_rolled_tail_ignored,
    "columns: a pause entered late is not told": _pause_entered_late_is_not_told,
    "columns: a last day on a rest day does not roll": _last_day_does_not_roll,
    "columns: every same-day discharge is later": _same_sequence_is_later,
    "columns: a certificate ends one day early": _certificate_ends_a_day_early,
    "columns: match fields are not compared": _unequal_match_fields_agree,
    "columns: a minimum interval is one day short": _interval_one_day_short,
    "columns: a figure is asked for the next day": _figure_of_the_next_day,
    "columns: an uncovered discharge is a breach": _uncovered_discharge_is_a_breach,
    "plain: unknown is false in «or»": _unknown_is_false_in_or,
    "plain: `count` counts the surely earlier only": _count_reads_the_surely_earlier_only,
    "plain: not unknown is true": _not_unknown_is_true,
}

GUARD_FAULTS: dict[str, Fault] = {
    "own fields are no part of a table's key": _own_fields_are_no_part_of_the_key,
    "earlier acts are no part of a table's key": _earlier_acts_are_no_part_of_the_key,
    "the days of rules are no part of a table's key": _windows_are_no_part_of_the_key,
    "facts of the case are no part of a table's key": _facts_of_the_case_are_no_part_of_the_key,
    "papers are no part of a table's key": _papers_are_no_part_of_the_key,
    "recusals are no part of a table's key": _recusals_are_no_part_of_the_key,
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """One fault, for as long as the block runs."""
    with (FAULTS | GUARD_FAULTS)[name]():
        yield
