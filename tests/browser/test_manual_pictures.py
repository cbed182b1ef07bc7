"""The pages beside a case, as each kind of user opens them in a small living district, pictured for the manual."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders.chromium import DESKTOP
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, PRESIDER, SIGNER, Journey, login

from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.figures.actions import refresh
from plumbline.apps.goods.actions import enter_movement
from plumbline.apps.jobs.worker import Worker
from plumbline.apps.ledger_store.actions import Draft, enter_all
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people import actions as people
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions.accounts import system_person
from plumbline.apps.people.queries import login_of
from plumbline.apps.people.queries.training import training_of_year
from plumbline.apps.reminders.actions import remind
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.goods.stock import Move, Movement
from plumbline.site.demo.institutions import set_up_institutions
from plumbline.site.demo.living import living_entries
from plumbline.site.demo.numbers import register_case_numbers
from plumbline.site.demo.people import settle as settle_people
from plumbline.site.demo.received import receive_some
from plumbline.site.demo.watching import watch

pytestmark = [pytest.mark.django_db(transaction=True)]

NOW = "2026-10-12 09:00"
SUPERVISOR, JUSTICE = login(Role.SUPERVISOR), login(Role.JUSTICE_OFFICE)
RULE_OF_LAW = login(Role.RULE_OF_LAW_OFFICE)
PAGES = (
    (OFFICER, "my-work", "/my-work/?tab=open"),
    (OFFICER, "law", "/law/?cite=处罚法 §58 ¶1"),
    (OFFICER, "goods", "/goods/"),
    (HEAD, "cases", "/cases/?tab=open"),
    (HEAD, "reminders", "/reminders/"),
    (HEAD, "hand-over", "/hand-over/?leaving=QS02001"),
    (HEAD, "numbers", "/numbers/"),
    (HEAD, "powers", "/registers/power/"),
    (HEAD, "archive", "/files/"),
    (PRESIDER, "presider-work", "/my-work/?tab=open"),
    (SUPERVISOR, "supervisor-cases", "/cases/?tab=overdue"),
    (SUPERVISOR, "morning", "/supervision/"),
    (SUPERVISOR, "board", "/supervision/board/?period=quarter"),
    (SUPERVISOR, "enterprises", "/enterprises/watch/"),
    (SUPERVISOR, "responsibility", "/supervision/responsibility/?organ=QS02"),
    (SUPERVISOR, "fairness", "/supervision/fairness/?show=every"),
    (SUPERVISOR, "plan-of-inspections", "/enterprises/plans/QS02/2026/"),
    (SUPERVISOR, "leaving", "/registers/officer/leaving/"),
    (SUPERVISOR, "training-year", "/registers/officer/training-year/?year=2025"),
    (SUPERVISOR, "findings", "/supervision/findings/"),
    (SUPERVISOR, "instruments", "/supervision/instruments/"),
    (login(Role.REVIEWER), "texts", "/texts/1/"),
    (SUPERVISOR, "officers", "/registers/officer/"),
    (SUPERVISOR, "officer", "/registers/officer/entry/QS02001/"),
    (JUSTICE, "justice-office", "/cases/"),
    (login(Role.SYSTEM_ADMIN), "organs", "/registers/organ/"),
    (login(Role.SECURITY_ADMIN), "accounts", "/accounts/"),
    (login(Role.SYSTEM_ADMIN), "exchange", "/exchange/"),
    (HEAD, "exchange-quarantine", "/exchange/sources/qs02-decisions/quarantine/"),
    (HEAD, "go-live", "/exchange/begin/"),
    (login(Role.SYSTEM_ADMIN), "mirrors", "/exchange/mirrors/"),
    (HEAD, "mirror", "/exchange/mirrors/certificates/?state=differs"),
    (login(Role.GROUP_GUEST), "guest", "/own/"),
    (RULE_OF_LAW, "figures", "/figures/?year=2026"),
    (RULE_OF_LAW, "disputes", "/cases/?tab=open"),
)
LOOKED_AT = {
    "morning",
    "board",
    "enterprises",
    "responsibility",
    "fairness",
    "plan-of-inspections",
    "leaving",
    "training-year",
    "findings",
    "instruments",
    "texts",
    "my-work",
    "law",
    "goods",
    "cases",
    "reminders",
    "hand-over",
    "numbers",
    "archive",
    "exchange",
    "figures",
}
"""Pages that no other browser test looks at with axe."""
PICTURES = {
    DESKTOP: (
        "home",
        "quarantine",
        "clock",
        "party",
        "file-review",
        "campaign",
        "finding",
        "assessment",
        "visit",
        "personal-values",
        "figure",
        "figure-record",
        "report-check",
        *(name for _by, name, _path in PAGES),
    )
}


@pytest.fixture
def journey(begin_journey) -> Journey:
    """Sixty cases of four organs, sealed, their reminders sent this morning, some things in store."""
    built = begin_journey((DESKTOP,), NOW, PICTURES, district)
    Sealer(signers_of(SIGNER, False), lambda: built.clock["now"]).seal()
    refresh(now=built.clock["now"])
    return built


def district(now: int) -> None:
    began = "2025-09-08"
    organs = settle_people(instant(f"{began} 09:00"), parse_day(began))
    entered: list[Draft] = []
    for at, wanted in living_entries(organs, shelf(), now, cases=60):
        enter_all(wanted, now=at)
        entered += [one.draft for one in wanted]
    register_case_numbers(entered, {organ.code: organ.short for organ in organs})
    set_up_institutions(now, parse_day(NOW[:10]))
    officers_of_the_year(now)
    watch(now, parse_day(NOW[:10]))
    remind(now=now)
    receive_some(organs[0].code, "650105", now, parse_day("2026-10-12"))


def officers_of_the_year(now: int) -> None:
    """Hours of the last year added up, a certificate that ran out, two who left by a list, a year's assessment."""
    today, whole = parse_day(NOW[:10]), Visible(everything=True)
    told = {"by": system_person("QS01"), "now": now, "today": today}
    short = {"QS02002": 52, "QS05004": 48}
    for one in training_of_year(2025, whole):
        values = {"training_year": 2025, "hours": short.get(one.code, 60), "subject": "行政处罚法（演示）"}
        act = RegisterAct("record_training", parse_day("2025-11-20"), values)
        people.do("officer", one.code, act, **told)
    for number, duty, facts, result in (
        ("QS02001", "安全生产检查", "参加安全生产检查四十次，办结案件九件", "fulfilled"),
        ("QS02002", "安全生产检查", "两次检查没有制作记录，已补做", "partly_fulfilled"),
    ):
        values = {
            "assess_year": 2026,
            "duty": duty,
            "facts": facts,
            "duty_result": result,
            "heard": "没有异议",
        }
        people.do("officer", number, RegisterAct("assess_duty", parse_day("2026-10-09"), values), **told)
    people.close_training_year(2025, reach=whole, **told)
    card = {"replaced_no": "QS61002", "certificate_no": "QS61102", "reason": "changed"}
    valid = {"valid_from": parse_day("2026-01-05"), "valid_until": parse_day("2026-09-30")}
    replaced = RegisterAct("replace_certificate", parse_day("2026-01-05"), {**card, **valid})
    people.do("officer", "QS61002", replaced, **told)
    leaving = people.Leaving(
        "青司清〔2026〕2号", "moved_off_post", parse_day("2026-09-28"), ("QS05009", "QS61001")
    )
    people.leave_officers(leaving, reach=whole, **told)


