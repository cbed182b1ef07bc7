"""A case that was opened by mistake is cancelled before anything was done in it, and that can be taken back."""

from dataclasses import replace

import pytest
from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.cancelling import against_cancelling, cancelling_of
from plumbline.core.cases.door import Proposal, hindrances
from plumbline.core.cases.history import History, continued
from plumbline.core.cases.overview import fold
from plumbline.core.cases.reserved import CANCEL_OPENING, SUBMIT, VOID_ACT
from plumbline.core.cases.standing import probe_of, state_of
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.record import Record

OPENED, LATER = "2026-03-02 09:00", "2026-03-04 09:00"


def new_case(procedure: str = "penalty.ordinary") -> CaseBuilder:
    return CaseBuilder(docket_of(procedure), OPENED)


def cancelled(case: CaseBuilder, at: str = "2026-03-02 11:00") -> Record:
    return case.reserved(CANCEL_OPENING, at, {"reason": "重复立卷"})


def said(case: CaseBuilder) -> list[str]:
    return [one.zh for one in against_cancelling(case.docket, case.history())]


def standing(case: CaseBuilder) -> str:
    return state_of(case.docket, case.history().folded(instant(LATER)), ())


def test_nothing_stands_against_a_case_in_which_nothing_was_done() -> None:
    case = new_case()
    assert said(case) == []
    cancelled(case)
    assert standing(case) == "cancelled"
    assert said(case) == ["案件已经办结"]


def test_what_was_done_is_named_until_it_is_void() -> None:
    case = new_case()
    act = case.act("investigate", "2026-03-02 10:00")
    (against,) = against_cancelling(case.docket, case.history())
    assert case.docket.procedure.steps["investigate"].title in against.zh
    assert "作废" in str(against.way_out("zh"))
    case.reserved(VOID_ACT, "2026-03-02 11:00", {"reason": "误录"}, corrects=act.id)
    assert said(case) == []


def test_a_submission_on_its_way_is_taken_back_first() -> None:
    case = new_case()
    case.reserved(SUBMIT, "2026-03-02 10:00", {"step": "file_case", "chain": "承办机构:o3", "by": "o1"})
    assert said(case) == ["有呈批正在审批"]


@pytest.mark.parametrize(("by", "refused"), [("source:12345", True), ("source:start-old", False)])
def test_what_another_system_delivers_is_corrected_there(by: str, refused: bool) -> None:
    case = new_case()
    case.records[0] = replace(case.records[0], entered_by=by)
    assert (said(case) == ["本案由其他系统送来"]) is refused


def test_what_the_public_sent_is_answered_and_not_cancelled_even_if_its_receipt_is_void() -> None:
    case = new_case("complaint")
    case.records[0] = replace(case.records[0], entered_by="public")
    receipt = case.act("receive", "2026-03-02 10:00")
    case.reserved(VOID_ACT, "2026-03-02 11:00", {"reason": "误录"}, corrects=receipt.id)
    assert said(case) == ["本案由公众提交形成"]


def test_nothing_is_done_in_it_any_more_not_even_what_may_follow_an_end() -> None:
    case = new_case()
    cancelled(case)
    history, now = case.history(), instant(LATER)
    for step in case.docket.procedure.steps:
        act = probe_of(case.docket, history, step, now)
        found = hindrances(
            case.docket, history, Proposal(act, "officer"), now, OfficerRegister({}, closed=True)
        )
        assert any("误立" in one.zh for one in found if one.blocks), step


def test_a_cancelling_that_was_wrong_is_taken_back() -> None:
    case = new_case()
    wrong = cancelled(case)
    case.reserved(VOID_ACT, "2026-03-02 12:00", {"reason": "注销有误"}, corrects=wrong.id)
    assert (standing(case), cancelling_of(case.history())) == ("open", None)
    assert said(case) == []


def test_the_plain_overview_says_that_it_ended() -> None:
    case = new_case()
    for part, texts in (("ends", []), ("reopens", [])):
        case.records[0] = replace(case.records[0], fields={**case.records[0].fields, part: texts})
    assert not fold(case.records).ended
    cancelled(case)
    assert fold(case.records).ended


def test_a_history_read_on_is_read_anew_for_it() -> None:
    case = new_case()
    before: History = case.history()
    record = cancelled(case)
    assert continued(before, record, case.docket.procedure, case.docket.calendar.local_day) is None
