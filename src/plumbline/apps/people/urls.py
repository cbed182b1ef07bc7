"""Addresses of people, organs and registers. Each register has its own addresses, so that each has its own policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest
from django.urls import URLPattern, path

from plumbline.apps.people.access import View, requires
from plumbline.apps.people.pages import (
    accounts,
    entries,
    intake,
    lists,
    mending,
    officer_year,
    own,
    resetting,
    roster,
)
from plumbline.apps.people.pages.asking import place_of
from plumbline.apps.people.policies import DUTY, LOGIN_SECURITY, READ, READINGS, ROSTER, ROSTER_SET, WRITE
from plumbline.core.authority.access import public
from plumbline.core.authority.person import Place

app_name = "people"
Guard = Callable[[View], View]


def _pages(register: str, plural: str) -> Iterator[URLPattern]:
    """The addresses of one register."""
    fixed = {"register": register}
    read, write = requires(READ[register]), requires(WRITE[register])
    read_one, write_one = requires(READ[register], _place), requires(WRITE[register], _place)
    base = f"registers/{register}/"
    yield path(base, read(lists.register_list), fixed, name=plural)
    yield from _sheets(register, base, read, write)
    yield path(f"{base}new/", write(entries.new_entry), fixed, name=f"{register}_new")
    yield path(f"{base}entry/<str:code>/", read_one(entries.entry_page), fixed, name=f"{register}_entry")
    for name, view in (("act/<slug:step>", entries.act_page), ("correct/<str:record>", entries.correct_page)):
        word = name.partition("/")[0]
        yield path(f"{base}entry/<str:code>/{name}/", write_one(view), fixed, name=f"{register}_{word}")
    if register == "officer":
        duty = f"{base}entry/<str:code>/duty/<slug:step>/"
        yield path(duty, requires(DUTY, _place)(entries.duty_page), fixed, name="officer_duty")
    void = f"{base}entry/<str:code>/void/<str:record>/"
    yield path(void, write_one(entries.void_page), fixed, name=f"{register}_void")
    if register == "party":
        reading = f"{base}entry/<str:code>/personal/"
        yield path(reading, read_one(entries.personal_page), fixed, name="party_personal")


def _sheets(register: str, base: str, read: Guard, write: Guard) -> Iterator[URLPattern]:
    fixed = {"register": register}
    yield path(f"{base}sheet.<str:form>", read(lists.register_sheet), fixed, name=f"{register}_sheet")
    yield path(f"{base}template.xlsx", write(lists.register_template), fixed, name=f"{register}_template")
    yield path(f"{base}import/", write(intake.import_page), fixed, name=f"{register}_import")
    batch = f"{base}import/<int:batch>/"
    yield path(batch, write(intake.quarantine_page), fixed, name=f"{register}_quarantine")
    one = f"{base}import/<int:batch>/row/<int:row>/"
    yield path(one, write(mending.quarantine_row), fixed, name=f"{register}_quarantine_row")
    job = f"{base}import/job/<int:job>/"
    yield path(job, write(mending.import_job), fixed, name=f"{register}_import_job")
    rows = f"{base}import/<int:batch>/rows.xlsx"
    yield path(rows, write(intake.quarantine_sheet), fixed, name=f"{register}_quarantine_sheet")


def _place(request: HttpRequest, register: str, code: str, **_more: str) -> Place:
    return place_of(request, register, code)


_reset = requires(public("凭一次性链接设置密码", "set a password with a link that works once"))
_accounts = requires(READ["account"])
_PLAIN: tuple[tuple[str, View, str], ...] = (
    ("own/", own.own, "own"),
    ("own/role/", own.switch_role, "switch_role"),
    ("own/undertaking/<str:grant>/", own.undertake, "undertake"),
    ("roster/", requires(ROSTER)(roster.roster), "roster"),
    ("roster/absence/", requires(ROSTER_SET)(roster.record_absence), "record_absence"),
    ("roster/duty/", requires(ROSTER_SET)(roster.record_duty), "record_duty"),
    ("roster/withdraw/<str:record>/", requires(ROSTER_SET)(roster.withdraw_post), "withdraw_post"),
    ("login/reset/<str:key>/<str:token>/", _reset(resetting.new_password), "new_password"),
    ("accounts/<str:key>/reset/", _accounts(resetting.reset_link), "reset_link"),
    ("registers/officer/yearly-check/", requires(WRITE["officer"])(intake.yearly_check), "yearly_check"),
    ("registers/officer/leaving/", requires(WRITE["officer"])(officer_year.leaving), "leaving"),
    (
        "registers/officer/leaving/list.<str:form>",
        requires(WRITE["officer"])(officer_year.leaving_sheet),
        "leaving_sheet",
    ),
    (
        "registers/officer/training-year/",
        requires(WRITE["officer"])(officer_year.training_year),
        "training_year",
    ),
    (
        "registers/officer/training-year/list.<str:form>",
        requires(WRITE["officer"])(officer_year.training_year_sheet),
        "training_year_sheet",
    ),
    ("accounts/", _accounts(accounts.accounts), "accounts"),
    ("accounts/new/", _accounts(accounts.new_account), "new_account"),
    ("accounts/<str:key>/", _accounts(accounts.account), "account"),
    ("accounts/<str:key>/close/", _accounts(accounts.close_account), "close_account"),
    ("accounts/<str:key>/withdraw/<str:grant>/", _accounts(accounts.withdraw), "withdraw"),
    ("login-security/", requires(LOGIN_SECURITY)(accounts.login_security), "login_security"),
    ("login-security/unlock/", requires(LOGIN_SECURITY)(accounts.unlock), "unlock"),
    ("access-records/", requires(READINGS)(accounts.access_records), "access_records"),
)
urlpatterns = [
    *(path(address, view, name=name) for address, view, name in _PLAIN),
    *(one for register, plural in lists.NAMES.items() for one in _pages(register, plural)),
]
