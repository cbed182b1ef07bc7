"""Signing in: closed accounts, second factor, lock-out by user and address, limits of a session, roles by one click."""

import re
from datetime import date
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from tests.builders.signing_in import NOW, PASSWORD, account, signed_in

from plumbline.apps.people import actions
from plumbline.apps.people.queries import deputy_of, login_of
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HOUR = 3_600_000_000


def enter(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/login/", {"login": username, "password": password}, **more)


def test_the_page_speaks_chinese_and_offers_no_signing_up() -> None:
    page = Client().get("/login/").content.decode()
    assert "<h1>登录</h1>" in page
    assert "通行密钥" in page
    assert "注册" not in page
    assert Client().get("/signup/").status_code == 404


def test_user_name_and_password() -> None:
    account("one", Role.OFFICER)
    client = Client()
    assert enter(client, "one", "wrong").status_code == 200
    assert enter(client, "one").status_code == 302
    assert client.get("/own/").status_code == 200
    assert client.post("/logout/").status_code == 302
    assert client.get("/own/").status_code == 302


def test_five_failures_lock_the_user_from_that_address_and_nobody_else() -> None:
    account("one", Role.OFFICER)
    account("two", Role.OFFICER)
    for _ in range(4):
        assert enter(Client(), "one", "wrong").status_code == 200
    locked = enter(Client(), "one", "wrong")
    assert locked.status_code == 429
    assert "密码错误次数过多" in locked.content.decode()
    assert enter(Client(), "one").status_code == 429
    assert enter(Client(), "two").status_code == 302
    assert enter(Client(), "one", REMOTE_ADDR="10.9.9.9").status_code == 302


def test_a_closed_account_cannot_sign_in() -> None:
    key = account("one", Role.OFFICER)
    actions.close_account(
        account=key, reason="调离", by=Person("s", "安", Role.SECURITY_ADMIN, "O1"), now=NOW
    )
    client = Client()
    assert enter(client, "one")["Location"] == "/login/inactive/"
    assert client.get("/own/").status_code == 302


def test_without_a_second_factor_nothing_opens_but_making_one(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    account("one", Role.OFFICER, divisions=["650105"])
    client = Client()
    enter(client, "one")
    answer = client.get("/registers/officer/")
    assert (answer.status_code, answer["Location"]) == (302, "/own/second-factor/")
    assert client.get("/own/second-factor/").status_code == 200
    asked = client.get("/own/second-factor/app/")
    assert asked["Location"].startswith("/own/reauthenticate/")
    activate = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    secret = re.search(r'class="pl-mono">([A-Z2-7]+)<', activate.content.decode())
    assert secret, activate.content.decode()
    code = code_of(secret[1])
    assert client.post("/own/second-factor/app/", {"code": code}).status_code == 302
    assert client.get("/registers/officer/").status_code == 200


def test_with_an_authenticator_the_password_alone_does_not_sign_in(settings: Any) -> None:
    account("one", Role.OFFICER)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(login_of("one"), secret)
    client = Client()
    answer = enter(client, "one")
    assert answer["Location"] == "/login/second-factor/"
    assert client.get("/own/").status_code == 302
    assert "验证器" in client.get("/login/second-factor/").content.decode()
    assert client.post("/login/second-factor/", {"code": "000000"}).status_code == 200
    assert client.post("/login/second-factor/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/own/").status_code == 200


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_secret_is_not_kept_in_the_open() -> None:
    account("one", Role.OFFICER)
    TOTP.activate(login_of("one"), "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get().data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in str(kept)
    assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_half_an_hour_without_a_click_and_ten_hours_altogether(settings: Any) -> None:
    account("one", Role.OFFICER)
    client = signed_in("one")
    settings.CLOCK = lambda: NOW
    assert client.get("/own/").status_code == 200
    settings.CLOCK = lambda: NOW + HOUR // 2
    assert client.get("/own/").status_code == 200
    settings.CLOCK = lambda: NOW + HOUR + 1
    assert client.get("/own/").status_code == 302
    client = signed_in("one")
    for half in range(21):
        settings.CLOCK = lambda half=half: NOW + half * HOUR // 2
        assert client.get("/own/").status_code == 200
    settings.CLOCK = lambda: NOW + 10 * HOUR + 1
    assert client.get("/own/").status_code == 302


def test_the_role_changes_by_one_click_and_only_to_one_that_is_held() -> None:
    account("two", Role.OFFICER, Role.SUPERVISOR, divisions=["650105"])
    client = signed_in("two")
    assert client.post("/own/role/", {"role": "supervisor", "next": "/own/"})["Location"] == "/own/"
    assert client.session["role"] == "supervisor"
    assert client.post("/own/role/", {"role": "supervisor", "next": "//evil.example/"})["Location"] == "/"
    refused = client.post("/own/role/", {"role": "audit_admin"})
    assert refused.status_code == 403
    assert "已有的角色：执法人员、执法监督人员" in refused.content.decode()
    assert client.session["role"] == "supervisor"


def test_the_demo_changes_persons_on_loopback_alone(settings: Any) -> None:
    account("demo-supervisor", Role.SUPERVISOR)
    assert Client().post("/own/role/", {"role": "supervisor"}).status_code == 403
    settings.DEMO = True
    client = Client()
    assert client.post("/own/role/", {"role": "supervisor"}).status_code == 302
    assert client.get("/own/").status_code == 200
    account("demo-supervisor-2", Role.SUPERVISOR)
    account("demo-supervisor-market", Role.SUPERVISOR)
    assert client.post("/own/role/", {"role": "supervisor-market"}).status_code == 403, "no such choice"
    for wanted in ("supervisor-2", "supervisor"):  # the second person of the role, and back
        assert f'value="{wanted}"' in client.get("/own/").content.decode()
        assert client.post("/own/role/", {"role": wanted}).status_code == 302
        assert client.get("/own/").context["user"].get_username() == f"demo-{wanted}"
    settings.MIDDLEWARE = [
        one for one in settings.MIDDLEWARE if "demo_guard" not in one
    ]  # the first line of two
    for elsewhere in ({"REMOTE_ADDR": "10.1.2.3"}, {"HTTP_X_FORWARDED_FOR": "10.1.2.3"}):
        refused = Client().post("/own/role/", {"role": "supervisor"}, **elsewhere)
        assert refused.status_code == 403
        assert "只在本机可用" in refused.content.decode()


def test_a_deputy_stands_in_on_the_days_of_the_absence() -> None:
    head, deputy = account("head", Role.AGENCY_HEAD), account("deputy", Role.AGENCY_HEAD)
    by = Person(head, "head", Role.AGENCY_HEAD, "O1")
    days = {"first": date(2026, 10, 8), "last": date(2026, 10, 9)}
    actions.record_absence(account=head, deputy=deputy, kind="leave", by=by, now=NOW, **days)
    first = date(2026, 10, 8).toordinal() - date(1970, 1, 1).toordinal()
    assert [deputy_of(head, first + n) for n in (-1, 0, 1, 2)] == [None, deputy, deputy, None]


def test_the_pages_of_the_second_factor_speak_one_language() -> None:
    account("one", Role.OFFICER)
    client = Client()
    enter(client, "one")
    for path in ("/own/second-factor/app/", "/own/passkeys/add/"):
        client.post(f"/own/reauthenticate/?next={path}", {"password": PASSWORD})
        page = client.get(path).content.decode().partition("<main")[2]
        assert page
        assert "placeholder" not in page
        assert ">Name" not in page
        assert "编号" not in page, "a code of a register, not of an authenticator"
    weak = {"oldpassword": PASSWORD, "password1": "Kurz-7", "password2": "Kurz-7"}
    refused = client.post("/own/password/", weak).content.decode()
    assert "密码太短，至少 12 个字符" in refused
    assert "&lt;li" not in refused


def test_who_lost_the_second_factor_too_comes_back_by_a_link_alone() -> None:
    key = account("one", Role.OFFICER)
    account("sec", Role.SECURITY_ADMIN, divisions=["650105"])
    TOTP.activate(login_of("one"), "JBSWY3DPEHPK3PXP")
    page = signed_in("sec").post(f"/accounts/{key}/reset/", {"factor": "lost"}).content.decode()
    assert "第二因素已清除" in page
    assert enter(Client(), "one").status_code != 302, "the password alone would open the desk"
    link = re.search(r'http://testserver(/login/reset/[^"]+)"', page)
    assert link
    new = {"password": "moss-Lantern-92", "again": "moss-Lantern-92"}
    assert Client().post(link[1], new).status_code == 302
    entered = Client().post("/login/", {"login": "one", "password": "moss-Lantern-92"})
    assert entered["Location"] != "/login/second-factor/"


def test_an_account_is_closed_with_a_reason_and_not_by_its_holder() -> None:
    key = account("one", Role.OFFICER)
    own = account("sec", Role.SECURITY_ADMIN, divisions=["650105"])
    security = signed_in("sec")
    assert security.post(f"/accounts/{key}/close/").status_code == 200
    assert (
        "不能注销本人的账号" in security.post(f"/accounts/{own}/close/", {"reason": "退休"}).content.decode()
    )
    assert security.post(f"/accounts/{key}/close/", {"reason": "退休"})["Location"] == "/accounts/"
    assert enter(Client(), "one")["Location"] == "/login/inactive/"
    assert "close/" not in security.get(f"/accounts/{key}/").content.decode()
