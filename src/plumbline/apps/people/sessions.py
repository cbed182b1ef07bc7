"""Sessions in the database, read by one prepared statement: every request asks, and building the question cost more.

Everything else is Django's own, but that the minute of a click is let go where the database has no time for it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from plumbline.apps.questions import Question

_SESSION = Question(
    lambda key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date")
)
SEEN = "login_seen"
"""Where a session notes the last click, an instant (µs UTC)."""


class SessionStore(db.SessionStore):
    """As Django's; what is read was stored under this key and has not run out."""

    _stored = ""

    def load(self) -> dict[str, Any]:
        """The contents of the session; none where it is gone or over."""
        for data, until in _SESSION(self.session_key) if self.session_key else ():
            if until > timezone.now():
                self._stored = data
                found: dict[str, Any] = self.decode(data)
                return found
        self._session_key = None
        return {}

    def save(self, must_create: bool = False) -> None:
        """Whoever did something must not be told that it failed because the minute of their click could not be noted.

        Django answers 400 to a session that cannot be written. A busy database writes the next click instead; anything
        else that the session holds is written or fails, as before.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if not (isinstance(error.__context__, OperationalError) and self._only_seen()):
                raise

    def _only_seen(self) -> bool:
        before: dict[str, Any] = self.decode(self._stored) if self._stored else {}
        now = self._get_session()
        return SEEN in before and {**now, SEEN: 0} == {**before, SEEN: 0}
