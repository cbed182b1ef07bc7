"""From the decision to the public page: the text with its marks, two people, a portal without script or login.

Every breach is tried on the way: a number or a child's name left in, one person alone, the eighth day; then what was
public is corrected and taken back, and leaves its trace.
"""

from __future__ import annotations

import secrets
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.builders.chromium import DESKTOP, PHONE
from tests.builders.history import instant
from tests.builders.journey import HEAD, OFFICER, SECOND, Journey
from tests.builders.release import FACTS

from plumbline.apps.casework.actions import Act, Opening, PaperWanted, open_case, perform_act
from plumbline.apps.disclosure import actions, queries
from plumbline.apps.ledger_store.signing_key import new_key_file
from plumbline.apps.page_parts.templatetags.parts import built
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.apps.public_portal.taking_over import offered
from plumbline.apps.supervision.actions import tick
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import parse_day
from plumbline.core.disclosure.bundle import MANIFEST, manifest
from plumbline.core.disclosure.submission import new_secret, public_of, read_secret
from plumbline.core.ledger.moment import Moment
from plumbline.site.receiver import views

pytestmark = [pytest.mark.django_db(transaction=True)]

DECIDED, DUE = "2026-10-08 10:00", "2026-10-16 09:00"
CHILD = "陈小雨"
NUMBER = "659001199003072314"
TOLD = f"{FACTS}学生{CHILD}（14周岁）、仓库保管员刘青（公民身份号码{NUMBER}）在场。"
PICTURES = {
    DESKTOP: (
        "publication-due",
        "publication-marks",
        "publication-kept-out",
        "publication-review",
        "portal-list",
        "portal-decision",
        "portal-withdrawn",
        "portal-right-to-left",
    )
}


def person(username: str) -> Person:
    account = login_of(username)
    assert account is not None
    return persons_of(account, parse_day("2026-10-08"))[0]


def decision(field: str | None = None, number: str | None = None) -> str:
    """A penalty whose paper names persons; its release is due on 16 October, in market supervision on 4 November."""
    officer, head = person(OFFICER), person(HEAD)
    opening = Opening(
        "penalty.ordinary",
        number,
        "未按规定检测安全设备",
        field=field,
        facts={"party_kind": "organisation"},
        party={"party_name": "青石区恒岳机械加工有限公司", "party_number": "91659900MA7QT2K3XB"},
    )
    now = instant(DECIDED)
    case = open_case(person=officer, place=Place(officer.organ, "650105"), opening=opening, now=now)
    paper = PaperWanted("行政处罚决定书", {"facts": TOLD, "penalty": "罚款人民币贰万元。"})
    values = {"outcome": "penalty", "fine": Decimal(20000)}
    act = Act("decide", Moment("2026-10-08T10:00+08:00", "minute"), values=values, make=(paper,))
    perform_act(person=head, case=case, act=act, seen=None, now=now, mode="attest")
    return case


def with_fonts(journey: Journey) -> None:
    """The portal takes the reader's own fonts; a machine without Chinese ones is lent the desk's for the picture."""
    journey.page.add_style_tag(url=built("fonts.css"))
    journey.page.evaluate("document.fonts.ready")


def late(field: str | None, number: str) -> str:
    """A decision published on the eighth working day; its page."""
    source, now = decision(field, number), instant("2026-10-19 09:00")
    case = actions.begin_release(person=person(OFFICER), source=source, now=now)
    text = queries.text_of(source)
    told = actions.Extraction(text.digest, tuple(range(len(text.proposed))))
    actions.extract(person=person(OFFICER), case=case, extraction=told, seen=None, now=now)
    said = {"secrecy": "may_publish", "privacy": "redacted"}
    actions.review(person=person(SECOND), case=case, **said, seen=None, now=now)
    actions.publish(person=person(HEAD), case=case, seen=None, now=now)
    return case


