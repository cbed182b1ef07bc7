"""From a finding to a letter, the organ's report, its verification, closing, and taking the matter up again."""

from __future__ import annotations

import pytest
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    OTHER_ORGAN,
    QIN,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import void_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.casework.pages.case_parts import diagram
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.ledger_store.queries import case_records, log_state
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.supervision.actions import Matter, begin, tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.standing import clock_states
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
LEADER = person(Role.GOVERNMENT_LEADER, organ="organ-government")
NOW = "2026-03-04 09:00"


@pytest.fixture(autouse=True)
def organs() -> None:
    registered_organ()
    for organ, word in ((OTHER_ORGAN, "青消"), ("organ-justice", "青司")):
        by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
        values = {
            "organ_no": organ,
            "name": f"青石区{word}局",
            "organ_kind": "organ",
            "division_code": "650105",
            "document_word": word,
        }
        first = parse_day("2025-01-02")
        acts = [RegisterAct("register_organ", first, values)]
        register("organ", organ, acts, division="650105", by=by, now=instant("2025-01-02 09:00"), today=first)


@pytest.fixture
def finding() -> str:
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
    tick(now=instant("2026-03-03 10:00"))
    return str(FindingRow.objects.get().id)


def entered() -> int:
    state = log_state()
    return state.size + state.waiting


def matter(**more: object) -> Matter:
    said: dict[str, object] = {
        "cause": "一人执法",
        "source": "scan_finding",
        "told": "调查时只有一名执法人员",
        "in_other_procedure": False,
        "instrument": "opinion",
        "failing": "unlawful",
        "facts": "3月3日的调查只有一名执法人员",
        "demands": "重新调查取证",
        "report_by": parse_day("2026-03-13"),
    }
    return Matter(**(said | more))  # type: ignore[arg-type]


def test_a_finding_becomes_an_opinion_with_the_bureaus_number_and_the_organ_reports(
    finding, settings
) -> None:
    today = parse_day("2026-03-04")
    case = begin(
        person=SUPERVISOR, organ=QIN.organ, matter=matter(finding=finding), now=instant(NOW), today=today
    )
    file = read_case(case)
    opinion = next(one for one in file.history.sealed if one.step == "instrument")
    (paper,) = list(opinion.fields["_documents"])  # type: ignore[union-attr]
    assert "青司" in str(paper["number"]), "the paper is the bureau's, not the organ's"  # type: ignore[index]
    assert file.history.opening.organ == QIN.organ
    assert FindingRow.objects.get(id=finding).matters == case
    standing = CaseStanding.objects.get(case=case)
    assert (standing.due_day, standing.waiting_for) == (parse_day("2026-03-13"), "agency_head")
    did(
        case,
        "rectify_report",
        "2026-03-12 09:00",
        by=HEAD,
        round=1,
        done="已由两人重新调查",
        papers=("整改报告",),
    )
    did(case, "verify", "2026-03-16 09:00", by=SUPERVISOR, round=1, result="accepted")
    did(case, "close_matter", "2026-03-16 10:00", by=SUPERVISOR, outcome="corrected")
    assert CaseStanding.objects.get(case=case).ended_day == parse_day("2026-03-16")


def refusing(case: str, at: str) -> set[str]:
    """The rules that keep a matter from being closed as corrected."""
    with pytest.raises(ActRefused) as caught:
        did(case, "close_matter", at, by=SUPERVISOR, outcome="corrected")
    return {one.rule for one in caught.value.reasons if one.blocks}


def next_on_the_line(case: str) -> str:
    """The step that the main line of the case page marks as the next."""
    file, now = read_case(case), instant("2026-03-25 09:00")
    speak = Speaker(file.docket, parse_day("2026-03-25"))
    drawn = diagram(file, speak, (), clock_states(file.docket, file.history, now))
    return next(one.name for one in drawn.steps if one.state == "current")


def test_a_closed_matter_goes_on_after_a_complaint_with_a_clock_of_its_own() -> None:
    today = parse_day("2026-03-04")
    case = begin(person=SUPERVISOR, organ=QIN.organ, matter=matter(), now=instant(NOW), today=today)
    did(case, "rectify_report", "2026-03-12 09:00", by=HEAD, round=1, done="已改正", papers=("整改报告",))
    with pytest.raises(ActRefused, match="has not ended"):
        did(case, "reopen", "2026-03-13 09:00", by=SUPERVISOR, reason="没有办结的不能重新启动")
    did(case, "verify", "2026-03-16 09:00", by=SUPERVISOR, round=1, result="accepted")
    did(case, "close_matter", "2026-03-16 10:00", by=SUPERVISOR, outcome="corrected")
    with pytest.raises(ActRefused):
        did(case, "find", "2026-03-20 09:00", by=SUPERVISOR, failing="unlawful", facts="再次违法")
    did(case, "reopen", "2026-03-20 09:00", by=SUPERVISOR, reason="投诉人反映未改正")
    assert CaseStanding.objects.get(case=case).ended_day is None
    assert next_on_the_line(case) == "登记问题线索", "the line begins anew, as the lists say"
    did(case, "find", "2026-03-20 09:10", by=SUPERVISOR, failing="unlawful", facts="再次违法")
    did(
        case,
        "instrument",
        "2026-03-20 09:20",
        by=SUPERVISOR,
        papers=("行政执法监督意见书",),
        kind="opinion",
        round=2,
        demands="改正",
        report_by=parse_day("2026-03-27"),
    )
    assert CaseStanding.objects.get(case=case).due_day == parse_day("2026-03-27")
    assert next_on_the_line(case) == "报送纠正情况", "the second letter awaits its own report"
    assert refusing(case, "2026-03-25 10:00") == {"reported-before-closing"}, (
        "the earlier report answers the earlier letter"
    )
    did(case, "rectify_report", "2026-03-26 09:00", by=HEAD, round=2, done="已改正", papers=("整改报告",))
    assert refusing(case, "2026-03-26 10:00") == {"reported-before-closing"}, (
        "what was verified was the earlier report"
    )
    did(case, "verify", "2026-03-27 09:00", by=SUPERVISOR, round=2, result="accepted")
    did(case, "close_matter", "2026-03-27 10:00", by=SUPERVISOR, outcome="corrected")
    assert CaseStanding.objects.get(case=case).ended_day == parse_day("2026-03-27")


