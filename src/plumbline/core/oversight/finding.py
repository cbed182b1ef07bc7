"""Findings: how they open, change and close, as records of a stream that stands beside the case.

The stream of a case is `finding:` with the id of the case. Its first record opens it, `note_finding` says what a scan
found different from what was known, `propose_excuse` and `confirm_excuse` are the reasoned act of two people by which
a finding is explained away, `settle_finding` the supervisor's word that it was mended. What a record says is never
taken back: a finding explained away stays in the list under that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from plumbline.core.cases.reserved import FINDINGS_OF, OPEN_CASE
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.oversight.errors import ExcuseUnknown, NotOpen, SamePerson
from plumbline.core.oversight.looking import Seen
from plumbline.core.vocabulary import Outcome

PROCEDURE: Final = "oversight.findings"
NOTE: Final = "note_finding"
PROPOSE: Final = "propose_excuse"
EXCUSE: Final = "confirm_excuse"
REFUSE: Final = "refuse_excuse"
SETTLE: Final = "settle_finding"
SUPERVISE: Final = "begin_supervision"
"""The finding is taken up: `matter` is the case of supervision in which letters and reports stand."""


class State(StrEnum):
    """Where a finding stands.

    OPEN: the breach or question is there. MENDED: the act owed was done, though late. GONE: the rule no longer finds
    it, as when a missing fact was supplied. SETTLED: the supervisor accepted what was done about it. EXCUSED:
    explained away by two people, with a reason.
    """

    OPEN = "open"
    MENDED = "mended"
    GONE = "gone"
    SETTLED = "settled"
    EXCUSED = "excused"


CLOSED: Final = frozenset({State.MENDED, State.GONE, State.SETTLED, State.EXCUSED})


@dataclass(frozen=True, slots=True)
class Excuse:
    """A proposal to explain a finding away: the record that made it, who, why, on what day; None once decided."""

    record: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as its records make it; `id` is the record that noted it first. Instants are µs UTC."""

    id: str
    seen: Seen
    state: State
    opened_at: int
    changed_at: int
    closed_at: int | None
    proposed: Excuse | None = None
    closed_by: tuple[str, ...] = ()
    why: str = ""
    matters: tuple[str, ...] = ()
    """Cases of supervision in which it was taken up."""


def stream_of(case: str) -> str:
    """The stream of findings of a case."""
    return f"{FINDINGS_OF}{case}"


def state_of(seen: Seen) -> State:
    """What the rules alone say: a late act mends a clock's breach, nothing else mends itself while it is seen."""
    return State.MENDED if seen.discharged_by is not None and seen.kind == "" else State.OPEN


def changes(known: Mapping[str, Finding], seen: Iterable[Seen]) -> list[tuple[Seen, State]]:
    """What is to be noted so that the stream says what was seen: new, changed, no longer there; in order of keys.

    What two people excused or a supervisor settled is left as it is while the breach itself is the same.
    """
    now = {one.key: one for one in seen}
    told: list[tuple[Seen, State]] = []
    for key in sorted(known.keys() | now.keys()):
        before, after = known.get(key), now.get(key)
        if after is None:
            assert before is not None
            if before.state in (State.OPEN, State.MENDED):
                told.append((before.seen, State.GONE))
        elif before is None or (before.seen != after) or before.state is State.GONE:
            told.append((after, state_of(after)))
    return told


def fold(records: Sequence[Record]) -> dict[str, Finding]:
    """The findings of a stream by their keys; its opening says nothing of them."""
    found: dict[str, Finding] = {}
    for record in records:
        if record.step == NOTE:
            _note(found, record)
        elif record.step != OPEN_CASE:
            _decide(found, record)
    return found


