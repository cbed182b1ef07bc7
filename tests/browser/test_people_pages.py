"""Pages of people and registers in Chromium: nothing on the console, nothing for axe, no sideways scroll."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.builders.chromium import DESKTOP, PHONE, axe, overflow, settle
from tests.builders.signing_in import NOW, PASSWORD
from tests.builders.small_pack import day

from plumbline.apps.people import actions
from plumbline.apps.people.queries import login_of
from plumbline.core.authority.role import Role
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]
TODAY = day("2026-09-21")

PAGES = {
    Role.SUPERVISOR: (
        "/registers/officer/",
        "/registers/officer/?q=QS0200",
        "/registers/officer/entry/QS02001/",
        "/registers/officer/entry/QS02001/act/suspend_certificate/",
        "/registers/officer/yearly-check/",
        "/registers/officer/import/",
        "/registers/organ/",
        "/registers/benchmark/entry/CL002/",
        "/own/",
        "/own/second-factor/",
    ),
    Role.AGENCY_HEAD: ("/registers/power/", "/registers/power/new/"),
    Role.SECURITY_ADMIN: ("/accounts/", "/accounts/new/", "/login-security/"),
    Role.AUDIT_ADMIN: ("/access-records/",),
}


@pytest.fixture
def district(settings) -> None:
    settings.CLOCK = lambda: NOW
    settle_people(NOW, TODAY)


def enter(page, role: Role) -> None:
    page.locator(f"form button[name=role][value={role.value}]").click()
    settle(page)


def assert_clean_at_both_sizes(page, address: str) -> None:
    assert page.locator("h1").count() == 1, address
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert axe(page) == [], (address, width)
        assert overflow(page) <= 0, (address, width)


def test_pages_are_clean(open_page, district, live_server) -> None:
    page = open_page("/login/")
    assert_clean_at_both_sizes(page, "/login/")
    enter(page, Role.SUPERVISOR)
    for role, addresses in PAGES.items():
        if role is not Role.SUPERVISOR:
            page.goto(f"{live_server.url}/own/")
            page.locator("#pl-demo-role").select_option(role.value)
            page.locator(".pl-demo button").click()
            settle(page)
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            settle(page)
            assert_clean_at_both_sizes(page, address)


def test_searching_changes_the_list_in_place(open_page, district, live_server) -> None:
    page = open_page("/login/")
    enter(page, Role.SUPERVISOR)
    page.goto(f"{live_server.url}/registers/officer/")
    settle(page)
    page.locator(".pl-filter input[type=search]").fill("QS02001")
    page.wait_for_url("**/registers/officer/?*q=QS02001*")
    settle(page)
    assert page.locator("#list tbody tr").count() == 1
    assert axe(page) == []


def test_whoever_types_a_search_goes_on_typing_while_the_list_comes_anew(
    open_page, district, live_server
) -> None:
    page = open_page("/login/")
    enter(page, Role.SUPERVISOR)
    page.goto(f"{live_server.url}/registers/officer/")
    settle(page)
    field = page.locator(".pl-filter input[type=search]")
    field.click()
    page.keyboard.type("QS02")
    page.wait_for_url("**/registers/officer/?*q=QS02&*")
    settle(page)
    page.keyboard.type("00")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/registers/officer/?*q=QS0200&*")
    settle(page)
    page.keyboard.type("9")
    expect(field).to_have_value("QS02090")
    expect(field).to_be_focused()


def test_a_passkey_is_added_and_signs_in(open_page, district, live_server, settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    actions.change_password(account=login_of("demo-officer").key, password=PASSWORD)
    page = open_page("/login/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    authenticator = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator})
    page.locator("#id_login").fill("demo-officer")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form[action='/login/'] .pl-button-main").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(f"{live_server.url}/own/passkeys/add/")
    if page.locator("#id_password").count():
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main .pl-button-main").click()
    page.locator("#id_name").fill("办公电脑")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/passkeys/add/" not in url)
    page.goto(f"{live_server.url}/own/passkeys/")
    assert page.get_by_text("办公电脑").count() == 1
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/login/")
    settle(page)
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(f"{live_server.url}/own/")
    assert page.locator("h1").inner_text().startswith("我的账号")
