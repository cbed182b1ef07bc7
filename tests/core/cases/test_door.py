"""The door: an ordinary penalty from filing to decision, each wrong act refused with its article and the way out."""

import pytest
from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.door import Proposal, check_act, hindrances
from plumbline.core.cases.errors import ActRefused, UnknownStep
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.cases.standing import PROBE, clock_states, possibilities, probe_of
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Value
from plumbline.core.vocabulary import Outcome

QUALIFIED = OfficerRegister({}, closed=True)
NOW = "2026-03-20 10:00"


@pytest.fixture(scope="module")
def docket():
    return docket_of("penalty.ordinary")


@pytest.fixture
def case(docket):
    built = CaseBuilder(docket, "2026-03-02 09:00", party_kind="organisation")
    built.act("file_case", "2026-03-02 10:00", documents=("立案审批表",), source="inspection")
    built.act("assign_officers", "2026-03-02 11:00")
    built.act("investigate", "2026-03-05 09:00")
    built.act(
        "conclude_investigation",
        "2026-03-10 09:00",
        major=True,
        complex_or_grave=False,
        suspected_crime=False,
        mitigating=False,
        harmless=False,
        no_fault=False,
        documents=("调查终结报告",),
    )
    return built


def against(case, step: str, role: str = "agency_head", at: str = NOW, **fields: Value) -> list[Hindrance]:
    history = case.history()
    now = instant(at)
    probe = probe_of(case.docket, history, step, now)
    act = type(probe)(**{**{name: getattr(probe, name) for name in probe.__slots__}, "fields": fields})
    return hindrances(case.docket, history, Proposal(act, role), now, QUALIFIED)


def rules(found: list[Hindrance]) -> dict[str, Hindrance]:
    return {one.rule: one for one in found if one.side is Side.RULE}


def test_a_major_decision_without_review_is_refused_with_article_and_way_out(case) -> None:
    reason = rules(against(case, "decide", outcome="penalty"))["legal-review-passed"]
    assert reason.blocks
    assert any("58" in basis for basis in reason.basis)
    assert reason.outcome is Outcome.VIOLATED
    assert [lack.step for lack in reason.lacks] == ["legal_review", "legal_review_after_hearing"]
    assert "法制审核" in (reason.way_out("zh") or "")
    assert reason.facts[0][0] != reason.facts[0][1]


def test_the_same_decision_after_a_passed_review_is_not(case) -> None:
    case.act("legal_review", "2026-03-12 09:00", by=("reviewer",), result="passed")
    assert "legal-review-passed" not in rules(against(case, "decide", outcome="penalty"))


def test_a_review_that_did_not_pass_does_not_open_the_door(case) -> None:
    case.act("legal_review", "2026-03-12 09:00", by=("reviewer",), result="returned")
    assert "legal-review-passed" in rules(against(case, "decide", outcome="penalty"))


def test_refusal_is_raised_with_every_reason_and_the_first_names_the_mend(case) -> None:
    history, now = case.history(), instant(NOW)
    proposal = Proposal(probe_of(case.docket, history, "decide", now), "agency_head")
    with pytest.raises(ActRefused) as caught:
        check_act(case.docket, history, proposal, now, QUALIFIED)
    assert all(one.blocks for one in caught.value.reasons[:2])
    assert caught.value.message("zh").startswith("不能办理“作出决定”")
    assert caught.value.remedy("zh")


def test_an_officer_does_not_decide(case) -> None:
    found = [one for one in against(case, "decide", role="officer") if one.side is Side.PERSON]
    assert [one.says("zh") for one in found] == ["“作出决定”由行政机关负责人办理"]


def test_what_a_party_does_is_entered_by_the_organ(case) -> None:
    assert not [one for one in against(case, "state_defence", role="officer") if one.side is Side.PERSON]


def test_a_required_field_and_an_unknown_one_are_named(case) -> None:
    found = {one.field for one in against(case, "decide", colour="red") if one.side is Side.CONTENT}
    assert found == {"outcome", "colour"}


