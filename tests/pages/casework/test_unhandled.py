"""Running cases that nobody handles: the head finds them, and assigns many at once, each by a record of its own."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, HEAD, ORGAN, QIN, did, opened, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import assign_case
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.casework.queries.unhandled import unhandled
from plumbline.apps.exchange.identity import SIGN
from plumbline.apps.exchange.suppliers import BEGINNING
from plumbline.apps.people import actions as people
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-03-10 09:00")
PAGE = "/cases/to-assign/"
NOBODY = person(Role.AGENCY_HEAD)
"""A head who is no officer in the register: what they open is handled by nobody."""
REASON = "系统启用，分配在办案件"


@pytest.fixture
def cases(settings) -> list[str]:
    """Three cases without a handler, of which the first names Qin; and one that Qin handles."""
    settings.CLOCK = lambda: NOW
    start = instant("2026-03-01 09:00") // 86_400_000_000
    told = {"by": person(Role.SUPERVISOR), "now": instant("2026-03-01 09:00"), "today": start}
    organ = {
        "organ_no": ORGAN, "name": "某局", "organ_kind": "organ", "division_code": "650105",
        "document_word": "青市监",
    }  # fmt: skip
    people.register("organ", ORGAN, [people.Act("register_organ", start, organ)], **told)
    for code in ("QS-0001", "QS-0002"):
        values = {"officer_no": code, "name": f"姓名{code}", "organ_no": ORGAN}
        people.register("officer", code, [people.Act("register_officer", start, values)], **told)
    found = [opened("2026-03-02 09:00", by=NOBODY, number=f"青市监立〔2026〕{n}号") for n in (1, 2, 3)]
    did(found[0], "file_case", "2026-03-02 10:00", by=QIN, mode="attest", papers=("立案审批表",), **FILED)
    opened("2026-03-02 09:00", number="青市监立〔2026〕4号")
    return found


def handlers(case: str) -> tuple[str, ...]:
    return read_case(case).history.handlers


def sent(case: list[str], **more: str) -> BeautifulSoup:
    answer = desk_of(HEAD).post(PAGE, {"chosen": case, "reason": REASON, **more}, follow=True)
    assert answer.status_code in (200, 422)
    return BeautifulSoup(answer.content, "html.parser")


def test_the_head_finds_them_in_the_own_work_and_nobody_else_may_assign(cases: list[str]) -> None:
    assert "没有承办人的案件" in desk_of(HEAD).get("/my-work/").content.decode()
    page = BeautifulSoup(desk_of(HEAD).get(PAGE).content, "html.parser").main
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert len(rows) == 3
    assert "青市监立〔2026〕4号" not in page.get_text()
    assert ["姓名QS-0001" in row for row in rows].count(True) == 1
    assert desk_of(QIN).get(PAGE).status_code == 403
    assert "没有承办人的案件" not in desk_of(QIN).get("/my-work/").content.decode()


def test_chosen_ones_go_to_named_officers_and_come_into_their_work(cases: list[str]) -> None:
    said = sent(cases[1:], first="QS-0001", second="QS-0002")
    assert "已指定 2 件案件的承办人" in said.get_text()
    assert unhandled(ORGAN)[0] == 1
    assert [handlers(case) for case in cases] == [(), ("QS-0001", "QS-0002"), ("QS-0001", "QS-0002")]
    mine = desk_of(QIN).get("/my-work/?tab=open").content.decode()
    assert "青市监立〔2026〕2号" in mine
    assert "青市监立〔2026〕1号" not in mine
    record = read_case(cases[1]).history.sealed[-1]
    assert (record.step, record.fields["reason"]) == ("assign_case", REASON)


def test_as_the_records_name_leaves_out_what_names_nobody(cases: list[str]) -> None:
    sent(cases, first="recorded")
    assert [handlers(case) for case in cases] == [("QS-0001",), (), ()]
    told = sent(cases[1:], first="recorded").get_text()
    assert "没有本机关的执法人员" in told
    assert "已指定" not in told
    sent(cases[1:], first="QS-0002")
    empty = desk_of(HEAD).get(PAGE).content.decode()
    assert "在办案件都有承办人" in empty
    assert "没有承办人的案件" not in desk_of(HEAD).get("/my-work/").content.decode()


def test_what_is_missing_is_said_and_who_was_assigned_meanwhile_stays(cases: list[str]) -> None:
    assert "请至少选择一件案件" in sent([], first="QS-0001").get_text()
    assert sent(cases, first="QS-0001", reason="").select_one(".pl-error-summary, [role=alert]")
    assert [handlers(case) for case in cases] == [(), (), ()]
    assign_case(person=HEAD, case=cases[0], officers=["QS-0002"], reason="先办", seen=None, now=NOW)
    sent(cases, first="QS-0001")
    assert [handlers(case) for case in cases] == [("QS-0002",), ("QS-0001",), ("QS-0001",)]
    other = person(Role.AGENCY_HEAD, "QS-0900", "organ-other")
    desk_of(other).post(PAGE, {"chosen": cases, "reason": REASON, "first": "QS-0001"})
    assert handlers(cases[0]) == ("QS-0002",)


def test_what_another_system_delivers_is_handled_there_and_what_was_brought_along_here(
    cases: list[str],
) -> None:
    delivered, brought, _own = cases
    CaseStanding.objects.filter(case=delivered).update(begun_by="source:market-system")
    brought_by = f"{SIGN}{BEGINNING}running-0a1b2c3d"
    CaseStanding.objects.filter(case=brought).update(begun_by=brought_by)
    assert {one.case for one in unhandled(ORGAN)[1]} == set(cases) - {delivered}
