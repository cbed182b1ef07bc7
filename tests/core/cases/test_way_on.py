"""Every refusal has a lawful way on: what is lacking, what to check, or the day on which the act may be done."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.builders.history import CaseBuilder, docket_of, instant, packs

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.door import Proposal, hindrances
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.rule_hindrance import rule_hindrance
from plumbline.core.cases.standing import probe_of
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.procedures.example import Example
from plumbline.core.vocabulary import Outcome

OFFICERS = OfficerRegister({}, closed=True)
REFUSING = (Outcome.VIOLATED, Outcome.UNDETERMINED)
PROCEDURES = tuple(id for id in packs().ids if not id.startswith("example."))


def against(case: CaseBuilder, step: str, at: str) -> dict[str, Hindrance]:
    history, now = case.history(), instant(at)
    proposal = Proposal(probe_of(case.docket, history, step, now), "officer")
    return {one.rule: one for one in hindrances(case.docket, history, proposal, now, OFFICERS) if one.rule}


def test_too_early_tells_the_first_day_on_which_it_may_be_done() -> None:
    rule = "comment-thirty-days-general"
    case = CaseBuilder(docket_of("normative.document"), "2026-03-01 09:00", touches_market=False)
    lacking = against(case, "end_comment", "2026-03-20 10:00")[rule]
    assert [one.step for one in lacking.lacks] == ["publish_draft"], (
        "a step that was not done at all comes first"
    )
    case.act("publish_draft", "2026-03-02 10:00", documents=("征求意见公告",))
    refused = against(case, "end_comment", "2026-03-20 10:00")[rule]
    assert (refused.way_out("zh"), refused.lacks) == ("自 2026-04-01 起可以办理", ())
    assert refused.way_out("en") == "it may be done from 2026-04-01 on"
    assert rule in against(case, "end_comment", "2026-03-31 23:00")
    assert rule not in against(case, "end_comment", "2026-04-01 00:10")


def test_too_late_tells_the_last_day_and_how_to_go_on() -> None:
    rule = "supplement-in-7-days"
    case = CaseBuilder(docket_of("information.request"), "2026-03-02 09:00")
    case.act("receive", "2026-03-02 10:00", channel="online")
    assert rule not in against(case, "ask_supplement", "2026-03-11 18:00")
    refused = against(case, "ask_supplement", "2026-03-20 10:00")[rule]
    assert "最迟应当在 2026-03-11 办理" in str(refused.way_out("zh"))
    assert "go on without it" in str(refused.way_out("en"))


def test_what_was_not_stated_is_asked_for_before_it_is_called_unlawful() -> None:
    case = CaseBuilder(docket_of("inspection"), "2026-03-02 09:00")
    for rule, wanted in (("no-banned-inspectors", "实施人员"), ("filmed-throughout", "直接涉及")):
        unstated = against(case, "inspect", "2026-03-02 10:00")[rule]
        assert unstated.outcome is Outcome.UNDETERMINED
        assert wanted in str(unstated.way_out("zh"))
        assert "不得办理" not in str(unstated.way_out("zh"))


def test_what_a_rule_itself_takes_for_not_there_is_not_what_is_lacking() -> None:
    """A major penalty whose review came back needs to pass review; it needs none after a hearing that was not held."""
    case = CaseBuilder(docket_of("penalty.ordinary"), "2026-03-02 09:00", major=True)
    for result, wanted in (
        (None, ["legal_review", "legal_review_after_hearing"]),
        ("returned", ["legal_review"]),
    ):
        if result is not None:
            case.act("legal_review", "2026-03-05 10:00", result=result)
        history, now = case.history(), instant("2026-03-10 10:00")
        act = replace(probe_of(case.docket, history, "decide", now), fields={"outcome": "penalty"})
        found = hindrances(case.docket, history, Proposal(act, "agency_head"), now, OFFICERS)
        (refused,) = [one for one in found if one.rule == "legal-review-passed"]
        assert [one.step for one in refused.lacks] == wanted


def test_a_step_that_a_rule_only_denies_is_not_to_be_done_again() -> None:
    """Where problems were badly mended, they are verified again; another problem is not what is lacking."""
    case = CaseBuilder(docket_of("law.inspection"), "2026-03-02 09:00")
    case.act("feedback", "2026-03-05 10:00", problem_no="1", facts="测试", mend_by=20_600)
    case.act("verify", "2026-03-06 10:00", problem_no="1", result="insufficient")
    refused = against(case, "close_inspection", "2026-03-10 10:00")["closed-when-mended"]
    assert [one.step for one in refused.lacks] == ["verify"]
    assert refused.way_out("zh") == "补齐：核实整改"


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_every_refusal_of_the_worked_examples_has_a_way_on(procedure: str) -> None:
    docket = docket_of(procedure)
    seen = set[tuple[str, Outcome]]()
    for example in packs().examples(procedure):
        for found in refusals(docket, example, seen):
            for language in ("zh", "en"):
                assert found.way_out(language), f"{example.name}: {found.rule} is refused without a way on"
            nobody = [one.zh for one in found.lacks if one.zh.startswith("0 ")]
            assert not nobody, f"{example.name}: {found.rule} asks for {nobody}"


def refusals(docket: Docket, example: Example, seen: set[tuple[str, Outcome]]) -> Iterator[Hindrance]:
    """What an example's acts would be refused with, once for each rule and outcome."""
    asked = frozenset(example.expect) & {rule for rules in docket.guards.values() for rule in rules}
    wanted = frozenset(
        rule
        for rule in asked
        for one in example.expect[rule]
        if one.outcome in REFUSING and (rule, one.outcome) not in seen
    )
    if not wanted:
        return
    case = example.case()
    acts = {one.id: one for group in case.by_step.values() for one in group}
    for verdict in docket.judge(case, example.now, example.officers, wanted):
        if (
            verdict.outcome in REFUSING
            and verdict.record in acts
            and (verdict.rule, verdict.outcome) not in seen
        ):
            seen.add((verdict.rule, verdict.outcome))
            yield rule_hindrance(docket, case, acts[verdict.record], verdict, example.now)
