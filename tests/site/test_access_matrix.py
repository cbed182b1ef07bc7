"""The access matrix, made from the URL table: every address × every role and nobody × own and other × open and ended.
A role that is refused whatever the thing is, is asked about one of them, the next such role about the next.

What is expected comes from the policy that the view carries, asked through the core; what is found comes from the real
views, asked by real accounts about real cases and entries. An address that is not in `KINDS` fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from tests.builders.access_district import EXAM_PAGES, NOW, PLACES, TODAY, District, Thing, settle, username
from tests.builders.english import DATA, is_known, menus_in_english, read_in_english
from tests.builders.in_full import one_in_full
from tests.builders.signing_in import signed_in

from plumbline.apps.people.queries import login_of, persons_of
from plumbline.apps.recorders.models import Footage
from plumbline.core.authority.access import Access, check_access
from plumbline.core.authority.errors import AccessRefused, NotSignedIn
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.registers.register import REGISTERS

pytestmark = [pytest.mark.database, pytest.mark.django_db]
REGISTER_NAMES: Final = tuple(name for name in REGISTERS if name != "account")


@dataclass(frozen=True, slots=True)
class Kind:
    """How an address is asked. `things`: what fills it. `gives`: the answers of whom the policy lets in."""

    things: str = ""
    method: str = "get"
    gives: frozenset[int] = frozenset({200})


def kind(things: str = "", method: str = "get", *gives: int) -> Kind:
    return Kind(things, method, frozenset(gives or {200}))


_LOGIN = (200, 302)
"""Who is signed in is sent on from the pages of signing in; a page of the login library may ask the password again."""
KINDS: dict[str, Kind] = {
    "home": kind("", "get", 302),
    "tour:forger": kind("", "post", 404),  # the demo's alone
    "tour:file": kind("", "get", 404),
    "casework:my_work": kind(),
    "casework:reminders": kind(),
    "casework:shared_cases": kind(),
    "casework:read_reminders": kind("", "post", 302),
    **{f"casework:{name}": kind() for name in ("hand_over", "to_assign")},
    "casework:chains": kind(),
    "casework:approval": kind("case", "post", 404),  # no submission is named
    "casework:cases": kind(),
    "casework:export": kind(),
    "casework:party_search": kind(),
    "casework:save_view": kind("", "post", 302),
    "casework:new": kind(),
    "casework:case": kind("case"),
    "casework:act": kind("case"),
    "casework:draft": kind("case", "post", 204),
    "casework:discretion": kind("case", "post", 404),  # the step decides no fine
    "casework:preview": kind("case", "post", 404),  # no paper is named
    "casework:paper": kind("case"),
    "casework:paper_pdf": kind("case"),
    "casework:paper_seal": kind("case", "post", 302),
    "casework:paper_scan": kind("case", "post", 302),
    "casework:paper_docx": kind("case"),
    "casework:paper_page": kind("case", "get", 400),  # no file of it is kept
    "casework:file": kind("case", "get", 404),  # the record has none
    "casework:file_small": kind("case", "get", 404),
    "casework:uploads": kind("case"),
    "casework:upload_pass": kind("case"),
    "casework:recordings": kind("case"),
    "casework:upload": kind("case", "head", 412),  # asked without the protocol's version
    "casework:finish_upload": kind("case", "post", 404),  # no upload is named
    "casework:upload_parts": kind("case", "post", 404),
    "casework:numbers": kind(),
    "casework:void_number": kind("", "post", 302),
    "casework:numbers_export": kind(),
    "casework:numbers_outside": kind("", "get", 200, 302),  # 302: the organ has no word for its numbers
    "casework:record": kind("case"),
    "casework:correct": kind("case", "get", 200, 422),  # 422: it is the act of another role
    "casework:confirm": kind("case", "post", 400),  # nothing waits for any of these people
    **{f"casework:{one}": kind("case") for one in ("assign", "facts", "cancel", "party")},
    "casework:payment_notice": kind("case"),
    "casework:links": kind("case"),
    **{f"casework:{one}": kind("case", "post", 422) for one in ("join", "undo_join", "undo_link")},
    **{f"casework:{one}": kind("case", "post", 422) for one in ("split", "add_link")},
    "casework:clock": kind("case", "get", 200, 404),
    "goods:ledger": kind(),
    "goods:export": kind(),
    "goods:case": kind("case"),
    "goods:owed": kind(),
    "goods:owed_export": kind(),
    "goods:bank": kind(),
    "goods:bank_rows": kind(),
    "goods:bank_file": kind("job", "get", 404),  # no file of that person
    "goods:aside": kind("row", "post", 302),  # no row of that key waits
    "goods:mend": kind("row", "get", 404),  # no row of that key waits
    "goods:take_in": kind("case"),
    "goods:move": kind("case"),
    "goods:money": kind("case"),
    "goods:sign": kind("case"),
    "goods:void": kind("case", "get", 404),  # the record is no entry of things or money
    "people:own": kind(),
    "people:undertake": kind("account", "post", 404),  # nobody here waits for it
    "people:roster": kind(),
    "people:record_absence": kind("", "post", 422),
    "people:record_duty": kind("", "post", 422),
    "people:withdraw_post": kind("record", "post", 404),
    "people:new_password": kind("account", "get", 410),  # the token is none
    **{f"people:{name}": kind("account", "post") for name in ("reset_link", "close_account")},
    "people:switch_role": kind("", "post", 403),  # asked for no role, which nobody holds
    **{f"people:{name}": kind() for name in ("yearly_check", "leaving", "training_year")},
    **{f"people:{name}": kind("sheet") for name in ("leaving_sheet", "training_year_sheet")},
    "people:accounts": kind(),
    "people:new_account": kind(),
    "people:account": kind("account"),
    "people:withdraw": kind("account", "post", 302),
    "people:login_security": kind(),
    "people:unlock": kind("", "post", 302),
    "people:access_records": kind(),
    "public_service:rating_code": kind("case", "post", 409),  # the case is no inspection that was carried out
    "public_service:sent": kind("case", "get", 404),  # nobody of the public sent it
    "public_service:refused": kind(),
    "public_service:refused_file": kind("", "get", 404),  # no file is named
    "public_service:refused_again": kind("", "post", 302),
    "public_service:refused_leave": kind("", "post", 422),  # no reason is stated
    "disclosure:duties": kind(),
    "disclosure:begin": kind("source", "post", 422),  # the case holds no decision yet
    "disclosure:release": kind("case", "get", 404),  # the case is no release
    **{
        f"public_portal:{name}": kind("public", "get", 200, 301, 404)  # nothing of that name is public
        for name in (
            *("home", "organs", "organ", "organ_year", "officers", "officer", "powers", "procedure"),
            *("inspections", "decisions", "decisions_page", "feed", "table", "rows", "decision", "code"),
            *("complaints", "submission", "follow"),
            *("figures", "verification", "short", "diagram"),
            *("draws", "draw", "draw_list", "draw_bundle", "organ_table", "organ_year_page"),
        )
    },
    **{f"public_report:{name}": kind("public", "get", 200, 404) for name in ("list", "read", "figure")},
    "law:article": kind(),
    **{f"exams:{name}": kind(*asked) for name, asked in EXAM_PAGES.items()},
    **{
        f"leadership:{name}": kind()
        for name in ("tasks", "problems", "import", "template", "learning", "forces")
    },
    "leadership:resolutions": kind("case", "post", 302),
    "evaluation:sheet": kind(),
    "evaluation:call": kind("case"),
    **{f"evaluation:{name}": kind("evaluation", "get", 404) for name in ("page", "list")},  # none was called
    "evaluation:close": kind("evaluation", "post", 404),
    **{f"evaluation:{name}": kind("evaluation", "post", 422) for name in ("take", "cast")},
    "case_file:page": kind("case"),
    "case_file:make_main": kind("case", "post", 302),
    "case_file:make_internal": kind("case", "post", 302),
    "case_file:make_evidence": kind("case", "post", 302),
    "case_file:take_main": kind("case", "get", 404),  # nothing was made
    "case_file:take_internal": kind("case", "get", 404),
    "case_file:take_evidence": kind("case", "get", 404),
    "case_file:state": kind("case", "get", 404),
    "case_file:keeping": kind("case"),
    "case_file:destruction": kind("case"),
    "case_file:propose_destruction": kind("case", "post", 422),  # nothing is typed
    "case_file:confirm_destruction": kind("case", "post", 422),
    "case_file:refuse_destruction": kind("case", "post", 422),
    "case_file:holds": kind("case"),
    "case_file:archive": kind("case", "post", 422),  # nothing is typed
    "case_file:lend": kind("case", "post", 422),
    "case_file:give_back": kind("case", "post", 422),
    "case_file:shelf": kind(),
    "case_file:shelf_sheet": kind(),
    "case_file:loans": kind(),
    "case_file:loan_sheet": kind(),
    "case_file:retention": kind(),
    "case_file:delivery": kind(),
    "case_file:delivery_sheet": kind(),
    "case_file:delivery_paper": kind(),
    "legality:texts": kind(),
    "legality:new": kind(),
    "legality:text": kind("text"),
    "legality:decide": kind("text", "post", 302),
    "legality:export": kind("text"),
    "figures:list": kind(),
    "figures:export": kind(),
    "figures:audit": kind(),
    **{f"figures:{one}": kind() for one in ("docx", "pdf", "xlsx")},
    "figures:card": kind("table", "get", 404),  # no such table
    "figures:figure": kind("indicator"),
    "figures:rows": kind("indicator"),
    "figures:act": kind("counted", "get", 404),  # no such act is counted
    "annual_report:list": kind(),
    **{f"annual_report:{one}": kind("case", "get", 404) for one in ("docx", "pdf", "edit", "units")},
    "year_end:current": kind("", "get", 302),
    "year_end:year": kind("year"),
    "year_end:since": kind("indicator"),
    "year_end:of_case": kind("round", "get", 404),  # the case is the district's, of no organ
    **{f"annual_report:{one}": kind("case", "get", 404) for one in ("read", "bundle")},  # it is no report
    "annual_report:fix": kind("case", "post", 404),
    "annual_report:comment": kind("case", "post", 404),
    "recorders:recordings": kind(),
    "recorders:read_out": kind(),
    "recorders:attach": kind("footage", "post", 404),  # no act is named
    "legality:reviews": kind(),
    "legality:workload": kind(),
    "legality:classify": kind(),
    "legality:begin": kind("source"),
    "legality:review": kind("case", "get", 404),  # the case is no review
    "supervision:morning": kind(),
    "supervision:findings": kind(),
    "supervision:export": kind(),
    "supervision:finding": kind("finding"),
    **{f"supervision:{name}": kind() for name in ("board", "board_export", "board_print", "wall")},
    **{f"supervision:{name}": kind("figure") for name in ("board_rows", "board_rows_export")},
    **{f"supervision:{name}": kind() for name in ("campaigns", "new_campaign", "own")},
    **{f"supervision:{name}": kind("campaign", "get", 400) for name in ("campaign", "campaign_export")},
    "supervision:campaign_problem": kind("campaign", "post", 400),  # there is no such campaign
    **{f"supervision:{name}": kind() for name in ("reports", "responsibility", "responsibility_export")},
    **{f"supervision:{name}": kind() for name in ("fairness", "fairness_export")},
    "supervision:report": kind("paper"),
    "supervision:clues": kind(),
    "supervision:digests": kind(),
    **{f"supervision:{name}": kind("digest", "get", 400) for name in ("digest", "digest_paper")},
    **{f"enterprise:{name}": kind() for name in ("plans", "watch", "new_visit")},
    **{f"enterprise:{name}": kind("", "post", 302) for name in ("join", "classes")},
    "enterprise:visit": kind("visit", "get", 400),  # there is no such visit
    **{f"enterprise:{name}": kind("visit", "post", 400) for name in ("visit_result", "visit_case")},
    "enterprise:code": kind("field", "get", 404),  # no code of this system
    "enterprise:plan": kind("plan"),
    "enterprise:plan_go": kind("plan", "post", 302),
    "enterprise:draw": kind("plan", "get", 400),  # there is no such draw
    "enterprise:draw_go": kind("plan", "post", 302, 400),
    "enterprise:draw_bundle": kind("plan", "get", 400),
    "supervision:instruments": kind(),
    "supervision:begin": kind(),
    "supervision:decide": kind("finding", "post", 302),
    "supervision:reviews": kind(),
    "supervision:new_review": kind(),
    **{
        f"supervision:{name}": kind("round", "get", 400)  # there is no such round
        for name in ("review", "review_bundle", "review_listed", "review_file", "review_result")
    },
    **{
        f"supervision:{name}": kind("round", "post", 400)
        for name in ("review_go", "review_enter", "review_object")
    },
    **{f"field:{name}": kind() for name in ("worker", "shell", "manifest", "token", "desk", "received")},
    "field:prepare": kind("", "get", 200, 422),  # who is no registered officer prepares no phone
    "field:file": kind("field", "post", 422),
    "field:visit": kind("", "post", 422),
    "field:held": kind("", "post", 422),
    "field:reserve": kind("", "post", 302),
    "field:recovery": kind(),
    "field:share": kind("", "post", 200, 422),
    "field:bundle": kind("", "post", 422),
    "field:give_back": kind("", "post", 302),
    "field:pin": kind("", "post", 302),
    "field:uploads": kind("field", "post", 422),  # no id of a file
    "field:upload": kind("field_upload", "head", 412),
    "field:finish": kind("field_upload", "post", 404),
    "field:arrival": kind("field", "get", 404),  # nothing arrived
    "field:code": kind("field", "get", 404),  # no code of this system
    **{f"operations:{name}": kind() for name in ("jobs", "files", "calendar")},
    "operations:check_files": kind("", "post", 302),
    "operations:job": kind("job"),
    "operations:run_again": kind("job", "post", 302),
    "operations:drop": kind("job", "post", 302),
    "exchange:board": kind(),
    "exchange:new_source": kind(),
    "exchange:mirrors": kind(),
    "exchange:mirror": kind("supplier"),
    "exchange:mirror_sheet": kind("supplier"),
    "exchange:go_live": kind(),
    "exchange:take_out": kind(),
    **dict.fromkeys(("exchange:take_out_file", "exchange:begin_template"), kind("layout")),
    "exchange:interfaces": kind(),
    "exchange:new_target": kind("", "post", 422),  # nothing is typed
    **dict.fromkeys(("exchange:close_target", "exchange:send_again"), kind("target", "post", 302)),
    "exchange:revoke_token": kind("token", "post", 302),
    "exchange:source": kind("supplier"),
    **dict.fromkeys(("exchange:again", "exchange:set_aside"), kind("supplier", "post", 302)),
    "exchange:close_source": kind("supplier", "post", 302),
    "exchange:new_token": kind("supplier", "post"),
    **dict.fromkeys(("exchange:quarantine", "exchange:sheet"), kind("supplier")),
    **dict.fromkeys(("exchange:leave_out", "exchange:let_wait_again"), kind("supplier", "post", 422)),
    "exchange:quarantine_row": kind("supplier", "get", 302),  # no row of that number waits
    **{  # whoever calls the interface without a token is told so
        f"exchange_api:{name}": kind("interface", "get", 401)
        for name in ("own_source", "layouts", "deliveries", "one_delivery", "quarantine", "records")
    },
    "exchange_api:send_rows": kind("", "post", 401),
    "exchange_api:mend_row": kind("interface", "post", 401),
    "exchange_api:openapi-json": kind(),
    "exchange_api:api-root": kind("", "get", 404),
    "public_log": kind("log", "get", 200, 404),
    "public_log_sm3": kind("log", "get", 200, 404),
    **{
        f"page_parts:{name}": kind("", "get", 404)  # the catalogue is there in the demo alone
        for name in ("catalogue", "case", "work", "morning", "report", "search", "decision")
    },
    **{
        name: kind("", "get", *_LOGIN)
        for name in (
            *("account_login", "account_logout", "account_inactive", "account_reauthenticate"),
            *("account_change_password", "mfa_authenticate", "mfa_login_webauthn", "mfa_index"),
            *("mfa_reauthenticate", "mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_list_webauthn"),
            *("mfa_add_webauthn", "mfa_reauthenticate_webauthn", "socialaccount_login_cancelled"),
            "socialaccount_signup",
        )
    },
    **{  # none of these people has a second factor
        name: kind("", "get", 404)
        for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")
    },
    "socialaccount_login_error": kind("", "get", 401),
    "mfa_remove_webauthn": kind("passkey", "get", 302, 404),
    "mfa_edit_webauthn": kind("passkey", "get", 302, 404),
    "openid_connect_login": kind("provider", "get", 404),
    "openid_connect_callback": kind("provider", "get", 404),
}
for _register in REGISTER_NAMES:
    _plural = {"party": "parties", "leniency": "leniency"}.get(_register, f"{_register}s")
    KINDS[f"people:{_plural}"] = kind()
    KINDS[f"people:{_register}_sheet"] = kind("sheet")
    for _page in ("template", "import", "new"):
        KINDS[f"people:{_register}_{_page}"] = kind()
    for _page in ("quarantine", "quarantine_sheet"):
        KINDS[f"people:{_register}_{_page}"] = kind(f"batch {_register}")
    KINDS[f"people:{_register}_quarantine_row"] = kind(f"batch {_register}", "get", 200, 302)
    KINDS[f"people:{_register}_import_job"] = kind(
        f"batch {_register}", "get", 404
    )  # no import was asked for
    for _page in ("entry", "act", "correct", "void"):
        KINDS[f"people:{_register}_{_page}"] = kind(f"entry {_register}")
KINDS["people:officer_duty"] = kind("entry officer", "get", 404)  # the act asked for is none of a head
KINDS["people:party_personal"] = kind("entry party", "post")


def table(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, Any]]:
    """Every (name, pattern) of the URL table."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from table(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern


