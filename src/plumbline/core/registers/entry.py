"""An entry of a register: what its acts, corrections applied, have made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from plumbline.core.cases.history import History
from plumbline.core.facts.case import Case, order
from plumbline.core.facts.record import Record, Value
from plumbline.core.registers.register import Register


@dataclass(frozen=True, slots=True)
class Entry:
    """`values` are the merged fields; `ended_day` is the day of the ending act, None while the entry stands."""

    register: Register
    case: str
    code: str
    name: str
    organ: str
    division: str
    values: Mapping[str, Value]
    acts: tuple[Record, ...]
    ended_day: int | None


def fold_entry(register: Register, history: History, now: int) -> Entry | None:
    """The entry as of the instant `now`; None while its opening act is not there, or voided."""
    folded = history.folded(now)
    opened = folded.by_step.get(register.opening)
    if not opened:
        return None
    values = merged(register, folded)
    code = values.get(register.code) if register.code else None
    organ = values.get(register.organ) if register.organ else None
    ends = folded.by_step.get(register.ending, [])
    return Entry(
        register,
        folded.id,
        str(code or folded.id.rpartition(":")[2]),
        str(values.get(register.name) or "") if register.name else "",
        str(organ or history.opening.organ),
        str(values.get("division_code") or history.opening.division),
        MappingProxyType(values),
        tuple(acts_of(folded)),
        min((end.day for end in ends), default=None),
    )


def merged(register: Register, folded: Case) -> dict[str, Value]:
    """The fields of the merged steps, newest act last; a field left out keeps what it was."""
    values: dict[str, Value] = {}
    for act in _in_order([act for step in register.merged for act in folded.by_step.get(step, ())]):
        values.update({name: value for name, value in act.fields.items() if value is not None})
    return values


def acts_of(folded: Case) -> Sequence[Record]:
    """Every act that stands, in order."""
    return _in_order([act for acts in folded.by_step.values() for act in acts])


def _in_order(acts: list[Record]) -> list[Record]:
    return sorted(acts, key=order)
