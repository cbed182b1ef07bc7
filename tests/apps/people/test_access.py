"""A view opens for whom its policy names and for nobody else; a refusal is a page that says who may."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from tests.builders.signing_in import NOW, account, signed_in

from plumbline.apps.people import actions
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import access, public
from plumbline.core.authority.errors import RolesExclusive
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = access("查看案件", "see cases", own=[Role.OFFICER], supervised=[Role.SUPERVISOR])


def _who(request: Any, **_named: str) -> HttpResponse:
    return HttpResponse(request.person.role if request.person else "nobody")


def _place(_request: HttpRequest, organ: str) -> Place:
    return Place(organ, "650105")


urlpatterns = [
    path("open/", requires(public("首页", "home"))(_who)),
    path("list/", requires(LIST)(_who)),
    path("organ/<organ>/", requires(LIST, _place)(_who)),
]


@pytest.fixture(autouse=True)
def these_addresses() -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_nobody_is_sent_to_the_login_and_comes_back() -> None:
    answer = Client().get("/list/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=%2Flist%2F%3Fpage%3D2"
    assert Client().get("/open/").content == b"nobody"


def test_a_part_of_a_page_is_sent_to_the_login_as_a_whole() -> None:
    answer = Client().get("/list/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/login/?next=%2Flist%2F")


def test_the_role_and_the_organ_are_asked() -> None:
    account("one", Role.OFFICER)
    client = signed_in("one")
    assert client.get("/list/").content == b"officer"
    assert client.get("/organ/O1/").status_code == 200
    refused = client.get("/organ/O2/")
    assert refused.status_code == 403
    assert "不在当前角色“执法人员”的机关或者辖区范围内" in refused.content.decode()


def test_a_role_that_the_policy_does_not_name_is_told_who_may() -> None:
    account("head", Role.AGENCY_HEAD)
    refused = signed_in("head").get("/list/")
    assert refused.status_code == 403
    assert "可以办理的角色：执法人员、执法监督人员" in refused.content.decode()


def test_an_account_without_a_role_is_told_so_instead_of_being_sent_round() -> None:
    account("none")
    refused = signed_in("none").get("/list/")
    assert refused.status_code == 403
    assert "今日没有任何角色" in refused.content.decode()


def test_a_grant_holds_on_its_days_alone() -> None:
    key = account("late")
    actions.grant_role(
        account=key, role=Role.OFFICER, organ="O1", now=NOW, first=date(2020, 1, 1), last=date(2020, 12, 31)
    )
    assert signed_in("late").get("/list/").status_code == 403


def test_an_administrator_gets_no_second_role_in_the_same_days() -> None:
    key = account("admin", Role.AUDIT_ADMIN)
    with pytest.raises(RolesExclusive):
        actions.grant_role(account=key, role=Role.OFFICER, organ="O1", now=NOW, first=date(2026, 1, 1))
    actions.grant_role(
        account=key, role=Role.OFFICER, organ="O1", now=NOW, first=date(2019, 1, 1), last=date(2019, 12, 31)
    )


def test_a_chosen_role_is_kept_and_forgotten_when_it_is_no_longer_held() -> None:
    account("two", Role.OFFICER, Role.SUPERVISOR, divisions=["650105"])
    client = signed_in("two")
    session = client.session
    session["role"] = "supervisor"
    session.save()
    assert client.get("/list/").content == b"supervisor"
    session["role"] = "reviewer"
    session.save()
    assert client.get("/list/").content == b"officer"