def test_a_step_that_occurs_once_is_not_done_twice(case) -> None:
    found = [one for one in against(case, "file_case") if one.side is Side.PLACE]
    assert len(found) == 1
    assert found[0].says("zh").endswith("已有 2026-03-02 的记录"), (
        "by its day: the number of a record tells a person nothing"
    )


def test_nothing_but_what_survives_follows_the_end(case) -> None:
    case.act("withdraw_case", "2026-03-15 09:00")
    assert any(one.side is Side.PLACE for one in against(case, "investigate"))
    assert not any(one.side is Side.PLACE for one in against(case, "pay_fine"))


def test_an_act_of_tomorrow_is_refused(case) -> None:
    history = case.history()
    probe = probe_of(case.docket, history, "investigate", instant("2026-03-21 10:00"))
    found = hindrances(case.docket, history, Proposal(probe, "officer"), instant(NOW), QUALIFIED)
    assert [one.field for one in found if one.side is Side.PLACE] == ["at"]


def test_an_unknown_step_is_an_error(case) -> None:
    history = case.history()
    probe = probe_of(case.docket, history, "dance", instant(NOW))
    with pytest.raises(UnknownStep):
        check_act(case.docket, history, Proposal(probe, "officer"), instant(NOW), QUALIFIED)


def test_possibilities_hold_nothing_against_an_empty_form(case) -> None:
    found = {
        one.step.id: one
        for one in possibilities(case.docket, case.history(), instant(NOW), "officer", QUALIFIED)
    }
    assert found["legal_review"].reasons[0].side is Side.PERSON
    assert found["collective_discussion"].may
    assert found["investigate"].done == 1
    assert PROBE not in {one.id for one in case.history().acts}


def test_possibilities_tell_the_head_why_not_to_decide_yet(case) -> None:
    found = {
        one.step.id: one
        for one in possibilities(case.docket, case.history(), instant(NOW), "agency_head", QUALIFIED)
    }
    assert found["decide"].may, "to impose no penalty needs no review"
    conditions = {
        (one.field.name, one.option): {r.rule for r in one.reasons} for one in found["decide"].conditions
    }
    assert "legal-review-passed" in conditions["outcome", "penalty"]
    assert ("outcome", "not_established") not in conditions


def test_clocks_run_with_their_due_days(case) -> None:
    states = {one.rule.id: one for one in clock_states(case.docket, case.history(), instant(NOW), QUALIFIED)}
    decide = states["decide-in-90-days"]
    assert decide.verdict.outcome is Outcome.PENDING
    assert decide.opened.step == "file_case"
    assert decide.left is not None
    assert decide.left == decide.verdict.due - case.docket.calendar.local_day(instant(NOW))


def test_nothing_is_resumed_that_is_not_suspended_by_the_door_nor_on_the_page() -> None:
    case = CaseBuilder(docket_of("compulsory.enforcement"), "2026-03-02 09:00")

    def said(at: str) -> list[str]:
        found = [one.zh for one in against(case, "resume", at=at) if one.side is Side.PLACE]
        offered = possibilities(case.docket, case.history(), instant(at), "agency_head", QUALIFIED)
        resume = next(one for one in offered if one.step.id == "resume")
        assert [one.zh for one in resume.reasons if one.side is Side.PLACE] == found
        return found

    assert said("2026-03-03 09:00") == ["没有尚未了结的“中止执行”，不需要“恢复执行”"]
    case.act("suspend", "2026-03-04 09:00", ground="inability")
    assert said("2026-03-05 09:00") == []
    case.act("resume", "2026-03-06 09:00")
    assert said("2026-03-07 09:00") == ["没有尚未了结的“中止执行”，不需要“恢复执行”"]
    case.act("suspend", "2026-03-08", ground="third_party_claim")
    assert said("2026-03-08 16:00") == []
