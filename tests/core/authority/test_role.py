"""The three administrators are kept apart from each other and from the work on cases."""

from itertools import combinations

import pytest

from plumbline.core.authority.errors import RolesExclusive
from plumbline.core.authority.role import ADMINISTRATORS, CASE_ROLES, Role, check_roles_together, titles


@pytest.mark.parametrize("pair", list(combinations(Role, 2)))
def test_every_pair_of_roles(pair: tuple[Role, Role]) -> None:
    if ADMINISTRATORS.intersection(pair):
        with pytest.raises(RolesExclusive):
            check_roles_together(pair)
    else:
        check_roles_together(pair)


def test_one_role_or_none_is_always_possible() -> None:
    check_roles_together([])
    for role in Role:
        check_roles_together([role])
        check_roles_together([role, role])


def test_the_refusal_names_both_roles() -> None:
    with pytest.raises(RolesExclusive) as caught:
        check_roles_together([Role.OFFICER, Role.AUDIT_ADMIN])
    assert caught.value.message() == "“审计管理员”不能与“执法人员”由同一账号担任"


def test_every_role_has_its_words() -> None:
    assert set(Role) == ADMINISTRATORS | CASE_ROLES
    for language in ("zh", "en"):
        assert len({role.title(language) for role in Role}) == len(Role)
    assert titles({Role.REVIEWER, Role.OFFICER}) == "执法人员、法制审核人员"
    assert Role.REVIEWER.in_packs == "legal_reviewer"
    assert Role.OFFICER.in_packs == "officer"
