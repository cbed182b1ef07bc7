"""Joining, splitting, opening one case from another: written in both cases, judged with the other's records."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from tests.builders.desk import FILED, HEAD, INVESTIGATED, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.sample_files import picture

from plumbline.apps.attachments.actions import receive
from plumbline.apps.casework.actions import (
    Act,
    Opening,
    join_case,
    link_case,
    note_remedy,
    open_from,
    perform_act,
    split_case,
    undo_joining,
)
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import ReasonMissing
from plumbline.apps.casework.link_errors import (
    BelongingsOpen,
    JoinRefused,
    JoinRests,
    LinkUnknown,
    NothingCited,
    NotJoined,
)
from plumbline.apps.casework.models import CaseClock, CaseStanding
from plumbline.apps.casework.queries import links_of
from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_overview, case_records
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.standing import clock_states
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Attachment

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIMIT = "decide-in-90-days"


def filed(number: int, on: str) -> str:
    case = opened(f"{on} 09:00", number=f"青市监立〔2026〕{number}号")
    did(case, "file_case", f"{on} 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return case


def joined(first: str, lead: str, at: str = "2026-03-20 09:00") -> None:
    join_case(person=QIN, case=first, lead=lead, reason="同一当事人", seen=None, now=instant(at))


def due(case: str, now: str = "2026-03-20 12:00") -> int | None:
    file = read_case(case)
    states = clock_states(file.docket, file.history, instant(now))
    return next((one.verdict.due for one in states if one.rule.id == LIMIT), None)


def kinds(case: str) -> Sequence[tuple[str, str]]:
    return [(one.kind, one.number) for one in links_of(case)]


def test_a_joined_case_ends_and_its_earlier_start_counts_in_the_lead() -> None:
    early, lead = filed(1, "2026-03-02"), filed(2, "2026-03-12")
    before = due(early), due(lead)
    assert before == (parse_day("2026-06-01"), parse_day("2026-06-10"))
    joined(early, lead)
    assert due(lead) == before[0]
    assert CaseClock.objects.get(case=lead, rule=LIMIT).due_day == before[0]
    assert CaseStanding.objects.get(case=early).ended_day == parse_day("2026-03-20")
    assert not CaseClock.objects.filter(case=early, rule=LIMIT).exists()
    overview = case_overview(early)
    assert overview is not None
    assert overview.ended
    assert not case_overview(lead).ended  # type: ignore[union-attr]
    assert kinds(early) == [("joined_into", "青市监立〔2026〕2号")]
    assert kinds(lead) == [("has_joined", "青市监立〔2026〕1号")]
    with pytest.raises(ActRefused) as refused:
        did(early, "investigate", "2026-03-21 09:00", with_=("QS-0002",), **INVESTIGATED)
    assert "并入主案" in refused.value.message("zh")
    did(lead, "investigate", "2026-03-21 09:00", with_=("QS-0002",), **INVESTIGATED)


def test_what_cannot_be_joined_is_refused_with_the_way_out() -> None:
    case, other = filed(1, "2026-03-02"), filed(2, "2026-03-03")
    permit = opened("2026-03-02 09:00", "permit", number="青市监许案〔2026〕1号", facts={})
    for wrong in (case, permit):
        with pytest.raises(JoinRefused) as refused:
            joined(case, wrong)
        assert refused.value.remedy("zh")
    with pytest.raises(ReasonMissing):
        join_case(person=QIN, case=case, lead=other, reason=" ", seen=None, now=instant("2026-03-05 09:00"))
    did(other, "withdraw_case", "2026-03-05 10:00")
    with pytest.raises(JoinRefused):
        joined(case, other)


def test_a_case_that_was_joined_is_not_joined_again() -> None:
    first, second, third = filed(1, "2026-03-02"), filed(2, "2026-03-03"), filed(3, "2026-03-04")
    joined(first, second)
    with pytest.raises(JoinRefused):
        joined(third, first)
    joined(second, third, "2026-03-21 09:00")
    assert due(third, "2026-03-21 12:00") == parse_day("2026-06-01"), "through both joinings"


def undone(case: str, at: str = "2026-03-20 10:00", reason: str = "选错了主案") -> None:
    undo_joining(person=QIN, case=case, reason=reason, seen=None, now=instant(at))


def test_a_wrong_joining_is_undone_while_nothing_rests_on_it() -> None:
    early, lead = filed(1, "2026-03-02"), filed(2, "2026-03-12")
    with pytest.raises(NotJoined):
        undone(early)
    joined(early, lead)
    with pytest.raises(ReasonMissing):
        undone(early, reason=" ")
    with pytest.raises(NotJoined):
        undone(lead)
    undone(early)
    assert (due(early), due(lead)) == (parse_day("2026-06-01"), parse_day("2026-06-10"))
    assert not case_overview(early).ended  # type: ignore[union-attr]
    assert CaseStanding.objects.get(case=early).ended_day is None
    assert kinds(early) == kinds(lead) == []
    assert [one.record.fields["reason"] for one in case_records(lead)[-1:]] == ["选错了主案"]
    did(early, "investigate", "2026-03-21 09:00", with_=("QS-0002",), **INVESTIGATED)
    joined(early, lead, "2026-03-22 09:00")
    did(lead, "investigate", "2026-03-23 09:00", with_=("QS-0002",), **INVESTIGATED)
    with pytest.raises(JoinRests, match="Investigat"):
        undone(early, "2026-03-24 09:00")
    assert same_after_rebuild(early, lead)


def test_the_page_undoes_a_joining_and_says_why_it_cannot(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-20 09:00")
    early, lead = filed(1, "2026-10-12"), filed(2, "2026-10-13")
    joined(early, lead, "2026-10-19 09:00")
    desk = desk_of(QIN)
    assert "撤销并案" in desk.get(f"/cases/{early}/links/").content.decode()
    assert "撤销并案" not in desk.get(f"/cases/{lead}/links/").content.decode()
    did(lead, "investigate", "2026-10-19 10:00", with_=("QS-0002",), mode="attest", **INVESTIGATED)
    seen = len(case_records(early))
    refused = desk.post(f"/cases/{early}/links/undo/", {"reason": "选错了主案", "seen": seen})
    assert refused.status_code == 422
    assert "已经办理“调查取证”" in refused.content.decode()


def same_after_rebuild(*cases: str) -> bool:
    projection = StandingProjection()
    before = list(projection.dump())
    records = [one for case in cases for one in case_records(case)]
    projection.clear()
    projection.apply([Entered(one.record, one.position, one.seq) for one in records])
    return list(projection.dump()) == before


def test_a_split_takes_acts_along_and_its_limits_run_from_them() -> None:
    origin = filed(1, "2026-03-02")
    act = did(origin, "investigate", "2026-03-04 09:00", with_=("QS-0002",), **INVESTIGATED).receipt.record
    filing = next(one.record.id for one in case_records(origin) if one.record.step == "file_case")
    common: dict[str, Any] = {
        "person": QIN,
        "case": origin,
        "cause": "另一违法行为",
        "party": {"party_name": "青石区另一公司"},
        "seen": None,
        "now": instant("2026-03-10 09:00"),
        "number": "青市监立〔2026〕9号",
    }
    for cited in ([], ["no-such-record"], [case_records(origin)[0].record.id]):
        with pytest.raises(NothingCited):
            split_case(**common, cited=cited, reason="分别处理")
    new = split_case(**common, cited=[filing, act.id], reason="分别处理")
    file = read_case(new)
    steps = {one.step: one for one in file.history.acts}
    assert steps["file_case"].id == f"{origin}/{filing}"
    assert steps["file_case"].day == parse_day("2026-03-02")
    assert file.history.header["party_kind"] == "organisation"
    assert file.history.handlers == ("QS-0001",)
    assert due(new) == due(origin) == parse_day("2026-06-01")
    assert CaseStanding.objects.get(case=new).stage == "investigate"
    assert kinds(new) == [("split_from", "青市监立〔2026〕1号")]
    assert kinds(origin) == [("split_into", "青市监立〔2026〕9号")]
    with pytest.raises(ActRefused):
        did(new, "file_case", "2026-03-11 09:00", by=HEAD, papers=("立案审批表",), **FILED)


def test_projections_of_joined_and_split_cases_made_again_are_the_same_bytes() -> None:
    early, lead = filed(1, "2026-03-02"), filed(2, "2026-03-12")
    joined(early, lead)
    filing = next(one.record.id for one in case_records(lead) if one.record.step == "file_case")
    new = split_case(
        person=QIN,
        case=lead,
        cause="另案",
        party={},
        cited=[filing],
        reason="分别处理",
        seen=None,
        now=instant("2026-03-22 09:00"),
        number="青市监立〔2026〕9号",
    )
    did(lead, "investigate", "2026-03-23 09:00", with_=("QS-0002",), **INVESTIGATED)
    assert same_after_rebuild(early, lead, new)


def test_a_penalty_opened_from_an_inspection_takes_its_evidence_along() -> None:
    registered_organ()
    source = opened("2026-03-02 09:00", "inspection", number="青市监检案〔2026〕1号", facts={})
    got = receive([picture()], name="现场.jpg", personal=True, by="QS-0001", now=instant("2026-03-02 10:00"))
    assert got.salt is not None
    photo = Attachment("photo", got.media_type, got.size, got.hash, salted=True)
    act = Act(
        "inspect",
        Moment("2026-03-02T10:00+08:00", "minute"),
        values={"site": "青石区河滨路 9 号"},
        attachments=(photo,),
        salts={"photo": got.salt},
    )
    done = perform_act(
        person=QIN, case=source, act=act, seen=None, now=instant("2026-03-02 11:00"), mode="attest"
    )
    record = done.receipt.record.id
    opening = Opening("penalty.simple", "青市监简〔2026〕1号", "未按规定检测安全设备")
    new = open_from(
        person=QIN,
        source=source,
        opening=opening,
        records=[record],
        seen=None,
        now=instant("2026-03-03 09:00"),
    )
    link = case_records(new)[-1].record
    assert [one.hash for one in link.attachments] == [got.hash]
    assert link.attachments[0].salted
    assert kinds(new) == [("comes_from", "青市监检案〔2026〕1号")]
    assert kinds(source) == [("leads_to", "青市监简〔2026〕1号")]


def test_links_and_remedies_by_hand() -> None:
    case, other = filed(1, "2026-03-02"), filed(2, "2026-03-03")
    now = instant("2026-03-05 09:00")
    with pytest.raises(LinkUnknown):
        link_case(person=QIN, case=case, other=other, kind="friend", seen=None, now=now)
    link_case(person=QIN, case=case, other=other, kind="leads_to", seen=None, now=now)
    assert (kinds(case)[0][0], kinds(other)[0][0]) == ("leads_to", "comes_from")
    with pytest.raises(LinkUnknown):
        note_remedy(person=QIN, case=case, kind="related", number="1", organ="", seen=None, now=now)
    note_remedy(
        person=QIN,
        case=case,
        kind="reconsideration",
        number="青政复〔2026〕3号",
        organ="青石区人民政府",
        seen=None,
        now=now,
    )
    assert case_records(case)[-1].record.fields["number"] == "青政复〔2026〕3号"


def test_things_in_store_stand_against_a_joining() -> None:
    case, lead = filed(1, "2026-03-02"), filed(2, "2026-03-03")
    for step in ("conclude_investigation", "tell_proposed_penalty"):
        did(case, step, "2026-03-06 09:00", mode="attest")
    did(case, "decide", "2026-03-07 09:00", by=HEAD, mode="attest", outcome="penalty", fine=Decimal(2000))
    with pytest.raises(BelongingsOpen) as refused:
        joined(case, lead)
    assert "2,000" in refused.value.message("zh")
