"""A campaign in the browser: units visited, common and individual problems listed, each assigned, mended with
evidence, verified, seen again, closed. With PLUMBLINE_EXAMPLES=all 10 organs, 3 sub-district offices, 5 common and 27
individual problems.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import sample_files
from tests.builders.chromium import DESKTOP, PHONE, settle
from tests.builders.history import instant
from tests.builders.journey import Journey, login
from tests.builders.signing_in import account
from tests.builders.window import BOTH

from plumbline.apps.people.actions import Act, register
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.queries.campaigns import Campaign, campaign
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.oversight.campaign import ProblemState

pytestmark = [pytest.mark.django_db(transaction=True)]
SUPERVISOR = login(Role.SUPERVISOR)
WHOLE = os.environ.get("PLUMBLINE_EXAMPLES") == "all"
ORGANS, STREETS, COMMON, INDIVIDUAL = (10, 3, 5, 27) if WHOLE else (2, 1, 1, 2)
SHARED = 3 if WHOLE else 2
"""Units that have a common problem."""
UNITS = {f"WS{n:02}": "650105" for n in range(1, ORGANS + 1)} | {
    f"JD{n}": f"65010500{n}" for n in range(1, STREETS + 1)
}
READER = Person("reads", "查看", Role.SUPERVISOR, "QS01", ("650105",))


def units() -> None:
    """The units of the campaign, each with a head."""
    first, now = parse_day("2025-01-02"), instant("2026-10-12 08:00")
    by = Person("account-register", "登记", Role.SUPERVISOR, "QS01", ("650105",))
    for code, division in UNITS.items():
        kind = "街道办事处" if division != "650105" else "局"
        values = {
            "organ_no": code, "name": f"青石区{code}{kind}（虚构）", "organ_kind": "organ",
            "division_code": division, "document_word": f"青{code}",
        }  # fmt: skip
        acts = [Act("register_organ", first, values)]
        register("organ", code, acts, division=division, by=by, now=now, today=first)
        account(head(code), Role.AGENCY_HEAD, organ=code, officer=f"{code}-H", divisions=(division,))


def head(code: str) -> str:
    return f"负责人{code}"


def minutes(day: str) -> Iterator[str]:
    """One instant after another of a day."""
    for n in range(9 * 60, 24 * 60):
        yield f"{day} {n // 60:02}:{n % 60:02}"


def begun(journey: Journey) -> str:
    journey.at("2026-10-12 09:00")
    journey.go("/supervision/campaigns/new/", SUPERVISOR)
    form = journey.page.locator("main form")
    form.locator("[name=title]").fill("2026年行政执法监督检查")
    form.locator("[name=mode]").select_option("key")
    form.locator("[name=members]").fill("司法局、检察院、人大代表、法律顾问")
    form.locator("[name=checklist]").fill("行政执法三项制度")
    for code in UNITS:
        form.locator(f"[name=units][value={code}]").check()
    journey.clean()
    journey.send()
    journey.page.wait_for_url(lambda url: "/campaigns/" in url and "/new/" not in url)
    return journey.page.url.rstrip("/").rpartition("/")[2]


def read(id: str, day: str = "2026-10-12") -> Campaign:
    return campaign(READER, id, parse_day(day), instant(f"{day} 23:59"))


def case_of(journey: Journey, case: str) -> None:
    journey.case = f"/cases/{case}/"


def visited(journey: Journey, id: str) -> None:
    for view, at in zip(read(id).units, minutes("2026-10-13"), strict=False):
        case_of(journey, view.line.case)
        journey.act("visit", at, {"form": "on_site", "told": "查阅台账和案卷"}, by=SUPERVISOR)


def listed(journey: Journey, id: str) -> None:
    """Each problem by the form of the campaign's page."""
    cases = [view.line.case for view in read(id).units]
    shared = [(f"共性问题{n}", [cases[(n + k) % len(cases)] for k in range(SHARED)]) for n in range(COMMON)]
    alone = [(f"个性问题{n}", [cases[n % len(cases)]]) for n in range(INDIVIDUAL)]
    for (facts, having), at in zip([*shared, *alone], minutes("2026-10-14"), strict=False):
        journey.at(at)
        journey.go(f"/supervision/campaigns/{id}/", SUPERVISOR)
        journey.page.locator("details summary").last.click()
        form = journey.page.locator("details form")
        form.locator("[name=facts]").fill(facts)
        form.locator("[name=rectify_by]").fill("2026-10-30")
        for case in having:
            form.locator(f"[name=units][value='{case}']").check()
        form.locator(".pl-button-main").click()
        journey.page.get_by_text(facts).first.wait_for()


