"""A submission left out, or let wait again: a record of the submission's own stream, in one transaction with its row.

The stream stands beside the cases: what was sent is sealed and opens none. It keeps who decided, why and when, also
where somebody thinks better of it later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings

from plumbline.apps.attachments.errors import Classified
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.ledger_store.actions import Wanted, enter_all
from plumbline.apps.ledger_store.beside import OPEN_CASE, beside_draft, opening_fields
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.public_service import store
from plumbline.apps.public_service.errors import WhyLeftOut
from plumbline.apps.public_service.policies import REFUSED_LEAVE
from plumbline.apps.public_service.services import SERVICES
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import SUBMISSIONS_OF
from plumbline.core.ledger.canonical import Json

LEAVE: Final = "leave_out_submission"
WAIT: Final = "let_submission_wait"
_TITLE: Final = "未能接收的网上提交"
_SHORTEST, _LONGEST = 4, 300


def leave_out(*, person: Person, digest: str, why: str, now: int, today: int) -> bool:
    """It is not to be taken in, with the reason; False where it does not wait. Raises WhyLeftOut, Classified."""
    check_access(person, REFUSED_LEAVE, None, today)
    reason = why.strip()[:_LONGEST]
    if len(reason) < _SHORTEST:
        raise WhyLeftOut()
    if mark := classification_mark(reason):
        raise Classified(name="", mark=mark)
    row = store.refused(digest=digest, taken_at=None, left_at=None).first()
    if row is None:
        return False
    fields: dict[str, Json] = {"name": row.name, "why": reason}
    return _enter(
        person, digest, LEAVE, fields, now, lambda: store.leave_refused(digest, person.signs_as, reason, now)
    )


def let_wait_again(*, person: Person, digest: str, now: int, today: int) -> bool:
    """What was left out waits once more; False where it was not left out."""
    check_access(person, REFUSED_LEAVE, None, today)
    row = store.refused(digest=digest, taken_at=None, left_at__isnull=False).first()
    return row is not None and _enter(
        person, digest, WAIT, {"name": row.name}, now, lambda: store.let_wait(digest)
    )


class _Overtaken(Exception):
    """Somebody else decided in between; nothing is entered."""


def _enter(
    person: Person, digest: str, step: str, fields: Mapping[str, Json], now: int, mend: Callable[[], bool]
) -> bool:
    stream, pack = (
        SUBMISSIONS_OF + digest,
        shelf().docket(SERVICES["complaint"].procedure).procedure.content_hash,
    )
    seen = len(case_records(stream))
    wanted = []
    if not seen:
        opening = opening_fields("public.submission", stream, _TITLE, settings.DIVISION, {})
        wanted.append(Wanted(beside_draft(person, stream, OPEN_CASE, opening, pack=pack, now=now), 0))
    act = beside_draft(person, stream, step, fields, pack=pack, now=now)
    wanted.append(Wanted(act, seen + len(wanted)))

    def along() -> None:
        if not mend():
            raise _Overtaken

    try:
        enter_all(wanted, now=now, along=along)
    except (CaseMoved, _Overtaken):
        return False
    return True