def in_store(now: int) -> None:
    case = CaseStanding.objects.filter(organ="QS02", ended_day=None).order_by("due_day").first()
    held = login_of(OFFICER)
    person = Person(held.key, held.name, Role.OFFICER, "QS02", ("650105",), "QS02001")
    for name, count, place, due in (
        ("液化气钢瓶（15 千克）", 6, "一号库 A3", "2026-10-30"),
        ("防爆配电箱", 1, "一号库 B1", "2026-10-16"),
        ("检测记录账册", 4, "文件柜 2", "2026-11-06"),
    ):
        step = Movement(
            "", Move.TAKE_IN, "", 0, "", Decimal(count), name, "件", place, "祝景行", parse_day(due)
        )
        enter_movement(person=person, case=case.case, movement=step, now=now)


def test_the_pages_of_each_kind_of_user(journey: Journey, tmp_path: Path) -> None:
    in_store(journey.clock["now"])
    journey.page.goto(f"{journey.server}/")
    journey.clean()
    journey.picture("home")
    for by, name, path in PAGES:
        journey.go(path, by)
        if name in LOOKED_AT:
            journey.clean()
        journey.picture(name)
    files_reviewed(journey)
    campaign_followed(journey)
    found_and_assessed(journey)
    visited(journey)
    clock_explained(journey)
    quarantined(journey, tmp_path)
    wrong_digit(journey)
    values_destroyed(journey)
    figure_opened(journey)
    report_checked(journey)
    journey.finish()


