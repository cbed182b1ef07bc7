"""Inspections of enterprises through the pages: plan, merging, draw, entry code, what supervisors watch."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from tests.builders.desk import HEAD, QIN, SUPERVISOR, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.enterprise.models import EnterpriseVisit, PlannedVisit
from plumbline.apps.enterprise.store import EnterpriseProjection
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.actions import Act, register
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.oversight.draw import mistakes, read_bundle
from plumbline.core.oversight.inspection_plan import stream_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRMS = ("91659905MA7QT2K39M", "91659905099000018T", "91659905099000026M")
OTHER_HEAD = person(Role.AGENCY_HEAD, "XF-0100", "organ-fire")
OTHER_SIDE = person(Role.OFFICER, "XF-0001", "organ-fire")
PLAN, OTHER = "/enterprises/plans/organ-market/2026/", "/enterprises/plans/organ-fire/2026/"


@pytest.fixture(autouse=True)
def march(settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")


@pytest.fixture
def district() -> None:
    """Two organs with three officers each who hold certificates."""
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    first = parse_day("2025-01-02")
    told = {"division": "650105", "by": by, "now": instant("2025-01-02 09:00"), "today": first}
    for organ, name, numbers in (
        ("organ-market", "青石区市场监督管理局", ("QS-0001", "QS-0002", "QS-0003")),
        ("organ-fire", "青石区消防救援局", ("XF-0001", "XF-0002", "XF-0003")),
    ):
        values = {"organ_no": organ, "name": name, "organ_kind": "organ", "division_code": "650105"}
        values["document_word"] = name[3:5]
        register("organ", organ, [Act("register_organ", first, values)], **told)
        for number in numbers:
            own = {"officer_no": number, "name": f"某{number}", "organ_no": organ}
            card = {"certificate_no": f"C{number}", "valid_from": first, "valid_until": first + 2000}
            acts = [Act("register_officer", first, own), Act("issue_certificate", first, card)]
            register("officer", number, acts, **told)


def planned(head: Person, at: str, *lines: str, cap: int = 1) -> Client:
    desk = desk_of(head)
    desk.post(f"{at}go/", {"what": "add", "items": "\n".join(lines)})
    desk.post(f"{at}go/", {"what": "cap", "cap": cap, "since": "2026-01-01"})
    desk.post(f"{at}go/", {"what": "approve"})
    desk.post(f"{at}go/", {"what": "publish"})
    return desk


def line(firm: int, month: int, matter: str = "消防检查") -> str:
    return f"{FIRMS[firm]},企业{firm}（虚构）,{matter},{month}"


def visited(desk: Client, **more: object) -> str:
    """A visit that was begun; its address at the desk."""
    told = {"task": "消防检查", "basis": "消防法", "day": "2026-03-04", "officers": ["QS-0001", "QS-0002"]}
    answer = desk.post("/enterprises/visits/new/", {**told, **more})
    assert answer.status_code == 302, re.findall(r"pl-error[^<]*<[^>]*>([^<]*)", answer.content.decode())
    return str(answer.headers["Location"])


def test_a_plan_is_made_approved_published_and_made_again_from_its_records(district) -> None:
    planned(HEAD, PLAN, line(0, 3), line(1, 5))
    text = desk_of(QIN).get(PLAN).content.decode()
    assert "已公示" in text
    assert "企业1（虚构）" in text
    before = list(EnterpriseProjection().dump())
    desk_of(QIN).post(f"{PLAN}go/", {"what": "add", "items": line(2, 6)})
    assert "编制中" in desk_of(QIN).get(PLAN).content.decode()
    assert list(EnterpriseProjection().dump()) != before
    assert PlannedVisit.objects.count() == 3


def test_a_plan_beyond_the_cap_is_neither_approved_nor_published(district) -> None:
    desk = desk_of(HEAD)
    desk.post(f"{PLAN}go/", {"what": "cap", "cap": 1, "since": "2026-01-01"})
    desk.post(f"{PLAN}go/", {"what": "add", "items": "\n".join((line(0, 3), line(0, 9), line(1, 5)))})
    told = desk.post(f"{PLAN}go/", {"what": "approve"}, follow=True).content.decode()
    assert "企业0（虚构）计划检查 2 次，超过本机关设定的每年 1 次的上限" in told
    assert "企业1" not in told.partition("计划检查 2 次")[0].rpartition("role=")[2]
    desk.post(f"{PLAN}go/", {"what": "cap", "cap": 2, "since": "2026-01-01"})
    desk.post(f"{PLAN}go/", {"what": "approve"})
    desk.post(f"{PLAN}go/", {"what": "cap", "cap": 1, "since": "2026-01-01"})
    desk.post(f"{PLAN}go/", {"what": "publish"})
    assert "已公示" not in desk.get(PLAN).content.decode(), "a cap that came after the approval counts too"


def test_an_officer_approves_nothing_and_a_stranger_writes_nothing(district) -> None:
    desk_of(QIN).post(f"{PLAN}go/", {"what": "add", "items": line(0, 3)})
    assert desk_of(QIN).post(f"{PLAN}go/", {"what": "approve"}).status_code == 403
    assert desk_of(OTHER_SIDE).post(f"{PLAN}go/", {"what": "add", "items": line(0, 3)}).status_code == 403
    assert desk_of(OTHER_SIDE).get(PLAN).status_code == 403


def test_the_enterprise_scans_and_sees_task_officers_earlier_visits_and_what_is_left(district) -> None:
    desk = planned(HEAD, PLAN, line(0, 3), cap=2)
    item = PlannedVisit.objects.get().key
    visited(desk, item=item, day="2026-02-03")
    page = desk.get(visited(desk, item=item)).content.decode()
    code = re.search(r"/enterprises/code/[^\"<]+", page)
    assert code is not None
    stranger = Client()
    text = stranger.get(code[0]).content.decode()
    for words in ("消防检查", "消防法", "某QS-0001", "CQS-0002", "还剩 0 次", "2026-02-03", "第 2 次"):
        assert words in text
    stranger.post(code[0])
    stranger.post(code[0])
    scans = [one for one in case_records(stream_of("organ-market", 2026)) if one.record.step == "note_scan"]
    assert len(scans) == 1
    assert "企业已扫码" in stranger.get(code[0]).content.decode()
    assert stranger.get(f"{code[0][:-3]}xx/").status_code == 404


def test_a_visit_becomes_its_case_and_nothing_is_typed_twice(district) -> None:
    desk = planned(HEAD, PLAN, line(0, 3), cap=2)
    visit = visited(desk, item=PlannedVisit.objects.get().key)
    assert desk_of(OTHER_SIDE).post(f"{visit}case/").status_code == 403
    opened = desk.post(f"{visit}case/")
    assert opened.headers["Location"].startswith("/cases/"), opened.headers
    case = opened.headers["Location"].rstrip("/").rpartition("/")[2]
    file = read_case(case)
    assert file.history.handlers == ("QS-0001", "QS-0002")
    told = {name: file.history.header.get(name) for name in ("source", "kind", "party_kind")}
    assert told == {"source": "yearly_plan", "kind": "daily", "party_kind": "organisation"}
    assert len(str(file.history.header["party_key"])) == 32
    page = desk.get(f"/cases/{case}/").content.decode()
    assert "计划内，本年第 1 次，上限 2 次" in page
    assert str(file.history.header["party_key"]) not in page
    number = file.history.opening.number
    assert number in desk.get(visit).content.decode()
    code = re.search(r"/enterprises/code/[^\"<]+", desk.get(visit).content.decode())
    assert code is not None
    assert number in Client().get(code[0]).content.decode()
    assert desk.post(f"{visit}case/").headers["Location"] == visit, "a visit has one case"
    assert EnterpriseVisit.objects.get().case == case


def test_a_visit_outside_the_plan_needs_its_reason_and_is_shown(district) -> None:
    desk = planned(HEAD, PLAN, line(0, 3))
    told = {"task": "核查举报", "basis": "消防法", "day": "2026-03-04", "officers": ["QS-0001", "QS-0002"]}
    outside = {**told, "firm": FIRMS[1], "name": "企业1（虚构）", "why": "complaint"}
    assert desk.post("/enterprises/visits/new/", outside).status_code == 422
    assert (
        desk.post(
            "/enterprises/visits/new/", {**outside, "reason": "收到举报", "officers": ["QS-0001"]}
        ).status_code
        == 422
    )
    seen = desk.get(visited(desk, **{**outside, "reason": "收到一件举报"})).content.decode()
    code = re.search(r"/enterprises/code/[^\"<]+", seen)
    assert code is not None
    assert "本次为计划外检查，不计入" in Client().get(code[0]).content.decode()
    item = PlannedVisit.objects.get().key
    visited(desk, item=item)
    visited(desk, item=item, reason="上次问题的复核")
    visited(desk, **{**outside, "reason": "再次收到举报"})
    lead = desk_of(SUPERVISOR)
    lead.post(
        "/enterprises/watch/classes/",
        {"source": "市监名单", "as_of": "2026-01-31", "classes": f"{FIRMS[1]},A"},
    )
    text = lead.get("/enterprises/watch/").content.decode()
    assert "收到一件举报" in text
    assert "超过上限" in text
    assert "2026-01-31" in text
    assert re.search(r"季末月 4 次", text)
    assert EnterpriseVisit.objects.filter(item="").count() == 2


def test_two_organs_that_plan_the_same_firm_are_proposed_to_go_together(district) -> None:
    planned(HEAD, PLAN, line(0, 3), line(1, 3))
    planned(OTHER_HEAD, OTHER, line(0, 5), line(1, 9))
    lead = desk_of(SUPERVISOR)
    text = lead.get("/enterprises/watch/").content.decode()
    assert FIRMS[0] in text
    assert FIRMS[1] not in text, "six months apart"
    assert desk_of(HEAD).post("/enterprises/watch/join/", {"firm": FIRMS[0]}).status_code == 403
    apart = lead.post(
        "/enterprises/watch/join/", {"firm": FIRMS[0], "what": "apart", "reason": ""}, follow=True
    )
    assert "没有写明事由" in apart.content.decode()
    lead.post(
        "/enterprises/watch/join/", {"firm": FIRMS[0], "what": "join", "lead": "organ-fire", "month": "3"}
    )
    assert FIRMS[0] not in lead.get("/enterprises/watch/").content.decode()
    for at in (PLAN, OTHER):
        assert "青石区消防救援局牵头" in lead.get(at).content.decode()


def test_a_stranger_makes_the_draw_again_and_sees_every_change(district) -> None:
    desk = planned(HEAD, PLAN, *(line(firm, 3) for firm in range(3)))
    at = desk.post(
        f"{PLAN}go/", {"what": "draw", "matter": "消防检查", "firms": "2", "officers": "2"}
    ).headers["Location"]
    assert desk.get(f"{at}firms.json").status_code == 400
    desk.post(f"{at}go/", {"what": "draw"})
    desk.post(f"{at}go/", {"what": "lists"})
    desk.post(f"{at}go/", {"what": "draw"})
    for which, many in (("firms", 3), ("officers", 3)):
        told = desk.get(f"{at}{which}.json").content
        bundle = read_bundle(told)
        assert (len(bundle.items), len(bundle.chosen)) == (many, 2)
        assert mistakes(bundle) == []
        said = json.loads(told)
        said["list"][0] += "变"
        assert mistakes(read_bundle(json.dumps(said).encode()))
        said = json.loads(told)
        said["list"].reverse()
        assert mistakes(read_bundle(json.dumps(said).encode()))


def test_classes_are_imported_and_never_for_individual_businesses(district) -> None:
    lead = desk_of(SUPERVISOR)
    told = {"source": "市监名单", "as_of": "2026-01-31"}
    answer = lead.post(
        "/enterprises/watch/classes/", {**told, "classes": "92659905MA7QT2K39J,A"}, follow=True
    )
    assert "有分类" not in answer.content.decode()
    assert desk_of(HEAD).post("/enterprises/watch/classes/", told).status_code == 403
