"""Access is refused unless a policy gives it; the refusal says who may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.authority.access import (
    Visible,
    access,
    check_access,
    may_access,
    public,
    signed_in,
    visible,
)
from plumbline.core.authority.errors import (
    AccessRefused,
    GuestEnded,
    MatterMayNot,
    NotSignedIn,
    PlaceMayNot,
    RoleMayNot,
    UndertakingMissing,
)
from plumbline.core.authority.person import GuestScope, Person, Place
from plumbline.core.authority.role import Role

DAY = 20_000
HERE = Place("O1", "650105")
CASE = access(
    "查看案件",
    "see a case",
    own=[Role.OFFICER, Role.AGENCY_HEAD],
    supervised=[Role.SUPERVISOR, Role.JUSTICE_OFFICE],
    district=[Role.RULE_OF_LAW_OFFICE],
    scope=[Role.GROUP_GUEST],
)


def person(role: Role, organ: str = "O1", divisions: tuple[str, ...] = ("650105",), **more: object) -> Person:
    return Person("a1", "甲", role, organ, divisions, **more)  # type: ignore[arg-type]


def guest(first: int = DAY, last: int = DAY, undertaken: bool = True) -> Person:
    return person(Role.GROUP_GUEST, guest=GuestScope(frozenset({"c1"}), first, last, undertaken))


def test_the_own_organ_and_no_other() -> None:
    check_access(person(Role.OFFICER), CASE, HERE, DAY)
    with pytest.raises(PlaceMayNot) as caught:
        check_access(person(Role.OFFICER), CASE, Place("O2", "650105"), DAY)
    assert "执法监督人员" in str(caught.value.remedy())


def test_a_role_without_a_line_is_refused_and_told_who_may() -> None:
    with pytest.raises(RoleMayNot) as caught:
        check_access(person(Role.REVIEWER), CASE, HERE, DAY)
    assert caught.value.message() == "当前角色“法制审核人员”不能办理“查看案件”"
    assert (
        caught.value.remedy()
        == "可以办理的角色：执法人员、行政机关负责人、执法监督人员、司法所、法治办、联合工作组成员"
    )


def test_supervisors_reach_their_divisions() -> None:
    check_access(person(Role.SUPERVISOR, "SFJ"), CASE, Place("O9", "650105003"), DAY)
    check_access(person(Role.SUPERVISOR, "SFJ", ("650100",)), CASE, HERE, DAY)
    check_access(person(Role.SUPERVISOR, "SFT", ("650000",)), CASE, HERE, DAY)
    with pytest.raises(PlaceMayNot):
        check_access(person(Role.SUPERVISOR, "SFJ"), CASE, Place("O9", "650102"), DAY)


def test_a_justice_office_sees_its_sub_district_alone() -> None:
    office = person(Role.JUSTICE_OFFICE, "SFS", ("650105003",))
    check_access(office, CASE, Place("O9", "650105003"), DAY)
    assert not may_access(office, CASE, Place("O9", "650105004"), DAY)
    assert not may_access(office, CASE, HERE, DAY)


def test_district_reach_widens_a_sub_district_to_its_district() -> None:
    office = person(Role.RULE_OF_LAW_OFFICE, "SFS", ("650105003",))
    assert may_access(office, CASE, Place("O9", "650105004"), DAY)
    assert not may_access(office, CASE, Place("O9", "650102"), DAY)


def test_without_divisions_nothing_is_reached() -> None:
    assert not may_access(person(Role.SUPERVISOR, "SFJ", ()), CASE, HERE, DAY)
    assert not may_access(person(Role.SUPERVISOR, "SFJ", ("",)), CASE, HERE, DAY)


def test_nobody_signed_in() -> None:
    with pytest.raises(NotSignedIn):
        check_access(None, CASE, None, DAY)
    check_access(None, public("门户", "portal"), None, DAY)
    with pytest.raises(NotSignedIn):
        check_access(None, signed_in("密码", "password"), None, DAY)
    check_access(person(Role.AUDIT_ADMIN), signed_in("密码", "password"), None, DAY)


def test_a_guest_has_scope_days_and_an_undertaking() -> None:
    check_access(guest(), CASE, Place("O1", "650105", "c1"), DAY)
    with pytest.raises(MatterMayNot):
        check_access(guest(), CASE, Place("O1", "650105", "c2"), DAY)
    for first, last in ((DAY - 9, DAY - 1), (DAY + 1, DAY + 9)):
        with pytest.raises(GuestEnded):
            check_access(guest(first, last), CASE, Place("O1", "650105", "c1"), DAY)
    with pytest.raises(UndertakingMissing):
        check_access(guest(undertaken=False), CASE, Place("O1", "650105", "c1"), DAY)
    check_access(guest(undertaken=False), signed_in("承诺书", "undertaking"), None, DAY)


def test_lists_show_what_the_check_lets_pass() -> None:
    assert visible(person(Role.OFFICER), CASE, DAY).organs == {"O1"}
    assert visible(person(Role.SUPERVISOR, "SFJ", ("650100",)), CASE, DAY).divisions == ("6501",)
    assert visible(guest(), CASE, DAY).matters == {"c1"}
    assert visible(None, public("a", "a"), DAY).everything
    for nothing in (visible(person(Role.REVIEWER), CASE, DAY), visible(None, CASE, DAY)):
        assert nothing == Visible()


PEOPLE = st.builds(
    person,
    st.sampled_from([role for role in Role if role is not Role.GROUP_GUEST]),
    st.sampled_from(["O1", "O2"]),
    st.lists(st.sampled_from(["650105", "650105003", "650100"]), max_size=2).map(tuple),
)


@given(PEOPLE, st.sampled_from(["O1", "O2"]), st.sampled_from(["650105", "650105003", "650102", "640105"]))
def test_a_list_never_shows_what_the_page_refuses(who: Person, organ: str, division: str) -> None:
    seen = visible(who, CASE, DAY)
    listed = organ in seen.organs or (bool(seen.divisions) and division.startswith(seen.divisions))
    assert listed == may_access(who, CASE, Place(organ, division), DAY)


@given(PEOPLE, st.sets(st.sampled_from(list(Role))))
def test_no_policy_lets_a_role_pass_that_it_does_not_name(who: Person, roles: set[Role]) -> None:
    policy = access("x", "x", district=roles)
    if who.role not in roles:
        with pytest.raises(AccessRefused):
            check_access(who, policy, None, DAY)
