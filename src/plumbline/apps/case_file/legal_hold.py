"""Legal hold of a case: set, agreed to and lifted by records of two different persons.

Raises AccessRefused, HoldError, and CaseMoved when somebody else acted meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping

from plumbline.apps.case_file.actions import case_draft
from plumbline.apps.case_file.policies import FILE_HOLD
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.ledger_store.actions import Receipt, enter
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.legal_hold import Hold, check_agree, check_hold, check_lift, read_holds
from plumbline.core.cases.reserved import HOLD_FILES, LIFT_HOLD
from plumbline.core.ledger.canonical import Json


def holds_of(file: CaseFile) -> tuple[Hold, ...]:
    """The holds of a case."""
    return read_holds([one.record for one in file.held])


def hold_files(*, person: Person, case: str, reason: str, authority: str, now: int) -> Receipt:
    """Sets a hold; it protects at once, and waits for a second person."""
    file = _open(person, case, now)
    check_hold(reason, authority)
    return _enter(file, person, HOLD_FILES, now, {"reason": reason.strip(), "authority": authority.strip()})


def agree_to_hold(*, person: Person, case: str, hold: str, now: int) -> Receipt:
    """A second person agrees to a hold."""
    file = _open(person, case, now)
    check_agree(holds_of(file), hold, person.signs_as)
    return _enter(file, person, HOLD_FILES, now, {"agrees": hold})


def lift_hold(*, person: Person, case: str, hold: str, reason: str, now: int) -> Receipt:
    """Enters that a hold is lifted; it is once two different persons have."""
    file = _open(person, case, now)
    check_lift(holds_of(file), hold, person.signs_as, reason)
    return _enter(file, person, LIFT_HOLD, now, {"hold": hold, "reason": reason.strip()})


def _open(person: Person, case: str, now: int) -> CaseFile:
    file = read_case(case)
    check_access(person, FILE_HOLD, file.place, file.docket.calendar.local_day(now))
    return file


def _enter(file: CaseFile, person: Person, step: str, now: int, fields: Mapping[str, Json]) -> Receipt:
    return enter(case_draft(file, person, step, now, fields), expected=len(file.held), now=now)