@pytest.mark.complains("422", "410")
def test_a_decision_goes_public_on_its_last_day_whatever_is_tried(
    begin_journey, settings, monkeypatch, tmp_path
) -> None:
    journey: Journey = begin_journey((DESKTOP,), DECIDED, PICTURES)
    case = decision()
    journey.at(DUE)
    journey.go(f"/cases/{case}/", OFFICER)
    assert "今日到期" in journey.page.locator("section:has(> .pl-card-head h2:text-is('公示'))").inner_text()
    journey.go("/publication/?tab=soon", OFFICER)
    assert "今日到期" in journey.page.locator("main").inner_text()
    journey.clean()
    journey.picture("publication-due")
    journey.page.locator("main form button").first.click()
    journey.page.locator(".pl-marking").wait_for()
    journey.clean()
    journey.picture("publication-marks")
    release = journey.page.url.removeprefix(journey.server)
    left_in(journey, NUMBER, "identity")
    left_in(journey, CHILD, "minor")
    journey.picture("publication-kept-out")
    journey.go(release)
    journey.page.locator("[name=do_extract]").click()
    journey.page.locator(".pl-redacted").first.wait_for()
    assert "由本机关采集人以外的人员办理" in journey.page.locator("main").inner_text()
    assert journey.page.locator("[name=do_review], [name=do_publish]").count() == 0, "one person alone"
    journey.go(release, SECOND)
    journey.page.locator("#id_r-secrecy").select_option("may_publish")
    journey.page.locator("#id_r-privacy").select_option("redacted")
    journey.clean()
    journey.picture("publication-review")
    journey.page.locator("[name=do_review]").click()
    journey.page.locator("#pl-approve").wait_for()
    assert journey.page.locator("[name=do_publish]").count() == 0, "the head approves"
    journey.go(release, HEAD)
    journey.page.locator("[name=do_publish]").click()
    journey.page.locator("main a[href^='/public/decisions/']").first.wait_for()
    read_by_anybody(journey)
    on_the_eighth_day(journey)
    corrected_and_withdrawn(journey, release)
    folder = tmp_path / "apart"
    folder.mkdir()
    # The portal apart has no session that somebody else could use, hence no such check.
    monkeypatch.setattr(views.submission, "csrf_exempt", True, raising=False)
    received_apart(journey, settings, folder)
    journey.finish()


def left_in(journey: Journey, words: str, reason: str) -> None:
    """Unticks one mark and sends the rest: refused, with what the law says of it."""
    page = journey.page
    row = page.locator("tr", has=page.locator("td", has_text=words)).first
    row.locator("input[name=mark]").uncheck()
    page.locator("[name=do_extract]").click()
    page.locator(".pl-refusal").wait_for()
    said = page.locator(".pl-refusal").inner_text()
    assert "不能保留" in said, (reason, said)
    assert "信息公开条例" in said, said
    row.locator("input[name=mark]").check()
    journey.clean()


def on_the_eighth_day(journey: Journey) -> None:
    """Late everywhere but where an administrative regulation gives twenty working days."""
    public = {
        "逾期": late(None, "青应急罚〔2026〕87号"),
        "按期": late("market-supervision", "青市监罚〔2026〕88号"),
    }
    tick(now=instant("2026-10-19 10:00"))
    journey.at("2026-10-19 10:00")
    for word, key in public.items():
        journey.go(f"/cases/{key}/", OFFICER)
        said = journey.page.locator("main").inner_text()
        assert ("决定作出之日起七个工作日内公开" in said) is (word == "逾期"), said
        assert ("已逾期办理" in said) is (word == "逾期"), "a finding, but not in market supervision"
        journey.page.goto(f"{journey.server}/public/decisions/{key}/")
        told = journey.page.locator("main").inner_text().partition("公示日期")[2][:80]
        assert word in told, told