def files_reviewed(journey: Journey) -> None:
    journey.go("/supervision/reviews/", SUPERVISOR)
    journey.page.locator("#list tbody a").first.click()
    journey.page.locator(".pl-hashes").wait_for()
    journey.clean()
    journey.picture("file-review")


def campaign_followed(journey: Journey) -> None:
    journey.go("/supervision/campaigns/", SUPERVISOR)
    journey.page.locator("#list tbody a").first.click()
    journey.page.wait_for_url(lambda url: not url.endswith("/campaigns/"))
    journey.page.locator("main table").first.wait_for()
    journey.clean()
    journey.picture("campaign")


def found_and_assessed(journey: Journey) -> None:
    """A finding of an officer's entry says why; the year's assessment stands under the chart of responsibility."""
    journey.go("/supervision/findings/", SUPERVISOR)
    journey.page.locator("#list tbody tr", has_text="证件有效期").locator("a").first.click()
    journey.page.locator("h2", has_text="为什么是问题").wait_for()
    journey.clean()
    journey.picture("finding")
    journey.go("/supervision/responsibility/?organ=QS02", SUPERVISOR)
    journey.picture("assessment", of="section:has-text('安全生产检查四十次')")


def visited(journey: Journey) -> None:
    """The entry code of a visit beyond the cap, as the organ sees it."""
    journey.go("/enterprises/plans/QS02/2026/", HEAD)
    journey.page.locator("main a[href*='/enterprises/visits/']:not([href$='/new/'])").first.click()
    journey.page.wait_for_url("**/enterprises/visits/*/")
    journey.clean()
    journey.picture("visit")


def clock_explained(journey: Journey) -> None:
    journey.go("/my-work/?tab=open", OFFICER)
    journey.page.locator("#list tbody a").first.click()
    journey.page.locator(".pl-clocks summary").first.click()
    journey.page.locator(".pl-clocks [open] ol").first.wait_for()
    journey.picture("clock")


def figure_opened(journey: Journey) -> None:
    """From the year's tables to a sealed record: the figure, one of its rows, and there it stands in the ledger."""
    journey.go("/figures/?year=2026", RULE_OF_LAW)
    page = journey.page
    page.locator("main a[href*='/figures/cases_filed/']").first.click()
    page.locator("#pl-definition").wait_for()
    journey.clean()
    journey.picture("figure")
    page.locator("main td a[href*='/figures/cases_filed/']").first.click()
    page.locator("#pl-proof").wait_for()
    assert "已封存" in page.locator("main").inner_text()
    journey.clean()
    journey.picture("figure-record")


