"""The login library's backend; the account of a session is read by one prepared statement, as every request asks it."""

from __future__ import annotations

from typing import Final

from allauth.account.auth_backends import AuthenticationBackend

from plumbline.apps.people.models import Account
from plumbline.apps.questions import Question

_NAMES: Final = tuple(one.attname for one in Account._meta.concrete_fields)
_ACCOUNT = Question(
    lambda id: Account.objects.extra(
        where=["people_account.id = CAST(%s AS bigint)"], params=[id]
    ).values_list(*_NAMES)
)


class LoginBackend(AuthenticationBackend):
    """As the library's, but for how the account is read."""

    def get_user(self, user_id: object) -> Account | None:
        """The active account of that key in the session."""
        for row in _ACCOUNT(str(user_id)):
            account: Account = Account.from_db("default", list(_NAMES), row)
            if self.user_can_authenticate(account):
                return account
        return None
