"""Absence with a deputy, duty, a guest's undertaking and scope, a password by a link that works once."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.builders.desk import ORGAN, QIN, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.signing_in import account, signed_in

from plumbline.apps.people.queries import deputises, duties, grants_of, history
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
DAY = NOW // 86_400_000_000
HEAD = person(Role.AGENCY_HEAD, "QS-0100")


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.CLOCK = lambda: NOW


def text(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


@pytest.fixture
def keys() -> dict[str, str]:
    """Accounts of the organ: its head, an officer, a colleague."""
    registered_organ()
    people = {"head": HEAD, "qin": QIN, "lu": person(Role.OFFICER, "QS-0002")}
    return {name: desk_of(who).get("/own/").wsgi_request.user.key for name, who in people.items()}


def away(keys: dict[str, str], **more: str) -> Any:
    typed = {"account": keys["qin"], "kind": "leave", "first": "2026-10-12", "last": "2026-10-16", **more}
    return desk_of(HEAD).post("/roster/absence/", typed, follow=True)


def test_an_absence_is_entered_with_a_deputy_who_then_stands_in(keys: dict[str, str]) -> None:
    assert "没有人离岗" in text(desk_of(HEAD).get("/roster/"))
    page = text(away(keys, deputy=keys["lu"]))
    assert "2026-10-16" in page
    assert deputises("QS-0002", "QS-0001", DAY + 4)
    assert not deputises("QS-0002", "QS-0001", DAY + 5), "dated"
    seen = text(desk_of(QIN).get("/roster/"))
    assert "2026-10-16" in seen
    assert "登记离岗" not in seen
    assert desk_of(QIN).post("/roster/absence/", {}).status_code == 403


def test_what_cannot_be_is_said_at_its_field(keys: dict[str, str]) -> None:
    assert "不能代理自己" in text(away(keys, deputy=keys["qin"]))
    assert "早于" in text(away(keys, last="2026-10-01"))
    away(keys, deputy=keys["lu"])
    again = away(keys, last="2026-10-20", deputy=keys["head"])
    assert "已登记离岗，自 2026-10-12 至 2026-10-16" in at_field(again, "account")
    assert at_field(again, "deputy") == "", "what is wrong with who is away is not told of who stands in"
    assert "2026-10-16 离岗" in at_field(away(keys, account=keys["head"], deputy=keys["qin"]), "deputy")
    assert "代理他人" in at_field(away(keys, account=keys["lu"]), "account")


def at_field(answer: Any, name: str) -> str:
    """What the form says at one field."""
    told = BeautifulSoup(answer.content, "html.parser").find(id=f"absence_{name}_error")
    return told.get_text(strip=True) if told else ""


def test_the_head_is_told_what_waits_where_the_deputy_lacks_the_role(keys: dict[str, str]) -> None:
    page = text(away(keys, account=keys["head"], deputy=keys["lu"]))
    assert "不具有行政机关负责人身份" in page
    assert "不具有" not in text(away(keys, deputy=keys["lu"])), "an officer for an officer lacks nothing"


def test_an_entry_is_withdrawn_with_its_reason(keys: dict[str, str]) -> None:
    away(keys, deputy=keys["lu"])
    page = desk_of(HEAD).get("/roster/").content.decode()
    address = re.search(r"/roster/withdraw/\w+/", page)
    assert address is not None
    assert "写明理由" in text(desk_of(HEAD).post(address[0], {}, follow=True))
    assert deputises("QS-0002", "QS-0001", DAY)
    assert "没有人离岗" in text(desk_of(HEAD).post(address[0], {"reason": "改期"}, follow=True))
    assert not deputises("QS-0002", "QS-0001", DAY)
    assert desk_of(HEAD).post(address[0], {"reason": "改期"}).status_code == 404


def test_duty_is_entered_and_listed(keys: dict[str, str]) -> None:
    typed = {"account": keys["lu"], "duty": "节日值班", "first": "2026-10-17", "last": "2026-10-18"}
    assert "节日值班" in text(desk_of(HEAD).post("/roster/duty/", typed, follow=True))
    assert [one.account for one in duties(ORGAN, DAY, DAY + 30)] == [keys["lu"]]


@pytest.fixture
def security() -> Client:
    account("sec", Role.SECURITY_ADMIN, organ=ORGAN, divisions=["650105"])
    return signed_in("sec")


@pytest.mark.django_db
def test_a_guest_sees_named_matters_once_the_undertaking_is_signed(
    keys: dict[str, str], security: Client
) -> None:
    case = opened("2026-10-08 09:00")
    other = opened("2026-10-08 09:00", number="青市监立〔2026〕2号")
    key = account("guest", Role.OFFICER, organ="organ-police", divisions=["650105"])
    grant = {"role": "group_guest", "organ": "organ-police", "first": "2026-10-01", "divisions": "650105"}
    page = text(security.post(f"/accounts/{key}/", grant))
    assert "可以查看的案件案号" in page
    assert "截止日期" in page
    wrong = {**grant, "last": "2026-10-20", "matters": "青市监立〔2026〕9号"}
    assert "没有案件 青市监立〔2026〕9号" in text(security.post(f"/accounts/{key}/", wrong))
    assert security.post(f"/accounts/{key}/", {**wrong, "matters": "青市监立〔2026〕1号"}).status_code == 302
    guest = signed_in("guest")
    guest.post("/own/role/", {"role": "group_guest"})
    assert guest.get("/shared/").status_code == 403
    own = guest.get("/own/")
    assert "青市监立〔2026〕1号" in text(own)
    (waiting,) = [one for one in grants_of(key) if one.role is Role.GROUP_GUEST]
    assert guest.post("/own/undertaking/other/").status_code == 404
    assert guest.post(f"/own/undertaking/{waiting.record}/").status_code == 302
    listed = text(guest.get("/shared/"))
    assert "青市监立〔2026〕1号" in listed
    assert "2026-10-20" in listed
    assert guest.get(f"/cases/{case}/").status_code == 200
    assert guest.get(f"/cases/{other}/").status_code == 403


def test_a_link_for_a_new_password_works_once(keys: dict[str, str], security: Client) -> None:
    page = security.post(f"/accounts/{keys['qin']}/reset/")
    link = BeautifulSoup(page.content, "html.parser").find(id="pl-reset")["value"]
    assert history("account", keys["qin"])[-1].step == "reset_password"
    assert link not in str(history("account", keys["qin"])[-1])
    path = link.removeprefix("http://testserver")
    nobody = Client()
    assert "设置新密码" in text(nobody.get(path))
    weak = nobody.post(path, {"password": "123", "again": "123"})
    assert weak.status_code == 422
    two = nobody.post(path, {"password": "moss-Lantern-92", "again": "moss-Lantern-93"})
    assert "两次输入不一致" in text(two)
    done = nobody.post(path, {"password": "moss-Lantern-92", "again": "moss-Lantern-92"})
    assert done["Location"] == "/login/"
    used = nobody.get(path)
    assert used.status_code == 410
    assert "链接已失效" in text(used)
    assert nobody.post(path, {"password": "moss-Lantern-99", "again": "moss-Lantern-99"}).status_code == 410
    assert desk_of(HEAD).post(f"/accounts/{keys['qin']}/reset/").status_code == 403
