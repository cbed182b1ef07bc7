"""A matter is given up before it was carried out, never afterwards (`not_after` of the packs)."""

from dataclasses import replace

import pytest
from tests.builders.history import CaseBuilder, docket_of, instant, packs

from plumbline.core.cases.door import Proposal, hindrances
from plumbline.core.cases.standing import possibilities, probe_of
from plumbline.core.facts.officers import OfficerRegister

OFFICERS = OfficerRegister({}, closed=True)
GIVEN_UP = [
    (id, step.id, last)
    for id in packs().ids
    for step in packs().procedure(id).steps.values()
    for last in step.not_after
]


def against(case: CaseBuilder, step: str, at: str) -> list[str]:
    history, now = case.history(), instant(at)
    given = {"reason": "不再进行"} if "reason" in case.docket.procedure.steps[step].fields else {}
    act = replace(probe_of(case.docket, history, step, now), fields=given)
    found = hindrances(case.docket, history, Proposal(act, role(case, step)), now, OFFICERS)
    return [one.zh for one in found if one.blocks]


def role(case: CaseBuilder, step: str) -> str:
    wanted = case.docket.procedure.steps[step].role or "officer"
    return "officer" if wanted == "staff" else wanted


@pytest.mark.parametrize(("procedure", "step", "last"), GIVEN_UP)
def test_until_it_is_carried_out(procedure: str, step: str, last: str) -> None:
    case = CaseBuilder(docket_of(procedure), "2026-03-02 09:00")
    assert against(case, step, "2026-03-03 09:00") == []
    case.act(last, "2026-03-03 10:00")
    titles = [case.docket.procedure.steps[one].title for one in (last, step)]
    assert f"已经办理“{titles[0]}”，不能再“{titles[1]}”" in against(case, step, "2026-03-04 09:00")
    offered = possibilities(
        case.docket, case.history(), instant("2026-03-04 09:00"), role(case, step), OFFICERS
    )
    assert not next(one for one in offered if one.step.id == step).may


def test_the_packs_have_such_matters() -> None:
    assert len({procedure for procedure, _step, _last in GIVEN_UP}) >= 8
