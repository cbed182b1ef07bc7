"""The page on which party and cause are stated after the opening, and what the desk shows then."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, QIN, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-03-03 09:00")
STANDS = {
    "cause": "未按规定检测安全设备",
    "party_name": "青石区恒岳机械加工有限公司",
    "party_number": "91659900MA7QT2K3XB",
    "party_representative": "",
    "party_address": "",
    "party_phone": "",
}


@pytest.fixture
def case(db: None, settings: Any) -> str:
    settings.CLOCK = lambda: NOW
    registered_organ()
    return opened("2026-03-02 09:00")


def page(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def sent(case: str, **more: str) -> Any:
    form = {**STANDS, "reason": "立卷时写错", "seen": str(read_case(case).history.position), **more}
    return desk_of(QIN).post(f"/cases/{case}/party/", form)


def test_the_form_shows_what_stands_and_the_case_what_is_stated(case: str) -> None:
    card = page(desk_of(QIN).get(f"/cases/{case}/")).find("section", attrs={"aria-labelledby": "pl-party"})
    assert card.find("a", href=f"/cases/{case}/party/") is not None
    form = page(desk_of(QIN).get(f"/cases/{case}/party/"))
    assert {name: form.find(attrs={"name": name}).get("value", "") for name in STANDS} == STANDS
    assert sent(case, party_name="青石区恒岳机械制造有限公司", cause="未按期检测安全设备").status_code == 302
    for asked in (f"/cases/{case}/", "/cases/?tab=open"):
        text = page(desk_of(HEAD).get(asked)).get_text()
        assert "恒岳机械制造有限公司" in text, asked
        assert "未按期检测安全设备" in text, asked
        assert "恒岳机械加工有限公司" not in text, asked
    line = page(desk_of(QIN).get(f"/cases/{case}/")).find(id=f"r-{read_case(case).history.sealed[-1].id}")
    assert "更正当事人和案由" in line.get_text()
    assert "案由：未按期检测安全设备" in line.get_text()


def test_a_wrong_check_digit_is_told_and_what_stands_may_stay(case: str) -> None:
    wrong = sent(case, party_number="91659900MA7QT2K3XA")
    assert wrong.status_code == 422
    assert "校验" in page(wrong).get_text()
    assert sent(case).status_code == 422, "nothing differs"
    assert sent(case, party_phone="0900-5550111").status_code == 302


def test_whoever_was_overtaken_loses_nothing_typed(case: str) -> None:
    late = sent(case, party_name="青石区恒岳机械制造有限公司", seen="1")
    assert late.status_code == 409
    shown = page(late)
    assert shown.find(attrs={"name": "party_name"})["value"] == "青石区恒岳机械制造有限公司"
    assert shown.find(attrs={"name": "seen"})["value"] == str(read_case(case).history.position)