def _note(found: dict[str, Finding], record: Record) -> None:
    seen, state = read_seen(record.fields), State(str(record.fields["state"]))
    before, at = found.get(seen.key), record.recorded_at
    decided = (
        before is not None and before.state in (State.EXCUSED, State.SETTLED) and state is not State.GONE
    )
    if before is not None and decided and _same_breach(before.seen, seen):
        found[seen.key] = replace(before, seen=seen, changed_at=at)
        return
    closed = at if state in CLOSED else None
    opened = at if before is None or before.state is State.GONE else before.opened_at
    matters = before.matters if before else ()
    proposed = before.proposed if before is not None and state is State.OPEN else None
    first = before.id if before else record.id
    found[seen.key] = Finding(first, seen, state, opened, at, closed, proposed, matters=matters)


def _same_breach(before: Seen, after: Seen) -> bool:
    """Whether only the doing of what was owed lies between them."""
    return (before.outcome, before.due, before.reason) == (after.outcome, after.due, after.reason)


def _decide(found: dict[str, Finding], record: Record) -> None:
    """A person's act; one that names no open finding changes nothing, since records are never refused when read."""
    key = str(record.fields.get("finding", ""))
    known = found.get(key)
    if known is None:
        return
    reason, at = str(record.fields.get("reason", "")), record.recorded_at
    match record.step:
        case "propose_excuse":
            found[key] = replace(known, proposed=Excuse(record.id, record.entered_by, reason), changed_at=at)
        case "refuse_excuse":
            found[key] = replace(known, proposed=None, changed_at=at)
        case "confirm_excuse" if known.proposed is not None:
            people = (known.proposed.by, record.entered_by)
            found[key] = replace(
                known,
                state=State.EXCUSED,
                proposed=None,
                changed_at=at,
                closed_at=at,
                closed_by=people,
                why=known.proposed.reason,
            )
        case "begin_supervision":
            matters = (*known.matters, str(record.fields.get("matter", "")))
            found[key] = replace(known, matters=matters, changed_at=at)
        case "settle_finding":
            found[key] = replace(
                known,
                state=State.SETTLED,
                changed_at=at,
                closed_at=at,
                closed_by=(record.entered_by,),
                why=reason,
            )


def check_propose(known: Finding | None) -> None:
    """Raises NotOpen: what is closed needs no excuse, and one proposal at a time."""
    if known is None or known.state is not State.OPEN or known.proposed is not None:
        raise NotOpen()


def check_confirm(known: Finding | None, by: str) -> None:
    """Raises ExcuseUnknown when nothing was proposed, SamePerson when the one who proposed it confirms it."""
    if known is None or known.proposed is None:
        raise ExcuseUnknown()
    if known.proposed.by == by:
        raise SamePerson()


def check_settle(known: Finding | None) -> None:
    """Raises NotOpen."""
    if known is None or known.state is not State.OPEN:
        raise NotOpen()


def written_seen(seen: Seen, state: State) -> dict[str, Json]:
    """The fields of a note."""
    return {
        "rule": seen.rule,
        "record": seen.record,
        "step": seen.step,
        "kind": seen.kind,
        "outcome": seen.outcome.value,
        "reason": seen.reason,
        "detail": seen.detail,
        "day": seen.day,
        "due": seen.due,
        "discharged_by": seen.discharged_by,
        "days_over": seen.days_over,
        "late_entry": seen.late_entry,
        "state": state.value,
    }


def read_seen(fields: Mapping[str, Json]) -> Seen:
    """What a note says was seen; raises KeyError or ValueError for fields that are none of a note."""
    return Seen(
        rule=str(fields["rule"]),
        record=str(fields["record"]),
        step=str(fields["step"]),
        kind=str(fields["kind"]),
        outcome=Outcome(str(fields["outcome"])),
        reason=str(fields["reason"]),
        detail=str(fields["detail"]),
        day=int(str(fields["day"])),
        due=_number(fields["due"]),
        discharged_by=None if fields["discharged_by"] is None else str(fields["discharged_by"]),
        days_over=_number(fields["days_over"]),
        late_entry=fields["late_entry"] is True,
    )


def _number(value: Json) -> int | None:
    return None if value is None else int(str(value))
