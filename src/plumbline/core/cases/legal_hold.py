"""Legal hold 保全: while it is in force nothing of the case is destroyed, whatever its retention says.

Steps of the system, sealed in the case itself, all text:

    hold_case_files   reason, authority (who asked for it and by which paper); `agrees` names the hold that a second
                      person agrees to
    lift_hold         hold (the record that set it), reason

A hold protects from its first record on, before the second person has agreed: what is destroyed cannot come back. It
is lifted once two different persons have entered that it is lifted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from plumbline.core.cases.legal_hold_errors import FilesHeld, HoldReasonMissing, HoldUnknown, SamePerson
from plumbline.core.cases.reserved import HOLD_FILES, LIFT_HOLD, VOID_ACT
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

HOLD_STEPS: Final = frozenset({HOLD_FILES, LIFT_HOLD})


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold; persons by the names under which they sign. Instants are `recorded_at`, microseconds UTC."""

    record: str
    reason: str
    authority: str
    set_by: str
    set_at: int
    agreed_by: str = ""
    lift_asked_by: str = ""
    lift_reason: str = ""
    lifted_by: str = ""
    lifted_at: int = 0

    @property
    def in_force(self) -> bool:
        """Whether it protects."""
        return not self.lifted_by


def read_holds(records: Sequence[Record]) -> tuple[Hold, ...]:
    """The holds of a case, in their order."""
    void = {one.corrects for one in records if one.step == VOID_ACT}
    found: dict[str, Hold] = {}
    for record in records:
        if record.step not in HOLD_STEPS or record.id in void:
            continue
        fields = {name: _text(value) for name, value in record.fields.items()}
        if record.step == LIFT_HOLD:
            known = found.get(fields.get("hold", ""))
            if known is not None:
                found[known.record] = _lifted(known, record, fields.get("reason", ""))
        elif agrees := fields.get("agrees", ""):
            known = found.get(agrees)
            if known is not None and record.entered_by != known.set_by and not known.agreed_by:
                found[agrees] = replace(known, agreed_by=record.entered_by)
        else:
            told = (fields.get("reason", ""), fields.get("authority", ""))
            found[record.id] = Hold(record.id, *told, record.entered_by, record.recorded_at)
    return tuple(found.values())


def check_hold(reason: str, authority: str) -> None:
    """Raises HoldReasonMissing."""
    if not reason.strip() or not authority.strip():
        raise HoldReasonMissing()


def check_agree(holds: Sequence[Hold], record: str, by: str) -> Hold:
    """The hold that a second person agrees to; raises HoldUnknown, SamePerson."""
    known = _known(holds, record)
    if known.agreed_by:
        raise HoldUnknown(hold=record)
    if known.set_by == by:
        raise SamePerson(by=by)
    return known


def check_lift(holds: Sequence[Hold], record: str, by: str, reason: str) -> Hold:
    """The hold that is lifted; raises HoldUnknown, SamePerson for whoever asked first, HoldReasonMissing."""
    known = _known(holds, record)
    if known.lift_asked_by == by:
        raise SamePerson(by=by)
    if not reason.strip():
        raise HoldReasonMissing()
    return known


def check_not_held(records: Sequence[Record], number: str) -> None:
    """Raises FilesHeld while a hold is in force."""
    for hold in read_holds(records):
        if hold.in_force:
            raise FilesHeld(number=number, authority=hold.authority, hold=hold.record)


def _known(holds: Sequence[Hold], record: str) -> Hold:
    for hold in holds:
        if hold.record == record and hold.in_force:
            return hold
    raise HoldUnknown(hold=record)


def _lifted(hold: Hold, record: Record, reason: str) -> Hold:
    by = record.entered_by
    if not hold.in_force or hold.lift_asked_by == by:
        return hold
    if not hold.lift_asked_by:
        return replace(hold, lift_asked_by=by, lift_reason=reason)
    return replace(hold, lifted_by=by, lifted_at=record.recorded_at)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
