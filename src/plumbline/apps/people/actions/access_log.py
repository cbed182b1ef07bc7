"""Reading personal data leaves a record of who read what, when and why (个人信息保护法 §34)."""

from __future__ import annotations

from plumbline.apps.people.errors import ReasonMissing
from plumbline.apps.people.models import AccessRecord
from plumbline.apps.people.store import access_records
from plumbline.core.authority.person import Person


def note_reading(*, by: Person, kind: str, subject: str, reason: str, now: int) -> None:
    """Call it before the data is shown; `reason` is a case number or a sentence. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing()
    row = AccessRecord(
        at=now,
        account=by.account,
        name=by.name,
        role=by.role.value,
        organ=by.organ,
        kind=kind,
        subject=subject[:200],
        reason=reason.strip()[:300],
    )
    access_records.add([row])
