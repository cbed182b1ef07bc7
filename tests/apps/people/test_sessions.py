"""A database that has no time for the minute of a click undoes nothing that the click did."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError

from plumbline.apps.people.sessions import SEEN, SessionStore

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def opened() -> SessionStore:
    begun = SessionStore()
    begun[SEEN], begun["role"] = 1, "officer"
    begun.save(must_create=True)
    found = SessionStore(begun.session_key)
    assert found["role"] == "officer"
    return found


def _busy(monkeypatch: pytest.MonkeyPatch, error: DatabaseError) -> None:
    def refuse(*_given: Any, **_named: Any) -> None:
        raise error

    monkeypatch.setattr(Session, "save", refuse)


def test_the_minute_of_a_click_may_go_unwritten(opened, monkeypatch) -> None:
    _busy(monkeypatch, OperationalError("database is locked"))
    opened[SEEN] = 2
    opened.save()
    assert SessionStore(opened.session_key)[SEEN] == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({SEEN: 2, "role": "supervisor"}, OperationalError("database is locked")),
        ({SEEN: 2}, DatabaseError("Forced update did not affect any rows.")),
    ],
    ids=["more than a click", "a session that is gone"],
)
def test_anything_else_is_written_or_fails(opened, monkeypatch, change, error) -> None:
    _busy(monkeypatch, error)
    opened.update(change)
    with pytest.raises(UpdateError):
        opened.save()