def mended(journey: Journey, id: str, evidence: Path) -> None:
    """Assigned and reported by the unit's head; the first report is not enough and comes again."""
    found = [(view.line.case, view.line.organ, one.number) for view, one in read(id, "2026-10-14").problems]
    assert len(found) == COMMON * SHARED + INDIVIDUAL
    assign, report, verify = (minutes(day) for day in ("2026-10-15", "2026-10-20", "2026-10-22"))
    for case, organ, number in found:
        case_of(journey, case)
        told = {"problem_no": number, "post": "执法队", "measure": "补正并培训"}
        journey.act("assign", next(assign), told, by=head(organ))
    for case, organ, number in found:
        case_of(journey, case)
        told = {"problem_no": number, "done": "已补正，附照片"}
        files = {"files": evidence} if (case, organ, number) == found[0] else None
        journey.act("rectify", next(report), told, by=head(organ), files=files)
    case, organ, number = found[0]
    case_of(journey, case)
    back = {
        "problem_no": number,
        "result": "insufficient",
        "mend_again_by": "2026-11-06",
        "note": "照片不清",
    }
    journey.act("verify", next(verify), back, by=SUPERVISOR)
    states = {
        one.number: one.state for view, one in read(id, "2026-10-22").problems if view.line.case == case
    }
    assert states[number] is ProblemState.SENT_BACK
    journey.act("rectify", next(verify), {"problem_no": number, "done": "已重新拍摄"}, by=head(organ))
    for case, _organ, number in found:
        case_of(journey, case)
        journey.act("verify", next(verify), {"problem_no": number, "result": "accepted"}, by=SUPERVISOR)


def closed(journey: Journey, id: str) -> None:
    for view, at in zip(read(id, "2026-10-22").units, minutes("2026-10-26"), strict=False):
        case_of(journey, view.line.case)
        outcome = "corrected" if view.unit.problems else "none_found"
        journey.act("return_visit", at, {"all_corrected": "1", "told": "已全部整改"}, by=SUPERVISOR)
        journey.act("close_unit", at, {"outcome": outcome}, by=SUPERVISOR)


def test_each_problem_of_a_campaign_is_followed_to_its_end(begin_journey, settings, tmp_path: Path) -> None:
    settings.SUPERVISING_ORGAN = "QS01"
    evidence = tmp_path / "整改材料.pdf"
    evidence.write_bytes(sample_files.pdf("整改材料"))
    journey = begin_journey(BOTH, "2026-10-12 08:30", {DESKTOP: (), PHONE: ()})
    units()
    id = begun(journey)
    visited(journey, id)
    listed(journey, id)
    mended(journey, id, evidence)
    closed(journey, id)
    ended = read(id, "2026-10-26")
    assert all(view.unit.closed and view.unit.open == 0 for view in ended.units)
    assert {one.state for _view, one in ended.problems} == {ProblemState.ACCEPTED}
    journey.at("2026-10-27 09:00")
    journey.go(f"/supervision/campaigns/{id}/", SUPERVISOR)
    settle(journey.page)
    text = journey.page.locator("main").inner_text()
    assert text.count("已整改销号") >= len(ended.problems), text
    journey.clean()
    assert not FindingRow.objects.filter(procedure="enforcement.campaign", outcome="violated").exists()
    journey.finish()
