"""Sessions in the database, read by one prepared statement: every request asks, and building the question cost more.

Everything but the reading is Django's own.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from plumbline.apps.questions import Question

_SESSION = Question(
    lambda key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date")
)


class SessionStore(db.SessionStore):
    """As Django's; what is read was stored under this key and has not run out."""

    def load(self) -> dict[str, Any]:
        """The contents of the session; none where it is gone or over."""
        for data, until in _SESSION(self.session_key) if self.session_key else ():
            if until > timezone.now():
                found: dict[str, Any] = self.decode(data)
                return found
        self._session_key = None
        return {}
