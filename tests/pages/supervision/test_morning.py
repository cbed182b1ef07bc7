"""What comes in: replies due and overdue, complaints, tickets of the hotline; and how a matter begins from them."""

from __future__ import annotations

import re

import pytest
from tests.apps.exchange.conftest import opened_source
from tests.builders.desk import FILED, HEAD, INVESTIGATED, ORGAN, SUPERVISOR, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework import linking
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.exchange.actions import deliver
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.supervision.actions import Matter, begin, tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.joining import REVIEWED_BY
from plumbline.core.clocks.civil import parse_day

pytestmark = pytest.mark.django_db
TICKET = {"工单编号": "RX1", "诉求类型": "投诉", "转办日期": "2026-03-02"}


@pytest.fixture(autouse=True)
def organs(settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-12 09:00")
    registered_organ()
    by, first = (
        Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",)),
        parse_day("2025-01-02"),
    )
    values = {
        "organ_no": "organ-justice", "name": "青石区司法局", "organ_kind": "organ", "division_code": "650105",
        "document_word": "青司",
    }  # fmt: skip
    acts = [RegisterAct("register_organ", first, values)]
    told = {"division": "650105", "by": by, "now": instant("2025-01-02 09:00"), "today": first}
    register("organ", "organ-justice", acts, **told)


def letter(report_by: str) -> str:
    matter = Matter(
        cause="一人执法",
        source="inspection",
        told="调查时只有一名执法人员",
        in_other_procedure=False,
        instrument="opinion",
        failing="unlawful",
        facts="调查只有一名执法人员",
        demands="重新调查取证",
        report_by=parse_day(report_by),
    )
    told = {"now": instant("2026-03-04 09:00"), "today": parse_day("2026-03-04")}
    return begin(person=SUPERVISOR, organ=ORGAN, matter=matter, **told)


def told(text: str, name: str) -> str:
    """The number that stands under a name on the morning page."""
    found = re.search(rf"{name}.{{0,200}}?<b>([\d,]+)</b>", text, re.DOTALL)
    assert found is not None, (name, text)
    return found[1]


def test_replies_and_clues_are_counted_as_the_lists_behind_them_show() -> None:
    desk = desk_of(SUPERVISOR)
    text = desk.get("/supervision/").content.decode()
    assert [told(text, name) for name in ("报告将到期", "报告逾期", "热线线索")] == ["0", "0", "0"]
    overdue, due = letter("2026-03-11"), letter("2026-03-13")
    letter("2026-04-30")
    source = opened_source("rx", "hotline-tickets")
    for number in ("RX1", "RX2"):
        deliver(source, [{**TICKET, "工单编号": number}], key=None, now=instant("2026-03-05 09:00"))
    settled = {**TICKET, "工单编号": "RX2", "办结日期": "2026-03-06", "办结结果": "已解决"}
    deliver(source, [settled], key=None, now=instant("2026-03-07 09:00"))
    text = desk.get("/supervision/").content.decode()
    assert [told(text, name) for name in ("报告将到期", "报告逾期", "热线线索")] == ["1", "1", "1"]
    for tab, case, other in (("due", due, overdue), ("overdue", overdue, due)):
        listed = desk.get(f"/supervision/instruments/?tab={tab}").content.decode()
        assert f"/cases/{case}/" in listed
        assert f"/cases/{other}/" not in listed
    assert "RX1" in desk.get("/cases/?procedure=hotline.ticket").content.decode()


def test_a_ticket_leads_to_a_matter_whose_form_is_filled_from_it() -> None:
    source = opened_source("rx", "hotline-tickets")
    deliver(source, [TICKET], key=None, now=instant("2026-03-05 09:00"))
    ticket = CaseStanding.objects.get(procedure="hotline.ticket")
    desk = desk_of(SUPERVISOR)
    address = f"/supervision/instruments/begin/?clue={ticket.case}"
    assert address in desk.get(f"/cases/{ticket.case}/").content.decode()
    form = desk.get(address).content.decode()
    assert f"热线转办工单 {ticket.number}" in form
    assert re.search(r'<option value="hotline" selected', form)
    assert re.search(rf'value="{ticket.organ}"[^>]*checked', form)
    assert address not in desk_of(HEAD).get(f"/cases/{ticket.case}/").content.decode()


def test_what_went_to_reconsideration_is_left_alone_unless_somebody_says_it_is_another_matter() -> None:
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
    tick(now=instant("2026-03-03 10:00"))
    finding = FindingRow.objects.get().id
    desk = desk_of(SUPERVISOR)
    address = f"/supervision/instruments/begin/?finding={finding}"
    assert re.search(r'<option value="no" selected', desk.get(address).content.decode())
    noted = {"kind": REVIEWED_BY, "number": "青政复〔2026〕7号", "organ": "青石区人民政府"}
    linking.note_remedy(person=HEAD, case=case, seen=None, now=instant("2026-03-05 09:00"), **noted)
    form = desk.get(address).content.decode()
    assert re.search(r'<option value="yes" selected', form)
    assert "青政复〔2026〕7号" in form
    assert all(one.same for one in rebuild_projections(write=False))
