"""What a case page offers first: what an act waits for, not what merely follows on the line; nothing behind a gate that
is still being approved.
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, LU, QIN, QUALIFIED, REVIEWER, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.act import Act, Paper
from plumbline.apps.casework.approval_chains import set_chain
from plumbline.apps.casework.approving import submit_for_approval
from plumbline.core.cases.approval import Office, Seat
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]
CHECKED = {"act_kind": "penalty", "major_rights": True, "heard": True, "major": True}
REVIEWED = dict.fromkeys(
    ("subject_lawful", "procedure_lawful", "facts_clear", "law_right", "discretion_right", "within_power"),
    "ok",
)
REVIEWED |= {
    "documents_right": "ok",
    "crime_checked": "none",
    "first_time": False,
    "licensed": True,
    "round": 1,
}


@pytest.fixture
def case(settings: Any) -> str:
    settings.CLOCK = lambda: instant("2026-10-14 09:00")
    built = opened("2026-10-12 09:00", "legal.review", number="青市监审〔2026〕1号", facts={})
    did(built, "trigger_check", "2026-10-12 09:10", mode="attest", **CHECKED)
    did(built, "submit", "2026-10-12 10:00", mode="attest", round=1, material_complete=True)
    return built


def may(case: str, who: Any = QIN) -> BeautifulSoup:
    page = BeautifulSoup(desk_of(who).get(f"/cases/{case}/").content, "html.parser")
    return page.select_one(".pl-may")


def main_act(case: str, who: Any = QIN) -> str:
    found = may(case, who).select_one(".pl-button-main")
    return found.get_text(strip=True) if found else ""


def test_a_file_sent_back_for_missing_material_waits_to_be_completed(case: str) -> None:
    assert main_act(case, REVIEWER) == "法制审核"
    did(case, "supplement", "2026-10-13 09:00", by=REVIEWER, mode="attest", round=1, lacking="听证笔录")
    assert main_act(case) == "补充材料收到"
    row = BeautifulSoup(desk_of(QIN).get("/my-work/").content, "html.parser").tbody.get_text(" ", strip=True)
    assert "补充材料收到" in row
    did(case, "supplemented", "2026-10-14 09:00", mode="attest", round=1)
    assert main_act(case, REVIEWER) == "法制审核"


def test_what_rests_on_a_gate_in_approval_is_not_offered(case: str) -> None:
    registered_organ()
    did(case, "review", "2026-10-13 09:00", by=REVIEWER, mode="attest", **REVIEWED)
    assert main_act(case, REVIEWER) == "出具书面审核意见"
    told = {"now": instant("2026-10-13 09:30"), "today": parse_day("2026-10-13")}
    set_chain(
        person=HEAD, procedure="legal.review", step="opinion", seats=[Seat(Office.UNIT, "QS-0002")], **told
    )
    values = {"round": 1, "result": "problems", "signed": True, "after_hearing": True}
    at = Moment("2026-10-13T10:00+08:00", "minute")
    act = Act("opinion", at, values=values, papers=(Paper("法制审核意见书"),))
    now = instant("2026-10-13 10:00")
    submit_for_approval(
        person=REVIEWER, case=case, act=act, opinion="拟同意", seen=None, now=now, officers=QUALIFIED
    )
    for who in (QIN, LU, REVIEWER, HEAD):
        shown = may(case, who)
        assert not shown.select_one(".pl-button-main")
        assert "承办机构研究处理" not in [one.get_text(strip=True) for one in shown.select("a, button")]
    told_why = may(case).select_one(".pl-barred-head").find_next("ul").get_text(" ", strip=True)
    assert "承办机构研究处理 “出具书面审核意见”正在审批" in told_why


def test_the_diagram_too_shows_what_is_awaited_once_more(case: str) -> None:
    told = {"mode": "attest", "round": 1}
    did(case, "review", "2026-10-12 11:00", by=REVIEWER, **(REVIEWED | told))
    did(case, "opinion", "2026-10-12 12:00", by=REVIEWER, result="problems", **told)
    did(case, "rework", "2026-10-13 09:00", handling="已改", **told)
    assert main_act(case) == "送审"
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/").content, "html.parser")
    current = page.select_one("[aria-current=step]")
    assert current.get_text(" ", strip=True).startswith("送审")
