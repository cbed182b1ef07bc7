"""The login library's backend; the account of a session is read by one prepared statement, as every request asks it."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from plumbline.apps.people.queries.persons import login_of_id


class LoginBackend(AuthenticationBackend):
    """As the library's, but for how the account is read."""

    def get_user(self, user_id: object) -> Any:
        """The active account of that key in the session."""
        return login_of_id(str(user_id))
