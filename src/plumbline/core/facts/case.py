"""The folded case: newest versions of its records, grouped by step, with what surrounds a case.

Errors
------
FactError
└── UnknownCorrection    a correction names a record that the case does not hold
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from plumbline.core.errors import PlumblineError
from plumbline.core.facts.record import Record, Value


class FactError(PlumblineError):
    """Records that cannot be read as a case."""


class UnknownCorrection(FactError):
    """A correction names a record that the case does not hold."""

    zh = "记录 {record} 更正的记录 {corrects} 不在本案中"
    en = "record {record} corrects {corrects}, which the case does not hold"
    remedy_zh = "补齐被更正的记录，或者改正“更正”一栏的编号"
    remedy_en = "add the record that is corrected, or mend its number"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a source leaves out. Unnamed things are covered."""

    steps: frozenset[str] = frozenset()
    facts: frozenset[str] = (
        frozenset()
    )  # attributes, and the words documents, recordings, officers, confirmations


FULL_COVERAGE = Coverage()

JOIN_STEP: Final = "join_case"
"""The built-in step that joins cases: in the joined case its field `lead_case` names the lead, and ends the case; in
the lead case its field `joined_case` names what was joined into it."""
LEAD_CASE: Final = "lead_case"
JOINED_CASE: Final = "joined_case"


@dataclass(slots=True)
class Case:
    """A folded case: `by_step` holds its records in order of (day, instant, seq).

    `header` are facts that hold for the whole case. `joined` are, for a lead case, the cases joined into it.
    `history` is True when corrections exist.
    `dues` is filled while the case is judged: for each clock, its openers and their due days (None: not known).
    """

    id: str
    header: Mapping[str, Value]
    by_step: dict[str, list[Record]]
    missing: Coverage = FULL_COVERAGE
    history: bool = False
    joined: Sequence[Joining] = ()
    dues: dict[str, list[tuple[Record, int | None]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joining:
    """A case joined into a lead case, and the (day, seq) of the joining in the lead."""

    at: tuple[int, int]
    case: Case


def order(record: Record) -> tuple[int, int]:
    """Order of acts where only whole days matter: (day, seq)."""
    return record.day, record.seq


in_time: Final[Callable[[Record], tuple[int, int, int]]] = attrgetter("day", "instant", "seq")
"""Order of acts in time: what stands in the groups of a case."""


def fold(
    case_id: str,
    records: Sequence[Record],
    now: int,
    *,
    header: Mapping[str, Value] | None = None,
    missing: Coverage = FULL_COVERAGE,
) -> Case:
    """Fold versions into the state of a case as of the instant `now`.

    Only versions with `recorded_at` ≤ `now` exist. Of a corrected act the newest version counts, at its own time, with
    its own `recorded_at` and the sequence of the first version; a void one is gone.
    """
    by_step: dict[str, list[Record]] = {}
    corrected = False
    for record in records:
        if record.recorded_at > now:
            continue
        if record.corrects is not None:
            corrected = True
            break
        if not record.void:
            by_step.setdefault(record.step, []).append(record)
    if corrected:
        by_step = {}
        unseen = {r.id for r in records if r.recorded_at > now}
        for record in _newest((r for r in records if r.recorded_at <= now), unseen):
            by_step.setdefault(record.step, []).append(record)
    for group in by_step.values():
        if len(group) > 1:
            group.sort(key=in_time)
    return Case(case_id, header or {}, by_step, missing, corrected)


def _newest(records: Iterable[Record], unseen: set[str]) -> list[Record]:
    """The newest version of each act, with the sequence of its first version.

    What corrects a record of the `unseen` ones, not yet entered, does not exist yet either.
    """
    versions = sorted(records, key=lambda r: (r.recorded_at, r.seq))
    root_of: dict[str, str] = {}
    first: dict[str, Record] = {}
    newest: dict[str, Record] = {}
    for record in versions:
        if record.corrects is None:
            root_of[record.id] = record.id
            first[record.id] = newest[record.id] = record
    # a correction may share the recorded_at of what it corrects and carry a smaller sequence, so wait for its target
    waiting = [r for r in versions if r.corrects is not None]
    while waiting:
        left = []
        for record in waiting:
            root = root_of.get(str(record.corrects))
            if root is None:
                left.append(record)
                continue
            root_of[record.id] = root
            held = newest[root]
            if (record.recorded_at, record.seq) >= (held.recorded_at, held.seq) or held.corrects is None:
                newest[root] = record
        if len(left) == len(waiting):
            early = {r.id for r in left if r.corrects in unseen}
            if not early:
                raise UnknownCorrection(record=left[0].id, corrects=str(left[0].corrects))
            unseen = unseen | early
            left = [r for r in left if r.id not in early]
        waiting = left
    return [_at_sequence(record, first[root].seq) for root, record in newest.items() if not record.void]


def _at_sequence(record: Record, seq: int) -> Record:
    if record.seq == seq:
        return record
    values = {name: getattr(record, name) for name in Record.__dataclass_fields__}
    values["seq"] = seq
    return Record(**values)
