"""Before a visit is planned: a check off site that was enough is told of, and why a visit all the same is asked."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, PLACE, QIN, QUALIFIED, did, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_acts
from plumbline.apps.casework.approval_chains import set_chain
from plumbline.apps.casework.approving import submit_for_approval
from plumbline.apps.casework.case_reading import read_case
from plumbline.core.cases.approval import Office, Seat
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ONE, OTHER = "91659900MA7QT2K3XB", "91110000100000000X"


def inspection(
    number: int, at: str = "2026-10-08 09:00", title: str = "安全生产检查", code: str = ONE
) -> str:
    """An inspection of an organisation, which the site knows again by its code."""
    party = {"party_name": "青石区恒岳机械加工有限公司", "party_number": code}
    facts = {"party_kind": "organisation"}
    told = Opening("inspection", f"青市监检案〔2026〕{number}号", title, facts=facts, party=party)
    return open_case(person=QIN, place=PLACE, opening=told, now=instant(at))


def notice(case: str) -> str:
    """What the form of the plan tells of checks."""
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/plan/").content, "html.parser")
    told = [one.get_text(" ", strip=True) for one in page.select("div.pl-notice")]
    assert bool(told) == bool(page.find(attrs={"name": "f_visit_reason"}))
    return " ".join(told)


@pytest.fixture(autouse=True)
def _desk(settings: Any) -> None:
    settings.DEMO = True
    registered_organ()


def test_the_plan_tells_of_the_check_and_asks_why_and_never_forbids() -> None:
    checked, planned = inspection(1), inspection(2)
    assert notice(planned) == ""
    did(checked, "off_site_check", "2026-10-08 10:00", form="data", sufficient=True, finding="no_problem")
    said = notice(planned)
    assert [
        one for one in ("青市监检案〔2026〕1号", "2026-10-08", "数据", "未发现问题") if one not in said
    ] == []
    url, form = (
        f"/cases/{planned}/act/plan/",
        {"at": "2026-10-09T10:00", "seen": str(read_case(planned).history.position)},
    )
    refused = desk_of(QIN).post(url, form)
    assert refused.status_code == 422
    assert "请写明仍安排入企的理由" in refused.content.decode()
    assert desk_of(QIN).post(url, {**form, "f_visit_reason": "接到新的投诉"}).status_code == 302
    (record,) = [one.record for one in read_case(planned).held if one.record.step == "plan"]
    assert record.fields["visit_reason"] == "接到新的投诉"
    page = desk_of(HEAD).get(f"/cases/{planned}/act/approve/").content.decode()
    assert "接到新的投诉" in page, "the head sees the reason and may state another"


def test_only_of_the_same_party_matter_organ_and_year_and_only_where_it_was_enough() -> None:
    planned = inspection(1)
    others = (
        inspection(2, code=OTHER),
        inspection(3, title="价格行为检查"),
        inspection(4, at="2025-10-08 09:00"),
    )
    for case in others:
        at = "2025-10-08 10:00" if case == others[2] else "2026-10-08 10:00"
        did(case, "off_site_check", at, form="paper", sufficient=True)
    did(inspection(5), "off_site_check", "2026-10-08 10:00", form="paper", sufficient=False)
    assert notice(planned) == ""
    did(planned, "off_site_check", "2026-10-08 10:00", form="paper", sufficient=True)
    assert "本案" in notice(planned)


def test_what_has_happened_is_entered_without_a_reason() -> None:
    planned = inspection(1)
    did(planned, "off_site_check", "2026-10-08 10:00", form="data", sufficient=True)
    form = {"at": "2026-10-08T10:00", "seen": str(read_case(planned).history.position), "attest": "1"}
    assert desk_of(QIN).post(f"/cases/{planned}/act/plan/", form).status_code == 302


def test_the_door_asks_whoever_comes_and_from_wherever() -> None:
    checked, planned = inspection(1), inspection(2)
    did(checked, "off_site_check", "2026-10-08 10:00", form="data", sufficient=True)
    before = read_case(planned).history.position
    with pytest.raises(ActRefused) as alone:
        did(planned, "plan", "2026-10-09 10:00")
    plan = Act("plan", Moment("2026-10-09T10:00+08:00", "minute"), values={"visit_reason": "  "})
    told = {"person": QIN, "case": planned, "seen": None, "now": instant("2026-10-09 10:00")}
    with pytest.raises(ActRefused) as several:
        perform_acts(acts=[plan], officers=QUALIFIED, **told)
    set_chain(
        person=HEAD,
        procedure="inspection",
        step="plan",
        seats=[Seat(Office.UNIT, "QS-0002")],
        now=instant("2026-10-09 09:00"),
        today=parse_day("2026-10-09"),
    )
    with pytest.raises(ActRefused) as submitted:
        submit_for_approval(act=plan, opinion="拟同意", officers=QUALIFIED, **told)
    for refused in (alone, several, submitted):
        (reason,) = [one for one in refused.value.reasons if one.field == "visit_reason"]
        assert reason.blocks
        assert reason.facts[0][0] == "足以实现检查目的的非现场检查：青市监检案〔2026〕1号 2026-10-08"
        assert reason.way_out("zh") == "填写“非现场检查后仍入企的理由”；没有其他理由的，不再安排入企检查"
        assert "plan no visit" in str(reason.way_out("en"))
    assert read_case(planned).history.position == before, "nothing was entered"


def test_the_same_through_the_door_with_a_reason_and_as_it_happened() -> None:
    checked, planned, entered = inspection(1), inspection(2), inspection(3)
    did(checked, "off_site_check", "2026-10-08 10:00", form="data", sufficient=True)
    assert did(planned, "plan", "2026-10-09 10:00", visit_reason="接到新的投诉")
    assert did(entered, "plan", "2026-10-09 10:00", mode="attest"), "what has happened is told as it was"
