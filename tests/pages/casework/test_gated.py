"""A decision that legal review gates is not offered plainly while the review is lacking, open or came back."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, HEAD, QIN, REVIEWER, did, opened
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CONCLUDED = {
    "major": True,
    "complex_or_grave": False,
    "suspected_crime": False,
    "mitigating": False,
    "harmless": False,
    "no_fault": False,
}
CHECKED = {"act_kind": "penalty", "major_rights": True, "heard": True, "major": True}


@pytest.fixture
def penalty(settings: Any) -> str:
    """Concluded as major, the party told of what is proposed; not reviewed."""
    settings.CLOCK = lambda: instant("2026-10-20 09:00")
    case = opened("2026-10-08 09:00")
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, **FILED)
    told = {"mode": "attest"}
    did(case, "conclude_investigation", "2026-10-09 10:00", papers=("调查终结报告",), **told, **CONCLUDED)
    did(case, "tell_proposed_penalty", "2026-10-10 10:00", hearing_right_told=False, **told)
    return case


@pytest.fixture
def review(settings: Any) -> str:
    """The legal review of a major penalty, sent and not begun."""
    settings.CLOCK = lambda: instant("2026-10-20 09:00")
    case = opened("2026-10-12 09:00", "legal.review", number="青市监审〔2026〕1号", facts={})
    did(case, "trigger_check", "2026-10-12 09:10", mode="attest", **CHECKED)
    did(case, "submit", "2026-10-12 10:00", mode="attest", round=1, material_complete=True)
    return case


def may(case: str, who: Any = HEAD) -> BeautifulSoup:
    page = BeautifulSoup(desk_of(who).get(f"/cases/{case}/").content, "html.parser")
    return page.select_one(".pl-may")


def named(case: str, step: str, who: Any = HEAD) -> list[str]:
    """The buttons that lead to the act."""
    return [one.get_text(strip=True) for one in may(case, who).select(f"a[href$='/act/{step}/']")]


def barred(case: str, who: Any = HEAD) -> dict[str, str]:
    rows = may(case, who).select("ul.pl-barred > li")
    return {one.b.get_text(strip=True): one.get_text(" ", strip=True) for one in rows}


def test_a_penalty_without_its_review_is_shown_as_not_possible_with_article_lack_and_who(
    penalty: str,
) -> None:
    assert named(penalty, "decide") == ["作出决定（不予行政处罚、违法事实不能成立、移送司法机关）"]
    assert not may(penalty).select_one(".pl-button-main[href$='/act/decide/']")
    told = barred(penalty)["作出决定：给予行政处罚"]
    for word in (
        "未经审核或者审核未通过不得作出",
        "《行政处罚法》第五十八条第一款",
        "缺少：法制审核",
        "由法制审核人员办理",
    ):
        assert word in told
    form = {
        "at": "2026-10-20T09:00",
        "seen": str(read_case(penalty).history.position),
        "f_outcome": "penalty",
    }
    answer = part(desk_of(HEAD), f"/cases/{penalty}/act/decide/", form)
    assert answer.status_code == 422
    assert "未经审核或者审核未通过不得作出" in answer.content.decode()


def test_a_review_that_came_back_opens_nothing_and_one_that_passed_opens_the_decision(penalty: str) -> None:
    did(penalty, "legal_review", "2026-10-14 10:00", by=REVIEWER, mode="attest", result="returned")
    assert "作出决定：给予行政处罚" in barred(penalty)
    did(penalty, "legal_review", "2026-10-16 10:00", by=REVIEWER, mode="attest", result="passed")
    assert named(penalty, "decide") == ["作出决定"]
    assert "作出决定：给予行政处罚" not in barred(penalty)


def test_the_page_of_the_review_itself_offers_no_penalty_before_the_opinion(review: str) -> None:
    for step, at in ((None, ""), ("review", "2026-10-13 09:00")):
        if step:
            did(review, step, at, by=REVIEWER, mode="attest", round=1, crime_checked="none")
        (name,) = named(review, "decide")
        assert name != "作出执法决定"
        assert "给予行政处罚" not in name
        told = barred(review)["作出执法决定：给予行政处罚"]
        assert "缺少：出具书面审核意见，由法制审核人员办理" in told
    agreed = {"result": "agree", "signed": True, "after_hearing": True}
    did(review, "opinion", "2026-10-14 09:00", by=REVIEWER, mode="attest", round=1, **agreed)
    assert named(review, "decide") == ["作出执法决定"]


def test_a_decision_that_is_no_penalty_waits_whole_for_its_review(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-20 09:00")
    case = opened("2026-10-12 09:00", "legal.review", number="青市监审〔2026〕2号", facts={})
    did(case, "trigger_check", "2026-10-12 09:10", mode="attest", **{**CHECKED, "act_kind": "permit"})
    did(case, "submit", "2026-10-12 10:00", mode="attest", round=1, material_complete=True)
    assert named(case, "decide") == []
    assert "出具书面审核意见" in barred(case)["作出执法决定"]


def test_a_fact_that_nobody_stated_is_named_with_where_it_is_stated(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-20 09:00")
    case = opened("2026-10-08 09:00")
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, **FILED)
    stated = {name: said for name, said in CONCLUDED.items() if name != "harmless"}
    did(case, "conclude_investigation", "2026-10-09 10:00", mode="attest", papers=("调查终结报告",), **stated)
    assert named(case, "decide") == []
    assert "“轻微并及时改正且无危害后果”（在“调查终结”中记载）" in barred(case)["作出决定"]
    assert "作出决定" in barred(case, QIN)