def test_supervision_begins_whole_or_not_at_all(finding) -> None:
    """A killed process leaves no clue without its letter; a letter that the law refuses leaves nothing behind."""
    begun = {"person": SUPERVISOR, "organ": QIN.organ, "now": instant(NOW), "today": parse_day("2026-03-04")}
    before = entered()
    with pytest.raises(ActRefused):
        begin(matter=matter(finding=finding, instrument="urging_letter", report_by=None), **begun)
    assert entered() == before
    assert FindingRow.objects.get(id=finding).matters == ""
    case = begin(matter=matter(finding=finding), **begun)
    records = [one.record for one in case_records(case)]
    assert [one.step for one in records] == ["open_case", "assign_case", "clue", "find", "instrument"]
    assert len({one.recorded_at for one in records}) == 1
    assert FindingRow.objects.get(id=finding).matters == case


def test_a_report_that_does_not_come_is_a_finding_of_its_own() -> None:
    case = begin(
        person=SUPERVISOR, organ=QIN.organ, matter=matter(), now=instant(NOW), today=parse_day("2026-03-04")
    )
    tick(now=instant("2026-03-14 09:00"))
    row = FindingRow.objects.get(case=case)
    assert (row.rule, row.state, row.organ) == ("report-on-opinion", "open", QIN.organ)


def test_neither_side_acts_for_the_other() -> None:
    case = begin(
        person=SUPERVISOR, organ=QIN.organ, matter=matter(), now=instant(NOW), today=parse_day("2026-03-04")
    )
    for step, by in (("verify", HEAD), ("rectify_report", SUPERVISOR), ("decision", SUPERVISOR)):
        with pytest.raises(ActRefused):
            did(case, step, "2026-03-05 09:00", by=by, round=1, result="accepted", done="x", demands="x")
    letter = next(one.record.id for one in case_records(case) if one.record.step == "instrument")
    with pytest.raises(ActRefused):
        void_act(
            person=HEAD, case=case, record=letter, reason="不服", seen=None, now=instant("2026-03-05 09:00")
        )
    penalty = opened("2026-03-05 09:00", number="青市监立〔2026〕9号")
    with pytest.raises(AccessRefused):
        did(penalty, "file_case", "2026-03-05 10:00", by=SUPERVISOR, **FILED)


def test_the_government_alone_decides() -> None:
    case = begin(
        person=SUPERVISOR, organ=QIN.organ, matter=matter(), now=instant(NOW), today=parse_day("2026-03-04")
    )
    did(case, "propose_decision", "2026-03-16 09:00", by=SUPERVISOR, proposal="责令纠正")
    did(
        case,
        "decision",
        "2026-03-17 09:00",
        by=LEADER,
        round=2,
        demands="责令纠正",
        papers=("行政执法监督决定书",),
    )


def test_a_dispute_in_reconsideration_is_left_alone() -> None:
    with pytest.raises(ActRefused) as refused:
        begin(
            person=SUPERVISOR,
            organ=QIN.organ,
            matter=matter(in_other_procedure=True),
            now=instant(NOW),
            today=parse_day("2026-03-04"),
        )
    assert "§33" in str(refused.value.data["hindrances"])


def test_one_text_goes_to_many_organs_each_with_its_own_number(finding, settings) -> None:
    desk = desk_of(SUPERVISOR)
    assert "一人执法" not in desk.get("/supervision/instruments/").content.decode()
    form = desk.get(f"/supervision/instruments/begin/?finding={finding}").content.decode()
    assert "两人" in form
    sent = {
        "organs": [QIN.organ, OTHER_ORGAN],
        "cause": "一人执法",
        "source": "inspection",
        "told": "调查时只有一名执法人员",
        "in_other_procedure": "no",
        "instrument": "opinion",
        "failing": "unlawful",
        "facts": "只有一名执法人员",
        "demands": "重新调查取证",
        "report_by": "2099-03-13",
    }
    assert desk.post("/supervision/instruments/begin/", sent | {"report_by": ""}).status_code == 422
    assert desk.post("/supervision/instruments/begin/", sent).status_code == 302
    numbers = set(
        CaseStanding.objects.filter(procedure="enforcement.supervision").values_list("number", flat=True)
    )
    assert len(numbers) == 2
    assert all(number.startswith("青司监案") for number in numbers)
    listed = desk.get("/supervision/instruments/").content.decode()
    assert listed.count("一人执法") >= 2
    assert "一人执法" in desk_of(HEAD).get("/supervision/instruments/").content.decode()
