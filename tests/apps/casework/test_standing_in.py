"""A deputy sees in my work what they stand in for, marked with whose it is; never what wants the very person."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.apps.casework.test_approving import NOW, UNIT, away, case, said, submitted  # noqa: F401
from tests.builders.desk import HEAD, LU, QIN
from tests.builders.desk_pages import desk_of

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.CLOCK = lambda: NOW


def work_of(who: Any, tab: str = "mine") -> str:
    answer = desk_of(who).get(f"/my-work/?tab={tab}")
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def test_an_opinion_that_the_deputy_may_give_waits_for_them_too(case: str) -> None:  # noqa: F811
    submitted(case)
    assert "代" not in work_of(LU)
    away(UNIT, LU)
    told = work_of(LU)
    assert "代测试QS-0150办理，至 03-02" in told
    assert "代测试QS-0150：待审批：立案" in told


def test_a_box_for_which_the_law_names_a_role_does_not(case: str) -> None:  # noqa: F811
    said(case, submitted(case), UNIT)
    away(HEAD, LU)
    told = work_of(LU)
    assert "代测试QS-0100办理" in told
    assert "待审批：立案" not in told


def page_of(case: str) -> str:  # noqa: F811
    answer = desk_of(QIN).get(f"/cases/{case}/")
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def test_the_box_that_waits_names_who_stands_in_today(case: str) -> None:  # noqa: F811
    submission = submitted(case)
    assert re.search(r"等待\w+QS-0150 ", page_of(case))
    away(UNIT, LU)
    assert re.search(r"等待\w+QS-0150，由\w+QS-0002代理至 03-02", page_of(case))
    said(case, submission, UNIT)
    away(HEAD, LU)
    told = page_of(case)
    assert re.search(r"等待\w+QS-0100（不在岗至 03-02）；代理人\w+QS-0002不能签批此栏", told)


def test_cases_of_who_is_away_are_among_those_in_hand_and_marked(case: str) -> None:  # noqa: F811
    assert "青市监立〔2026〕1号" not in work_of(LU, "open")
    away(QIN, LU)
    told = work_of(LU, "open")
    assert "青市监立〔2026〕1号" in told
    assert "代测试QS-0001：立案" in told
    assert "代测试" not in work_of(QIN, "open")
