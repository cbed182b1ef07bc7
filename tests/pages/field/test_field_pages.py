"""The phone's doors over HTTP, and what anybody sees behind a code."""

from __future__ import annotations

import hashlib
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.builders.desk import ORGAN, OTHER_ORGAN
from tests.builders.field_visits import identity, registered_people, usual
from tests.builders.history import instant
from tests.builders.sample_files import picture
from tests.builders.signing_in import account, signed_in

from plumbline.apps.field.codes import code_of
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _desk(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.CLOCK = lambda: instant("2026-03-02 12:00")
    registered_people(lapsed="QS-0002")
    for name, organ, officer in (("qin", ORGAN, "QS-0001"), ("fire", OTHER_ORGAN, "")):
        account(name, Role.OFFICER, organ=organ, officer=officer, divisions=["650105"])


def posted(client: Client, path: str, data: bytes, **headers: str) -> Any:
    return client.post(path, data, content_type="application/octet-stream", headers=headers)


def test_files_then_the_visit_twice_and_its_page_for_the_own_organ_alone() -> None:
    client, data, visit = signed_in("qin"), picture(), usual()
    photograph, path = identity("photo"), f"/field/files/{identity('photo')}/?name=a.jpg"
    digest = hashlib.sha256(data).hexdigest()
    assert posted(client, path, data, **{"X-Content-SHA256": "0" * 64}).status_code == 422
    for _ in range(2):
        answer = posted(client, path, data, **{"X-Content-SHA256": digest})
        assert (answer.status_code, answer.json()["sha256"]) == (200, digest)
    visit["acts"][1]["files"] = [{"file": photograph, "role": "photo"}]
    answers = [posted(client, "/field/visits/", json.dumps(visit).encode()).json() for _ in range(2)]
    assert [one["again"] for one in answers] == [False, True]
    assert answers[0]["number"] == "青市监检案〔2026〕1号"
    url = answers[0]["url"]
    page = unescape(client.get(url).content.decode())
    said = answers[0]["breaches"]
    assert said
    assert [text for text in said if text not in page] == []
    assert signed_in("fire").get(url).status_code == 403
    assert posted(client, "/field/visits/", b"{").json()["error"]


def test_without_a_login_the_token_says_so_and_the_shell_is_there() -> None:
    assert Client().get("/field/token/").json()["account"] is None
    shell = Client().get("/field/phone/")
    assert shell.status_code == 200
    assert "csrftoken" not in shell.cookies
    worker = Client().get("/field-worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/field/phone/"
    assert "/field/prepare/" not in worker.content.decode()
    assert signed_in("qin").get("/field/prepare/").json()["officer"]["number"] == "QS-0001"
    assert signed_in("fire").get("/field/prepare/").status_code == 422


@pytest.mark.parametrize(("officer", "word"), [("QS-0001", "今日有效"), ("QS-0002", "今日无效")])
def test_a_code_says_whether_the_certificate_counts_today(officer: str, word: str) -> None:
    page = Client().get(f"/field/code/{code_of('officer', officer)}/", headers={"Accept-Language": "zh-CN"})
    assert word in page.content.decode()
    assert Client().get(f"/field/code/{code_of('officer', officer)}x/").status_code == 404


def test_a_number_set_aside_leads_to_no_case_in_the_register() -> None:
    client = signed_in("qin")
    client.post("/field/numbers/reserve/", {"count": "2"})
    page = client.get("/numbers/", headers={"Accept-Language": "zh-CN"}).content.decode()
    assert page.count("现场预留</span>") == 2
    assert "field:" not in page
    number = Client().get(f"/field/code/{code_of('number', '青市监当罚〔2026〕1号')}/")
    assert number.status_code == 200