TABLE: Final = dict(table(get_resolver().url_patterns))


_PUBLIC: Final = {
    "code": "none",
    "organ": "none",
    "figure": "none",
    "year": 2026,
    "certificate": "none",
    "procedure": "permit",
    "page": 1,
    "round": "none",
    "key": "none",
    "service": "complaint",
}


NOWHERE: Final = Thing({}, None, "")
People: TypeAlias = dict[Role | None, tuple[Person | None, Client]]


def unknown(names: Iterator[str] | list[str]) -> list[str]:
    return sorted(name for name in names if name not in KINDS)


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: Any) -> Iterator[District]:
    """Set up once; every request below is taken back."""
    block = transaction.atomic()
    block._from_testcase = True  # as Django's own test case says it, for acts that end a transaction
    with django_db_blocker.unblock(), block:
        yield settle()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def people(district: District, django_db_blocker: Any) -> People:
    with django_db_blocker.unblock():
        found: People = {None: (None, Client())}
        for role in Role:
            person = persons_of(login_of(username(role)), TODAY)[0]
            found[role] = (person, signed_in(username(role)))
        return found


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: NOW


@pytest.fixture(autouse=True)
def one_answer_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each address the first refusal is laid out and the first file written; then the status is looked at."""
    one_in_full(monkeypatch)


def _footage(one: Thing) -> Thing:
    """A file that the organ of the thing read out of a recorder."""
    assert one.place is not None
    told = {"name": "a.mp4", "media_type": "video/mp4", "size": 1, "recorder": "R1", "seconds_ahead": 0}
    told |= {"start": NOW, "end": NOW, "by": "x", "at": NOW}
    row, _made = Footage.objects.get_or_create(organ=one.place.organ, hash="h", defaults=told)
    return Thing({"footage": row.pk}, Place(one.place.organ, ""), one.title)


def things_of(district: District, which: str) -> list[Thing]:
    word, _, register = which.partition(" ")
    return {
        "": lambda: [Thing({}, None, "")],
        "source": lambda: [
            Thing({"source": one.fill["case"]}, one.place, one.title) for one in district.cases
        ],
        "public": lambda: [Thing(_PUBLIC, None, "")],
        "case": lambda: district.cases,
        "entry": lambda: district.entries[register],
        "batch": lambda: district.batches[register],
        "account": lambda: district.accounts,
        "finding": lambda: district.findings,
        "text": lambda: district.texts,
        "footage": lambda: [_footage(one) for one in district.texts],
        "round": lambda: [Thing({"round": "none", "case": "none"}, None, "")],
        "evaluation": lambda: [Thing({"evaluation": "none"}, None, "")],
        "visit": lambda: [Thing({"visit": "none"}, None, "")],
        "plan": lambda: [
            Thing(
                {"organ": organ, "year": 2026, "draw": "none", "which": "firms"},
                Place(organ, division),
                title,
            )
            for title, (organ, division) in PLACES.items()
        ],
        "paper": lambda: [Thing({"paper": "month"}, None, "")],
        "year": lambda: [Thing({"year": 2025}, None, "")],
        "campaign": lambda: [Thing({"campaign": "none"}, None, "")],
        "table": lambda: [Thing({"table": "none"}, None, "")],
        "figure": lambda: [Thing({"figure": "red"}, None, "")],
        "indicator": lambda: [Thing({"figure": "penalties"}, None, "")],
        "counted": lambda: [Thing({"figure": "penalties", "record": "none"}, None, "")],
        "digest": lambda: [Thing({"week": 1, "organ": "none"}, None, "")],
        "sheet": lambda: [Thing({"form": "csv"}, None, "")],
        "row": lambda: [Thing({"key": "none"}, None, "")],
        **district.exam_things(),
        "job": lambda: [Thing({"job": district.job}, None, "")],
        "field_upload": lambda: [Thing({"file": "none", "upload": "none"}, None, "")],
        "field": lambda: [Thing({"file": "none", "visit": "none", "code": "none"}, None, "")],
        "record": lambda: [Thing({"record": "none"}, None, "")],
        "layout": lambda: [Thing({"layout": "penalty-publicity-2019", "kind": "running"}, None, "")],
        "target": lambda: [Thing({"target": 1}, None, "")],
        "token": lambda: [Thing({"key": "c0ffee"}, None, "")],
        "supplier": lambda: district.suppliers,
        "interface": lambda: [Thing({"number": 1, "row": 1, "layout": "none"}, None, "")],
        "log": lambda: [Thing({"path": "checkpoint"}, None, "")],
        "passkey": lambda: [Thing({"pk": 1}, None, "")],
        "provider": lambda: [Thing({"provider_id": "gov"}, None, "")],
    }[word]()


def verdict(person: Person | None, policy: Access, thing: Thing) -> str:
    """What the policy says: in, login or refused."""
    try:
        check_access(person, policy, None, TODAY)
        if thing.place is not None:
            check_access(person, policy, thing.place, TODAY)
    except NotSignedIn:
        return "login"
    except AccessRefused:
        return "refused"
    return "in"


def pairs(people: People, policy: Access, things: list[Thing]) -> Iterator[tuple[Role | None, Thing]]:
    """Who is asked about what. On PostgreSQL only nobody, a role that is let in and one that is not: what a page asks
    of the database is tried there; who may see it is decided before, by the same words on either.
    """
    refused = {role: verdict(who, policy, NOWHERE) != "in" for role, (who, _) in people.items()}
    asked_for = list(people)
    if connection.vendor == "postgresql":
        asked_for = [None, *({refused[role]: role for role in reversed(Role)}.values())]
    for number, role in enumerate(asked_for):
        for thing in [things[number % len(things)]] if refused[role] else things:
            yield role, thing


def asked(client: Client, method: str, address: str) -> HttpResponseBase:
    """The answer; whatever it did is taken back."""
    point = transaction.savepoint()
    try:
        return getattr(client, method)(address)  # type: ignore[no-any-return]
    finally:
        transaction.savepoint_rollback(point)


def found(answer: HttpResponseBase, gives: frozenset[int]) -> str:
    place = answer.headers.get("Location", "")
    if answer.status_code == 302 and place.startswith("/login/?next="):
        return "login"
    if answer.status_code in gives:
        return "in"
    return "refused" if answer.status_code == 403 else f"status {answer.status_code}"


def test_every_address_has_an_entry() -> None:
    assert unknown(list(TABLE)) == []
    assert [name for name in KINDS if name not in TABLE] == [], "entries of addresses that are no more"
    assert unknown(["casework:case", "casework:new_page"]) == ["casework:new_page"]


@pytest.mark.parametrize("name", sorted(name for name in TABLE if name in KINDS))
def test_the_policy_of_an_address_is_what_its_view_does(
    name: str, district: District, people: People
) -> None:
    pattern, how = TABLE[name], KINDS[name]
    policy = pattern.callback.access
    wrong, said = [], set()
    for role, thing in pairs(people, policy, things_of(district, how.things)):
        person, client = people[role]
        wanted = {key: value for key, value in thing.fill.items() if key in pattern.pattern.converters}
        expected = verdict(person, policy, thing)
        is_found = found(asked(client, how.method, reverse(name, kwargs=wanted)), how.gives)
        said.add(expected)
        if is_found != expected:
            wrong.append((role and role.value, thing.title, expected, is_found))
    assert wrong == []
    if how.things.startswith(("case", "entry", "finding", "text")):
        assert said == {"in", "refused", "login"}, "the matrix of this address shows nothing"


_OWN_WORDS: Final = ("public_portal:", "public_report:", "page_parts:")
"""The portal speaks to the public in Chinese and is looked at by its own tests; the catalogue shows samples."""


def test_a_page_of_a_case_links_to_nothing_that_refuses_its_reader(
    district: District, people: dict[Role | None, tuple[Person | None, Client]]
) -> None:
    """Whoever reads a case or one of its records may open every page that these link to."""
    if connection.vendor == "postgresql":
        pytest.skip("links are the same on either database")
    refused, followed = [], 0
    for role, (person, client) in people.items():
        for name in ("casework:case", "casework:record"):
            pattern = TABLE[name]
            for thing in things_of(district, KINDS[name].things):
                if verdict(person, pattern.callback.access, thing) != "in":
                    continue
                wanted = {key: thing.fill[key] for key in pattern.pattern.converters}
                page = BeautifulSoup(client.get(reverse(name, kwargs=wanted)).content, "html.parser")
                for link in {one["href"].split("#")[0] for one in page.select("main a[href^='/']")}:
                    followed += 1
                    if asked(client, "get", link).status_code in {403, 404, 422}:
                        refused.append((role and role.value, name, link))
    assert refused == []
    assert followed > 100, "few links were followed"


def test_a_page_in_english_speaks_english(
    district: District, people: dict[Role | None, tuple[Person | None, Client]]
) -> None:
    """Every address, asked once by whoever may, and every role's first page and menu, show nothing in Chinese but
    data, citations and words of the packs.
    """
    if connection.vendor == "postgresql":
        pytest.skip("words are the same on either database")
    wrong: dict[str, list[str]] = {}
    seen: dict[str, Client] = {}
    for name, pattern in TABLE.items():
        how = KINDS[name]
        if how.method != "get" or name.startswith(_OWN_WORDS):
            continue
        thing = things_of(district, how.things)[0]
        wanted = {key: value for key, value in thing.fill.items() if key in pattern.pattern.converters}
        asks = [one for one in people.values() if verdict(one[0], pattern.callback.access, thing) == "in"]
        if asks:
            address, client = reverse(name, kwargs=wanted), asks[0][1]
            seen[address] = client
            wrong |= read_in_english(client, address, DATA)[0]
    told, menus = menus_in_english([client for who, client in people.values() if who], seen, DATA)
    assert wrong | told == {}
    assert menus >= 5 * (len(people) - 1), "every role has a menu"
    assert not is_known("Save 保存", DATA), "what nobody translated is told"
