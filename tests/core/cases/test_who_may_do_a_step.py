"""Each role of the desk may do the steps that packs give to it, under whichever of its words a pack names it."""

import pytest
from tests.builders.history import docket_of

from plumbline.core.authority.role import Role
from plumbline.core.cases.door import check_correction, check_person

STEPS = (
    ("penalty.ordinary", "legal_review", Role.REVIEWER),
    ("penalty.ordinary", "case_review", Role.REVIEWER),
    ("penalty.ordinary", "hearing", Role.HEARING_PRESIDER),
    ("hearing", "sign_record", Role.HEARING_PRESIDER),
    ("penalty.ordinary", "decide", Role.AGENCY_HEAD),
    ("penalty.ordinary", "investigate", Role.OFFICER),
)
APART = (Role.REVIEWER, Role.HEARING_PRESIDER)
HANDLING = (Role.OFFICER, Role.AGENCY_HEAD, Role.RULE_OF_LAW_OFFICE)


@pytest.mark.parametrize(("procedure", "step", "role"), STEPS)
def test_a_step_is_for_its_role_and_for_no_other(procedure: str, step: str, role: Role) -> None:
    known = docket_of(procedure).procedure
    wanted = known.steps[step]
    others = {one for _, _, one in STEPS} - {role}
    assert check_person(known, wanted, role.in_packs) == []
    assert all(check_person(known, wanted, one.in_packs) for one in others)


@pytest.mark.parametrize(
    ("procedure", "step"),
    [
        ("penalty.ordinary", "serve"),
        ("penalty.ordinary", "request_hearing"),
        ("penalty.simple", "pay_fine"),
        ("compulsory.measure", "return_property"),
        ("compulsory.measure", "purpose_over"),
    ],
)
def test_whoever_reviews_or_presides_handles_no_case(procedure: str, step: str) -> None:
    known = docket_of(procedure).procedure
    wanted = known.steps[step]
    for role in APART:
        (why,) = check_person(known, wanted, role.in_packs)
        assert (why.blocks, "由承办案件的人员办理" in why.says("zh")) == (True, True)


@pytest.mark.parametrize(
    ("procedure", "step"), [("penalty.ordinary", "serve"), ("study.session", "hold_session")]
)
def test_what_the_pack_gives_to_nobody_is_for_whoever_handles_the_case(procedure: str, step: str) -> None:
    known = docket_of(procedure).procedure
    assert all(check_person(known, known.steps[step], one.in_packs) == [] for one in HANDLING)


@pytest.mark.parametrize(
    ("procedure", "step"), [("study.session", "hold_session"), ("government.contract", "internal_review")]
)
def test_where_nobody_is_to_be_judged_reviewers_are_officials_like_others(procedure: str, step: str) -> None:
    known = docket_of(procedure).procedure
    assert all(check_person(known, known.steps[step], one.in_packs) == [] for one in APART)


def test_a_file_is_sent_and_reworked_by_the_unit_not_by_its_reviewer() -> None:
    known = docket_of("legal.review").procedure
    assert all(check_person(known, known.steps[one], "legal_reviewer") for one in ("submit", "rework"))
    assert all(check_person(known, known.steps[one], "officer") == [] for one in ("submit", "rework"))


def test_a_record_of_the_handlers_is_not_corrected_by_the_reviewer() -> None:
    docket = docket_of("penalty.ordinary")
    serve = docket.procedure.steps["serve"]
    (why,) = check_correction(docket, serve, Role.REVIEWER.in_packs)
    assert "执法人员" in why.says("zh")
    assert check_correction(docket, serve, Role.OFFICER.in_packs) == []


def test_as_many_act_together_as_the_step_names_or_a_rule_on_it_asks_for() -> None:
    referral = docket_of("criminal.referral")
    asked = {step: referral.actors(referral.procedure.steps[step]) for step in ("task_group", "report")}
    assert asked == {"task_group": 2, "report": 1}
    penalty = docket_of("penalty.ordinary")
    assert penalty.actors(penalty.procedure.steps["investigate"]) == 2
