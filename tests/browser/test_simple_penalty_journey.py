"""A penalty imposed on the spot, its cash taken to the bank, the file closed; forbidden acts are tried too."""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.journey import COLLEAGUE, OFFICER, SECOND, Journey
from tests.builders.window import BOTH

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {DESKTOP: (), PHONE: ("phone-decision",)}
LAW = "《行政处罚法》"
TWO = [COLLEAGUE]
TOLD = {
    **dict.fromkeys(("content_told", "facts_told", "grounds_told", "rights_told"), "1"),
    "proposed_fine": "1000",
}
FILLED = {
    **{f"states_{one}": "1" for one in ("conduct", "penalty", "time_place", "remedies", "organ")},
    "decision_no": "0001",
    "kind": "fine",
    "fine": "1000",
    "signed": "1",
    "reconsideration_first": "1",
    "reconsideration_days": "60",
    "organ_kind": "district_department",
    "reconsideration_organ": "district_government",
    "basis_published": "1",
    "basis_kind": "law",
}
CASH = {"receipt_no": "P20260001", "amount": "1000", "remote": "0", "party_asked": "0", "on_water": "0"}
DECISION = "当场行政处罚决定书"


def decided(journey: Journey) -> None:
    journey.open("penalty.simple", "未佩戴安全防护用品")
    journey.act("find_violation", "2026-10-12 09:10", {"place": "青石区河滨路18号"}, together=TWO)
    hidden = (f"{LAW}第五十二条", "出示执法证件")
    journey.refused("fill_decision", "2026-10-12 09:12", FILLED, *hidden, papers=DECISION, together=TWO)
    journey.act("show_certificate", "2026-10-12 09:15", together=TWO)
    unasked = {**TOLD, "rights_told": "0"}
    journey.refused("tell_proposed_penalty", "2026-10-12 09:20", unasked, f"{LAW}第四十四条", "当事人权利")
    journey.act("tell_proposed_penalty", "2026-10-12 09:21", TOLD)
    journey.act("state_defence", "2026-10-12 09:22")
    unheard = (f"{LAW}第四十五条", "未听取并复核")
    journey.refused("fill_decision", "2026-10-12 09:23", FILLED, *unheard, papers=DECISION, together=TWO)
    heard = {"reviewed": "1", "valid": "0", "adopted": "0"}
    journey.act("hear_defence", "2026-10-12 09:25", heard)
    large = {**FILLED, "fine": "5000"}
    journey.refused(
        "fill_decision",
        "2026-10-12 09:26",
        large,
        f"{LAW}第五十一条",
        "法定数额",
        papers=DECISION,
        together=TWO,
    )
    journey.clean()
    journey.act("fill_decision", "2026-10-12 09:28", FILLED, DECISION, together=TWO)
    journey.go("")
    journey.picture("phone-decision")


def paid(journey: Journey) -> None:
    unnoted = {"refused": "1", "refusal_noted": "0"}
    journey.refused("deliver_on_spot", "2026-10-12 09:29", unnoted, f"{LAW}第五十二条", "注明")
    journey.act("deliver_on_spot", "2026-10-12 09:30", {"refused": "0", "refusal_noted": "0"})
    easy = {**CASH, "hard_later": "0"}
    receipt = "罚款专用票据"
    journey.refused(
        "collect_on_spot", "2026-10-12 09:31", easy, f"{LAW}第六十八条", "当场收缴", papers=receipt
    )
    hard = {**CASH, "hard_later": "1"}
    journey.refused("collect_on_spot", "2026-10-12 09:32", hard, f"{LAW}第七十条", receipt)
    journey.act("collect_on_spot", "2026-10-12 09:33", hard, receipt)
    journey.confirm("2026-10-12 11:00", SECOND)


def closed(journey: Journey) -> None:
    journey.refused("disclose_archive", "2026-10-13 09:00", {}, "备案", papers="卷宗", by=OFFICER)
    journey.act("report_for_record", "2026-10-13 09:05", papers="备案表")
    unbanked = "没有缴付银行"
    journey.refused("disclose_archive", "2026-10-13 09:10", {}, unbanked, papers="卷宗")
    number = {"receipt_no": "P20260001"}
    journey.act("hand_over_cash", "2026-10-13 10:00", number)
    journey.act("bank_cash", "2026-10-14 10:00", number)
    journey.refused("disclose_archive", "2026-10-14 11:00", {}, f"{LAW}第四十七条", "卷宗")
    journey.act("disclose_archive", "2026-10-14 11:10", papers="卷宗")
    journey.go("")
    assert "已结案" in journey.page.locator("main").inner_text()


@pytest.mark.complains("422")
def test_a_penalty_on_the_spot(begin_journey) -> None:
    journey = begin_journey(BOTH, "2026-10-12 09:00", PICTURES)
    decided(journey)
    paid(journey)
    closed(journey)
    journey.finish()
