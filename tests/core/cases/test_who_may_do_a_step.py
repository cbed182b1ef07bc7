"""Each role of the desk may do the steps that packs give to it, under whichever of its words a pack names it."""

import pytest
from tests.builders.history import docket_of

from plumbline.core.authority.role import Role
from plumbline.core.cases.door import check_person

STEPS = (
    ("penalty.ordinary", "legal_review", Role.REVIEWER),
    ("penalty.ordinary", "hearing", Role.HEARING_PRESIDER),
    ("penalty.ordinary", "decide", Role.AGENCY_HEAD),
    ("penalty.ordinary", "investigate", Role.OFFICER),
)


@pytest.mark.parametrize(("procedure", "step", "role"), STEPS)
def test_a_step_is_for_its_role_and_for_no_other(procedure: str, step: str, role: Role) -> None:
    wanted = docket_of(procedure).procedure.steps[step]
    others = {one for _, _, one in STEPS} - {role}
    assert check_person(wanted, role.in_packs) == []
    assert all(check_person(wanted, one.in_packs) for one in others)