def report_checked(journey: Journey) -> None:
    """A report's text, its numbers held against each other and against the records of the year."""
    journey.go("/figures/report-check/", RULE_OF_LAW)
    text = "全年受理行政复议申请133件，确认违法14件、责令履行3件、撤销1件。全区持证执法人员9人。"
    text += "收到意见建议52件，办结52件，办结率98%。"
    journey.page.locator("[name=text]").fill(text)
    journey.page.locator("[name=against]").fill("2026")
    journey.page.locator("main form .pl-button-main").click()
    journey.page.locator("#pl-found").wait_for()
    assert journey.page.locator("mark.pl-audit-fault").count()
    journey.clean()
    journey.picture("report-check")


def wrong_digit(journey: Journey) -> None:
    """A party with a wrong check digit is not created, and the message says which."""
    journey.go("/registers/party/new/", OFFICER)
    main = journey.page.locator("main form").first
    main.locator("[name$=party_kind]").select_option("organisation")
    main.locator("[name$=name]").first.fill("青石区恒岳机械加工有限公司（虚构）")
    main.locator("[name$=credit_code]").fill("91659900MA7QT2K3XC")
    main.locator(".pl-button-main").click()
    journey.page.locator(".pl-error").first.wait_for()
    assert "校验" in journey.page.locator("main").inner_text()
    journey.clean()
    journey.picture("party")


def quarantined(journey: Journey, folder: Path) -> None:
    rows = (
        "人员编号,姓名,所属主体编号,法律职业资格,证件编号,证件类型,有效期自,有效期至",
        "QS02101,沈若谷,QS02,是,0065000001,执法证,2024-03-01,2029-02-28",
        "QS02102,纪明澈,QS99,否,0065000002,执法证,2024-03-01,2029-02-28",
        "QS02103,,QS02,否,0065000003,执法证,2024-03-01,2029-02-28",
        "QS02104,舒以宁,QS02,也许,0065000004,执法证,2024-02-30,2029-02-28",
        "QS02105,陶清和,QS02,否,12,驾驶证,2031-01-01,2029-02-28",
    )
    sheet = folder / "officers.csv"
    sheet.write_text("\n".join(rows) + "\n", "utf-8-sig")
    journey.go("/registers/officer/import/", SUPERVISOR)
    name = journey.page.locator("main input[type=file]").get_attribute("name")
    journey.fill({}, files={str(name): sheet})
    journey.page.locator("main form .pl-button-main").click()
    journey.page.wait_for_load_state()
    Worker(clock=lambda: journey.clock["now"]).run(until_idle=True)
    journey.page.reload()
    journey.page.locator("main a", has_text="修改待改数据").click()
    journey.page.wait_for_load_state()
    assert "纪明澈" in journey.page.locator("main").inner_text()
    journey.clean()
    journey.picture("quarantine")


def values_destroyed(journey: Journey) -> None:
    """An officer proposes what goes of an ended case, the head destroys it; the page says when, by whom, under what."""
    ended = next(  # who the party of a served decision is stays as long as its file
        one
        for one in CaseStanding.objects.filter(organ="QS02", ended_day__isnull=False).order_by("opened_day")
        if not any(held.record.step.startswith("serve") for held in case_records(one.case))
    )
    values = f"/cases/{ended.case}/keeping/values/"
    journey.go(values, OFFICER)
    page = journey.page
    page.locator("[name=places]").last.check()
    for name, said in (
        ("expired", "2026-09-30"),
        ("appraisal", "青应急鉴〔2026〕3号"),
        ("ground", "机关保管期限表第 12 条"),
    ):
        page.locator(f"#propose_{name}").fill(said)
    page.locator("form[action$=propose\\/] .pl-button-main").click()
    page.locator("#pl-proposal").wait_for()
    journey.go(values, HEAD)
    journey.clean()
    page.locator("#confirm_sure").check()
    journey.picture("personal-values")
    page.locator("form[action$=confirm\\/] .pl-button-main").click()
    page.locator("main .pl-table", has_text="依据机关保管期限表第 12 条销毁").wait_for()
