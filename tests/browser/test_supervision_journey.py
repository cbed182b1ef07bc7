"""A breach is found, taken up with an opinion, mended with evidence, closed; a complaint takes the matter up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import sample_files
from tests.builders.chromium import DESKTOP, settle
from tests.builders.desk import FILED, INVESTIGATED
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, Journey, login

from plumbline.apps.casework.actions import Act, Opening, Paper, open_case, perform_act
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.apps.supervision.actions import tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db(transaction=True)]
SUPERVISOR = login(Role.SUPERVISOR)
TODAY = parse_day("2026-10-12")


def somebody(username: str) -> Person:
    account = login_of(username)
    assert account is not None
    return persons_of(account, TODAY)[0]


def breach() -> str:
    """One officer investigated where two are demanded; the scan says so."""
    officer, head = somebody(OFFICER), somebody(HEAD)
    opening = Opening(
        "penalty.ordinary",
        None,
        "未按规定检测安全设备",
        facts={"party_kind": "organisation"},
        party={"party_name": "青石区宏图仓储有限公司（虚构）"},
    )
    place = Place(officer.organ, officer.divisions[0])
    case = open_case(person=officer, place=place, opening=opening, now=instant("2026-10-12 09:00"))
    for person, step, at, values, papers in (
        (head, "file_case", "2026-10-12 09:10", FILED, ("立案审批表",)),
        (officer, "investigate", "2026-10-12 09:20", INVESTIGATED, ()),
    ):
        act = Act(
            step,
            Moment(f"{at.replace(' ', 'T')}+08:00", "minute"),
            values=values,
            papers=tuple(Paper(one) for one in papers),
        )
        perform_act(person=person, case=case, act=act, seen=None, now=instant(at), mode="attest")
    tick(now=instant("2026-10-12 09:30"))
    return str(FindingRow.objects.get(case=case, rule="two-officers").id)


def taken_up(journey: Journey, finding: str) -> None:
    journey.at("2026-10-12 10:00")
    journey.go(f"/supervision/findings/{finding}/", SUPERVISOR)
    journey.page.locator("section:has(#pl-matters) a.pl-button").click()
    form = journey.page.locator("main form")
    form.locator("[name=instrument]").select_option("opinion")
    form.locator("[name=failing]").select_option("unlawful")
    form.locator("[name=facts]").fill("10月12日的调查只有一名执法人员")
    form.locator("[name=demands]").fill("由两名执法人员重新调查取证")
    journey.send()
    journey.page.wait_for_url(lambda url: "/cases/" in url)
    settle(journey.page)
    journey.hold()


def mended(journey: Journey, evidence: Path) -> None:
    done = {"round": "1", "done": "已由两名执法人员重新调查，附记录"}
    journey.act("rectify_report", "2026-10-15 09:00", done, "整改报告", by=HEAD, files={"files": evidence})
    journey.act("verify", "2026-10-16 09:00", {"round": "1", "result": "accepted"}, by=SUPERVISOR)
    journey.act("close_matter", "2026-10-16 09:30", {"outcome": "corrected"})
    assert CaseStanding.objects.get(procedure="enforcement.supervision").ended_day is not None


def complained(journey: Journey) -> None:
    journey.at("2026-10-19 09:00")
    journey.page.goto(f"{journey.server}/public/complaints/new/complaint/")
    journey.page.locator("[name=organ]").select_option("QS02")
    journey.page.locator("[name=told]").fill("重新调查时仍然只来了一名执法人员")
    journey.clock["now"] += 60_000_000
    journey.page.locator("form.pl-form .pl-button-main").click()
    journey.page.locator("code").first.wait_for()


def taken_up_again(journey: Journey) -> None:
    journey.act("reopen", "2026-10-20 09:00", {"reason": "收到投诉，反映问题没有改正"}, by=SUPERVISOR)
    assert CaseStanding.objects.get(procedure="enforcement.supervision").ended_day is None
    found = {"failing": "unlawful", "facts": "10月15日的调查仍然只有一名执法人员"}
    journey.act("find", "2026-10-20 09:10", found)
    again = {"kind": "opinion", "round": "2", "demands": "再次重新调查取证", "report_by": "2026-10-30"}
    journey.act("instrument", "2026-10-20 09:20", again, "行政执法监督意见书")
    row = CaseStanding.objects.get(procedure="enforcement.supervision")
    assert (row.due_day, row.waiting_for) == (parse_day("2026-10-30"), "agency_head")


def test_a_finding_is_followed_to_its_end_and_taken_up_again(begin_journey, settings, tmp_path: Path) -> None:
    settings.SUPERVISING_ORGAN = "QS01"
    evidence = tmp_path / "重新调查笔录.pdf"
    evidence.write_bytes(sample_files.pdf("重新调查笔录"))
    journey = begin_journey((DESKTOP,), "2026-10-12 09:00", {DESKTOP: ()})
    taken_up(journey, breach())
    mended(journey, evidence)
    complained(journey)
    taken_up_again(journey)
    journey.finish()
