"""The interface over HTTP: a token opens it, a key makes a call happen once, and nothing it answers is undeclared."""

import json
import os
from typing import Any

import pytest
import schemathesis
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.apps.exchange.conftest import NOW, case_rows, opened_source

from plumbline.apps.exchange import api
from plumbline.apps.exchange.actions import close_source, make_token, revoke_token
from plumbline.apps.exchange.models import HeldRow, Token
from plumbline.site.wsgi import application

pytestmark = [pytest.mark.django_db]
EXAMPLES = 200 if os.environ.get("PLUMBLINE_EXAMPLES") == "all" else 5
"""Calls of each operation: many in `make drill`."""


@pytest.fixture(autouse=True)
def april(settings: Any) -> None:
    settings.CLOCK = lambda: NOW


@pytest.fixture
def token(source) -> str:
    return make_token(source=source.code, by="account-security", now=NOW).secret


def call(token: str, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
    data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    return getattr(Client(), method)(f"/api/v1/{path}", headers=headers, **data)


def test_a_token_is_kept_as_a_hash_and_opens_its_own_source_alone(source, token) -> None:
    assert token not in str(Token.objects.values())
    assert call(token, "get", "source").json()["code"] == source.code
    other = make_token(source=opened_source("other").code, by="x", now=NOW)
    call(token, "post", "rows", {"rows": case_rows(1)})
    assert call(other.secret, "get", "deliveries").json()["deliveries"] == []
    assert call(token + "x", "get", "source").status_code == 401
    assert Client().get("/api/v1/source").json()["error"] == "TokenRefused"
    revoke_token(key=token.split("_")[1], by="x", now=NOW)
    assert call(token, "get", "source").status_code == 401
    close_source(code="other", now=NOW)
    assert call(other.secret, "get", "source").status_code == 401


def test_a_call_happens_once_under_its_key_and_tells_row_by_row(token) -> None:
    rows = case_rows(1)
    rows[1]["at"] = "neulich"
    first = call(token, "post", "rows", {"rows": rows}, "k1")
    assert first.status_code == 200, first.content
    assert [one["state"] for one in first.json()["results"]] == ["stored", "quarantined", "stored", "stored"]
    assert call(token, "post", "rows", {"rows": rows}, "k1").json() == first.json()
    assert call(token, "post", "rows", {"rows": rows[:1]}, "k1").status_code == 409
    waiting = call(token, "get", "quarantine").json()["rows"]
    assert [(one["row"], one["problems"][0]["column"]) for one in waiting] == [(2, "at")]
    mended = {"cells": {**waiting[0]["cells"], "at": "2026-03-03"}}
    assert call(token, "post", f"quarantine/{waiting[0]['id']}", mended).json() == {
        "stored": True,
        "problems": [],
    }
    assert not HeldRow.objects.filter(mended_at=None).exists()
    assert call(token, "post", "rows", {"rows": rows * 300}).status_code == 422
    assert call(token, "post", "rows", {"lines": []}).json()["field"].endswith("rows")


def test_own_records_go_out_in_a_layout(source, token) -> None:
    call(token, "post", "rows", {"rows": case_rows(1)})
    got = call(token, "get", "records/penalty-publicity-2019").json()
    assert got["after"] is None
    row = got["rows"][0]
    assert (row["CF_XDR_MC"], row["CF_NR_FK"], row["CF_JDRQ"]) == ("青石区第1测试公司", "0.2", "2026-03-20")
    assert call(token, "get", "records/no-such-layout").status_code == 404


def locked(*_given: Any, **_named: Any) -> Any:
    raise OperationalError("database is locked")


def test_while_another_writes_it_says_busy_and_whoever_only_asks_is_answered(token, monkeypatch) -> None:
    """SQLite has one writer at a time: a file of a hundred thousand rows coming in made every call a defect."""
    with monkeypatch.context() as while_it_writes:
        while_it_writes.setattr(QuerySet, "update", locked)  # the minute of use cannot be noted
        assert call(token, "get", "source").status_code == 200
    monkeypatch.setattr(api.actions, "deliver", locked)
    answer = call(token, "post", "rows", {"rows": case_rows(1)})
    assert (answer.status_code, answer.json()["error"]) == (503, "Busy")
    assert answer.json()["remedy"] == "稍后再试"
    responses = Client().get("/api/v1/openapi.json").json()["paths"]
    assert all("503" in one["responses"] for path in responses.values() for one in path.values())


@pytest.mark.django_db(transaction=True)  # a request through the WSGI program ends its connection
def test_every_answer_is_declared_and_none_is_a_failure(token) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    call(token, "post", "rows", {"rows": [{**case_rows(1)[0], "at": "?"}]})
    seen: set[tuple[str, int]] = set()

    for result in schema.get_all_operations():
        operation = result.ok()

        @seed(20260420)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def probe(case: Any) -> None:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
            answer = case.call()
            seen.add((f"{case.method} {case.path}", answer.status_code))
            assert answer.status_code < 500
            assert str(answer.status_code) in case.operation.definition.raw["responses"], answer.status_code
            case.validate_response(answer)

        probe()
    assert any(status == 200 for _path, status in seen)
    assert {path for path, _status in seen} == {
        f"{one.ok().method.upper()} {one.ok().path}" for one in schema.get_all_operations()
    }
