"""A pass for sending files to one case from a command line: signed, good for some hours, shown once, kept nowhere.

It stands for the account in the role that asked for it, and for one case. Each request asks anew whether the account
is active, holds the role and may act on the case; whoever has the pass can do nothing but send files.
"""

from __future__ import annotations

from typing import Final

from django.core import signing

from plumbline.apps.people.errors import NoRole, PassWrong, RoleNotHeld
from plumbline.apps.people.queries import login_of_key, person_of
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

GOOD_FOR: Final = 12 * 3_600_000_000
"""Microseconds."""
_SALT: Final = "plumbline.people.upload_pass"


def make_pass(person: Person, case: str, now: int) -> str:
    """A pass for this person and case."""
    return str(signing.dumps([person.account, person.role.value, case, now + GOOD_FOR], salt=_SALT))


def person_by_pass(text: str, case: str, now: int, today: int) -> Person:
    """Who sends; raises PassWrong."""
    try:
        account, role, for_case, until = signing.loads(text, salt=_SALT)
        login = login_of_key(account)
        if for_case != case or until <= now or login is None:
            raise PassWrong()
        return person_of(login, Role(role), today)
    except (signing.BadSignature, ValueError, NoRole, RoleNotHeld):
        raise PassWrong() from None
