"""The page on which a case that was opened by mistake is cancelled, and what the desk says of such a case."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, HEAD, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.supervision.periods import period_of
from plumbline.apps.supervision.queries.board import Scope, begun, ended
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-03-03 09:00")
MARCH = parse_day("2026-03-01")


@pytest.fixture
def case(db: None, settings: Any) -> str:
    settings.CLOCK = lambda: NOW
    registered_organ()
    return opened("2026-03-02 09:00")


def page(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def sent(case: str, act: str, reason: str = "与另案重复") -> Any:
    form = {"reason": reason, "seen": read_case(case).history.position, "act": act}
    return desk_of(HEAD).post(f"/cases/{case}/cancel/", form)


def test_the_head_is_offered_it_while_nothing_was_done(case: str) -> None:
    address = f"/cases/{case}/cancel/"
    assert page(desk_of(HEAD).get(f"/cases/{case}/")).find("a", href=address) is not None
    assert page(desk_of(QIN).get(f"/cases/{case}/")).find("a", href=address) is None
    assert desk_of(QIN).get(address).status_code == 403
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    assert page(desk_of(HEAD).get(f"/cases/{case}/")).find("a", href=address) is None
    refused = page(desk_of(HEAD).get(address))
    assert "已经办理“立案”" in refused.get_text()
    assert refused.find("form", method="post", class_="pl-form") is None, "what is refused has no button"


def test_it_is_cancelled_with_its_reason_and_taken_back(case: str) -> None:
    short = sent(case, "cancel", reason="")
    assert short.status_code == 422
    assert sent(case, "cancel").status_code == 302
    shown = page(desk_of(HEAD).get(f"/cases/{case}/")).get_text()
    assert "误立，已注销" in shown
    assert "与另案重复" in shown
    listed = page(desk_of(HEAD).get("/cases/?tab=closed")).get_text()
    assert "误立，已注销" in listed
    assert "青市监立〔2026〕1号" not in page(desk_of(HEAD).get("/cases/?tab=open")).get_text()
    assert sent(case, "cancel").status_code == 409, "once"
    assert sent(case, "restore", reason="并未重复").status_code == 302
    assert "误立，已注销" not in page(desk_of(HEAD).get(f"/cases/{case}/")).find("header").get_text()


def test_it_is_neither_begun_nor_ended_on_the_board(case: str) -> None:
    scope = Scope(Visible(everything=True), period_of(MARCH, MARCH + 30), MARCH + 2, MARCH + 9)
    assert CaseStanding.objects.filter(begun(scope)).count() == 1
    sent(case, "cancel")
    assert not CaseStanding.objects.filter(begun(scope)).exists()
    assert not CaseStanding.objects.filter(ended(scope)).exists()
