"""How a case stands as a whole: the lists say it in the words of its page; a limit on hold says since when."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, HEAD, PLACE, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Opening, join_case, open_case

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")
    registered_organ()


def filed(number: int, field: str | None = None) -> str:
    opening = Opening(
        "penalty.ordinary",
        f"青市监立〔2026〕{number}号",
        "未按规定检测安全设备",
        field=field,
        facts={"party_kind": "organisation"},
    )
    case = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-10-08 09:00"))
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), mode="attest", **FILED)
    return case


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def listed(tab: str) -> dict[str, str]:
    """What the list says of each case, by its number."""
    rows = soup(desk_of(QIN).get(f"/cases/?tab={tab}&procedure=penalty.ordinary")).select("tbody tr")
    return {one.find("a").get_text(strip=True): one.find_all("td")[-1].get_text(strip=True) for one in rows}


def test_the_list_says_how_a_case_ended() -> None:
    joined, lead = filed(11), filed(12)
    withdrawn, handed_over = filed(13), filed(14)
    join_case(
        person=QIN, case=joined, lead=lead, reason="同一当事人", seen=None, now=instant("2026-10-09 09:00")
    )
    did(withdrawn, "withdraw_case", "2026-10-09 09:00", mode="attest")
    did(handed_over, "transfer_case", "2026-10-09 09:00", mode="attest")
    assert listed("closed") == {
        "青市监立〔2026〕11号": "已并案",
        "青市监立〔2026〕13号": "已撤案",
        "青市监立〔2026〕14号": "已移送",
    }
    sheet = desk_of(QIN).get("/cases/export.csv?tab=closed&list=cases&form=csv").content.decode()
    assert "已并案" in sheet


def test_a_case_on_hold_says_so_in_the_list_and_since_when_on_its_page() -> None:
    case = filed(15, "market-supervision")
    did(case, "suspend", "2026-10-10 09:00", by=HEAD, ground="party_missing")
    assert listed("open")["青市监立〔2026〕15号"] == "已中止"
    clocks = soup(desk_of(QIN).get(f"/cases/{case}/")).find(
        "section", attrs={"aria-labelledby": "pl-clocks-title"}
    )
    assert "中止自 10-10" in clocks.get_text(" ", strip=True), "not since the limit began to run"
    did(case, "resume", "2026-10-12 09:00")
    assert listed("open")["青市监立〔2026〕15号"] != "已中止"


def test_a_limit_that_goes_on_stays_in_the_list_while_another_is_on_hold() -> None:
    case = opened("2026-10-08 09:00", number="青市监立〔2026〕16号")
    assert listed("open")["青市监立〔2026〕16号"] == "办理中"
    did(case, "withdraw_case", "2026-10-09 09:00", mode="attest")
    assert "青市监立〔2026〕16号" not in listed("open")


@pytest.mark.parametrize("closed", [False, True])
def test_a_right_that_nobody_used_has_lapsed_and_is_not_overdue(closed: bool, settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-11-12 09:20")
    case = filed(17)
    told = {"at": "2026-10-08 11:00", "mode": "attest", "hearing_right_told": True}
    did(case, "tell_proposed_penalty", **told)
    if closed:
        did(case, "close_archive", "2026-10-30 09:00", mode="attest", state="performed")
    clocks = soup(desk_of(QIN).get(f"/cases/{case}/")).find(
        "section", attrs={"aria-labelledby": "pl-clocks-title"}
    )
    said = clocks.get_text(" ", strip=True)
    hearing = said[said.index("要求听证") :]
    assert "期满未行使" in hearing
    assert "逾期" not in hearing
    link = next(one["hx-get"] for one in clocks.select("[hx-get*='request-hearing']"))
    why = soup(desk_of(QIN).get(link)).get_text(" ", strip=True)
    assert "要求听证" in why
    assert "超期" not in why