def corrected_and_withdrawn(journey: Journey, release: str) -> None:
    """What was wrong is taken out and says so; what fell answers with its day and reason; old addresses lead on."""
    page = journey.page
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    journey.at("2026-10-20 09:00")
    journey.go(release, HEAD)
    public = page.locator("main a[href^='/public/decisions/']").first.get_attribute("href")
    assert public is not None
    after(journey, {"c-error": "仓库名称不应公开", "c-words": "仓库"}, "do_correct")
    page.goto(f"{journey.server}/public/d/{public.split('/')[-2]}")
    page.reload()  # a copy may be shown for five minutes
    assert page.url.endswith(public), "the short address of codes leads on"
    assert "2026-10-20" in page.locator("main").inner_text().partition("更正")[2]
    assert "仓库" not in page.locator(".pl-paper").inner_text()
    journey.at("2026-10-21 09:00")
    journey.go(release, HEAD)
    page.locator("#id_w-how").evaluate("one => { one.closest('details').open = true }")
    page.locator("#id_w-how").select_option("quashed")
    after(journey, {"w-reason": "复议决定撤销原处罚决定"}, "do_withdraw")
    page.goto(f"{journey.server}{public}")
    answer = page.reload()
    assert answer is not None
    assert answer.status == 410
    said = page.locator("main").inner_text()
    assert "2026-10-21" in said
    assert "复议决定撤销原处罚决定" in said
    with_fonts(journey)
    journey.picture("portal-withdrawn")


def after(journey: Journey, values: dict[str, str], act: str) -> None:
    """An act after publication, from its folded form."""
    page = journey.page
    page.locator("details", has=page.locator(f"[name={act}]")).evaluate("one => { one.open = true }")
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator(f"[name={act}]").click()
    assert sent.value.status == 302, page.locator("main").inner_text()
    page.wait_for_load_state()


def received_apart(journey: Journey, settings: Any, folder: Path) -> None:
    """The portal apart: what may be sent, a form that is refused and then received, where to follow it."""
    page, sign, box = journey.page, folder / "sign.key", new_secret(secrets.token_bytes)
    origin = "plumbline.invalid/demo/receiver"
    new_key_file(sign, origin)
    (folder / "forms.json").write_bytes(offered("青石区"))
    (folder / MANIFEST).write_text(manifest({}), "utf-8")
    settings.RECEIVER = {"bundle": folder, "out": folder, "key": sign, "origin": origin}
    settings.RECEIVER |= {"desk_key": public_of(read_secret(box)).text, "follow": ""}
    whole, settings.ROOT_URLCONF = settings.ROOT_URLCONF, "plumbline.site.receiver.urls"
    page.context.clear_cookies()
    journey.at("2026-10-21 10:00")
    for path in ("complaints/", "complaints/follow/", "complaints/new/complaint/"):
        page.goto(f"{journey.server}/public/{path}")
        journey.clean()
    form = page.locator("form:has([name=token])")
    page.locator("[name=told]").fill("检查时未出示证件")
    page.locator("select[name=organ]").select_option(index=1)
    form.locator("button").click()
    page.get_by_text("请核对填写的内容").wait_for()
    journey.clean()
    journey.at("2026-10-21 10:01")
    form.locator("button").click()
    page.locator("code").first.wait_for()
    journey.clean()
    assert page.locator("script").count() == 0
    assert len(list(folder.glob("*.submission"))) == 1
    settings.ROOT_URLCONF = whole


def read_by_anybody(journey: Journey) -> None:
    page = journey.page
    page.context.clear_cookies()
    page.goto(f"{journey.server}/public/?q=安全设备")
    with_fonts(journey)
    journey.clean()
    journey.picture("portal-list")
    page.locator(".pl-found-title").first.click()
    page.locator(".pl-paper").wait_for()
    with_fonts(journey)
    journey.clean()
    assert "周建平" not in page.content()
    assert "按期" in page.locator("main").inner_text()
    assert page.locator("script").count() == 0
    journey.picture("portal-decision")
    assert CHILD not in page.content()
    assert NUMBER not in page.content()
    page.evaluate("document.documentElement.dir = 'rtl'")  # as a page in Uyghur would stand
    title = page.locator("main h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP[0]
    box = title.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] > DESKTOP[0] / 2, "headings begin at the right"
    journey.picture("portal-right-to-left")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    for direction in ("rtl", "ltr"):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], direction
