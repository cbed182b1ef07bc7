"""The journey from the decision to the public page, through the real pages of two people and a reader."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from html5lib import HTMLParser
from html5lib.html5parser import ParseError
from tests.builders.desk import SUPERVISOR
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.release import HEAD, LU, PLACE, QIN, decided, extracted, published, registered_organ

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.disclosure import actions, queries
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.public_portal import exporting
from plumbline.apps.public_service.inspection_codes import code_of
from plumbline.apps.reminders.actions import remind
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment
from plumbline.site.receiver import views as receiver

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-09-23 10:00")
    registered_organ()


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return body(answer)


def test_a_decision_goes_public_by_two_people_and_is_read_by_anybody() -> None:
    source = decided("2026-09-22 10:00")
    officer, second, head = desk_of(QIN), desk_of(LU), desk_of(HEAD)
    assert "未按规定检测安全设备" in officer.get("/publication/").content.decode()
    release = officer.post(f"/publication/of/{source}/").headers["Location"]
    text = officer.get(release).content.decode()
    assert "659001199003072310" in text
    digest = text.split('name="t-digest" value="')[1].split('"')[0]
    marks = [str(place) for place in range(text.count('name="mark"'))]
    kept = officer.post(
        release, {"do_extract": "1", "t-digest": digest, "mark": marks, "t-added": "仓库管理员"}
    )
    assert kept.status_code == 302, kept.content.decode()
    case = release.rstrip("/").rpartition("/")[2]
    reviewed = second.get(release).content.decode()
    listed = reviewed.partition('id="pl-listed"')[2].partition("</section>")[0]
    for word in ("青石区恒岳机械加工有限公司", "未按规定检测安全设备", "罚款 20,000 元"):
        assert word in listed, "what lists will say is reviewed too"
    said = {"do_review": "1", "r-secrecy": "may_publish", "r-privacy": "redacted"}
    assert officer.post(release, said).status_code == 422, "who took the text out may not review it"
    page(f"/public/decisions/{case}/", 404)
    assert second.post(release, said).status_code == 302
    assert second.post(release, {"do_publish": "1"}).status_code == 403
    answer = head.post(release, {"do_publish": "1"})
    assert answer.status_code == 302, answer.content.decode().partition("pl-refusal")[2][:1500]
    shown = page(f"/public/decisions/{case}/")
    for hidden in ("周建平", "659001199003072310", "139 0000 1234", "仓库管理员"):
        assert hidden not in shown
    assert "青石区恒岳机械加工有限公司" in shown
    assert "罚款 20,000 元" in shown
    assert "Basic facts" in page(f"/public/en/decisions/{case}/")


def test_every_page_of_the_portal_is_light_and_cached_and_asks_nobody_else() -> None:
    key = published(decided("2026-09-22 10:00"))
    for language in ("", "en/"):
        for address in (
            "", "organs/", "organs/organ-market/", "organs/organ-market/2026/", "officers/", "officers/?q=none",
            "powers/", "procedures/penalty.ordinary/", "procedures/penalty.ordinary/diagram.svg",
            "inspections/", "inspections/?q=1", "decisions/",
            "decisions/?q=安全&kind=penalty&organ=organ-market&year=2026", "decisions/page/1/", "decisions/feed.xml",
            "decisions/organisations.csv", "decisions/organisations.json", f"decisions/{key}/",
            f"decisions/{key}/code.svg", "figures/", "verification/",
        ):  # fmt: skip
            answer = Client().get(f"/public/{language}{address}")
            assert answer.status_code == 200, (address, answer.status_code)
            assert "max-age=300" in answer.headers["Cache-Control"]
            assert "Cookie" not in answer.headers.get("Vary", "")
            again = Client().get(
                f"/public/{language}{address}", headers={"If-None-Match": answer.headers["ETag"]}
            )
            assert again.status_code == 304, address
            told = body(answer)
            assert "http://" not in told.replace("http://testserver", "").replace("http://www.w3.org", ""), (
                address
            )
            assert "<script" not in told
            if answer.headers["Content-Type"].startswith("text/html"):
                HTMLParser(strict=True).parse(told)  # raises where a browser would have to guess
    assert page(f"/public/d/{key}", 301) == ""
    assert queries.figures(2026) == [("organ-market", "青石区市场监督管理局", "penalty", 1)]


def test_each_procedure_is_drawn_with_its_limits() -> None:
    assert 'src="/public/procedures/inspection/diagram.svg"' in page("/public/procedures/inspection/")
    picture = page("/public/procedures/inspection/diagram.svg")
    for word in ("<svg", "告知检查结果", "20个工作日", "Inspect on site"):
        assert word in picture
    assert "diagram.svg" not in page("/public/powers/")
    page("/public/procedures/law.exam/diagram.svg", 404)


def test_the_page_of_an_organ_shows_its_own_recording_list_as_it_stands() -> None:
    register_row("JL001", "现场检查", "2026-07-01", None)
    register_row("JL002", "旧的事项", "2025-01-01", "2025-12-31")
    shown = page("/public/organs/organ-market/")
    for word in ("全过程记录清单", "JL001", "现场检查", "表明身份", "当事人签字", "118号 (八)"):
        assert word in shown
    assert "JL002" not in shown, "its days are over"
    assert "sound and picture" in page("/public/en/organs/organ-market/")
    assert "JL001" not in page("/public/organs/organ-market/2026/")


def register_row(number: str, name: str, first: str, last: str | None) -> None:
    """A row of the recording list of the organ of the tests."""
    values: dict[str, Value] = {
        "recording_no": number,
        "name": name,
        "organ_no": "organ-market",
        "list_version": "2026年版",
        "recorded_procedure": "penalty.ordinary",
        "recorded_step": "investigate",
        "means": "audio_video",
        "starts_with": "表明身份",
        "ends_with": "当事人签字",
        "valid_from": parse_day(first),
        "recording_basis": "118号 (八)",
        **({"valid_until": parse_day(last)} if last else {}),
    }
    acts = [RegisterAct("register_recording", parse_day(first), values)]
    register(
        "recording", number, acts, by=QIN, now=instant("2026-09-01 09:00"), today=parse_day("2026-09-01")
    )


def test_a_withdrawn_page_says_so_and_stands_in_the_open_data_as_withdrawn() -> None:
    key = published(decided("2026-09-22 10:00"))
    told = {"person": HEAD, "case": key, "seen": None, "now": instant("2026-09-23 11:00")}
    actions.withdraw(**told, how="quashed", reason="复议决定撤销")
    assert "复议决定撤销" in page(f"/public/decisions/{key}/", 410)
    data = json.loads(page("/public/decisions/organisations.json"))
    assert data["decisions"] == []
    (gone,) = data["withdrawn"]
    told = {name: gone[name] for name in ("key", "state", "on", "reason")}
    assert told == {"key": key, "state": "withdrawn", "on": "2026-09-23", "reason": "复议决定撤销"}
    assert "复议决定撤销" in page("/public/decisions/organisations.csv")
    assert "已撤回" in page("/public/decisions/")


def test_what_is_not_there_leads_back_into_the_portal_in_the_language_of_the_address() -> None:
    for address in ("organs/NONE/", "officers/NONE/", "decisions/NONE/", "no-such-page/"):
        missing = page(f"/public/{address}", 404)
        assert "没有这一页" in missing
        assert 'href="/public/"' in missing
        assert "系统管理员" not in missing
    assert "There is no such page" in page("/public/en/organs/NONE/", 404)
    assert "系统管理员" in page("/no-such-page/", 404)
    (organ,) = {one["organ"] for one in _rows(published(decided("2026-09-22 10:00")))}
    assert "没有公示这一年作出的决定" in page(f"/public/organs/{organ}/2019/")
    for year in ("0", "0000", "99999999999999999999"):
        for rest in ("", "page/2/", "organisations.csv"):
            page(f"/public/organs/{organ}/{year}/{rest}", 404)


def _rows(_key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(page("/public/decisions/organisations.json"))["decisions"]
    return rows


def test_an_old_publication_leads_on_to_the_one_that_took_its_place() -> None:
    source = decided("2026-09-22 10:00")
    old = published(source)
    told = {"person": HEAD, "seen": None, "now": instant("2026-09-23 09:40")}
    actions.withdraw(**told, case=old, how="changed", reason="决定书已更正，重新公示")
    page(f"/public/decisions/{old}/", 410)
    new = extracted(source, "2026-09-23 09:50")
    now = instant("2026-09-23 09:55")
    said = {"secrecy": "may_publish", "privacy": "redacted", "seen": None, "now": now}
    actions.review(person=LU, case=new, **said)
    page(f"/public/decisions/{old}/", 410)
    actions.publish(person=HEAD, case=new, seen=None, now=now)
    answer = Client().get(f"/public/en/decisions/{old}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/public/en/decisions/{new}/")


def test_the_portal_as_files_holds_every_page_and_leads_nowhere_else() -> None:
    key = published(decided("2026-09-22 10:00"))
    made = dict(exporting.files("https://gs.example.invalid", instant("2026-09-23 10:00"), 20_719))
    assert f"public/decisions/{key}/index.html" in made
    assert f"public/en/decisions/{key}/index.html" in made
    for path, data in made.items():
        if path.endswith(".html"):
            led = set(re.findall(r'(?:href|src|action)="(/[^"#]*)"', data.decode()))
            files = {one.lstrip("/") + ("index.html" if one.endswith("/") else "") for one in led}
            missing = {one for one in files - made.keys() if "figures/reports/" not in one}
            assert not missing, f"{path} leads to {sorted(missing)}: no file answers"
    assert any(path.startswith("static/build/public-") for path in made)
    shown = made[f"public/decisions/{key}/index.html"].decode()
    assert "周建平" not in shown
    assert "csrf" not in shown
    sheet = next(data for path, data in made.items() if path.endswith(".css"))
    assert len(zlib.compress(shown.encode())) + len(zlib.compress(sheet)) < 100_000


def test_a_printed_code_and_an_old_address_lead_on_where_the_portal_stands_apart(
    settings: Any, tmp_path: Path
) -> None:
    source = decided("2026-09-22 10:00")
    old = published(source)
    told = {"person": HEAD, "seen": None, "now": instant("2026-09-23 09:40")}
    actions.withdraw(**told, case=old, how="changed", reason="决定书已更正，重新公示")
    new = published(source, "2026-09-23 09:55")
    made = dict(exporting.files("https://gs.example.invalid", instant("2026-09-23 10:00"), 20_719))
    page_of = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    assert f'url=/public/decisions/{new}/"' in page_of[f"public/decisions/{old}/index.html"]
    assert f'url=/public/en/decisions/{new}/"' in page_of[f"public/en/decisions/{old}/index.html"]
    assert f'url=/public/decisions/{new}/"' in page_of[f"public/d/{new}/index.html"]
    (tmp_path / "MANIFEST").write_text("".join(f"0  {path}\n" for path in made), "utf-8")
    settings.RECEIVER = {"bundle": tmp_path}
    receiver._listed.cache_clear()
    answer = receiver.file(RequestFactory().get(f"/public/d/{new}"))
    receiver._listed.cache_clear()
    assert (answer.status_code, answer["Location"]) == (301, f"/public/d/{new}/")


def test_who_looks_an_inspection_up_sees_who_inspects_and_not_whom_and_not_before_they_know_of_it() -> None:
    number = "青市监检〔2026〕1号"
    opening = Opening("inspection", number, "对青石区恒岳机械加工有限公司的检查")
    case = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-09-22 10:00"))
    code = code_of(case)
    assert code in desk_of(QIN).get(f"/cases/{case}/").content.decode()
    address = f"/public/inspections/?q={number}&code="
    for asked in ("", code, code_of("another")):
        assert "青石区市场监督管理局" not in page(address + asked), "nobody outside knows of it yet"
    at = Moment("2026-09-23T09:00+08:00", "minute")
    perform_act(
        person=QIN, case=case, act=Act("notify_scan", at), seen=None, now=instant("2026-09-23 09:00"),
        mode="attest",
    )  # fmt: skip
    shown = page(address + code.lower().replace("-", ""))
    assert "青石区市场监督管理局" in shown
    assert "恒岳" not in shown
    assert "青石区市场监督管理局" in page(f"{address}{code}&more={'a' * 3000}"), (
        "its code holds number and code alone"
    )
    for guessed in ("", "AAAA-BBBB", code_of("another")):
        assert "青石区市场监督管理局" not in page(address + guessed), "its number alone opens nothing"


def test_open_data_and_pages_of_an_organ_ask_no_more_questions_for_more_rows(
    django_assert_max_num_queries: Any,
) -> None:
    sources = [decided(f"2026-09-2{n} 10:00", party=f"=青石区{n}号公司（虚构）") for n in range(3)]
    for source in sources:
        published(source)
    for address, most in (
        ("decisions/organisations.csv", 3), ("decisions/organisations.json", 4), ("decisions/feed.xml", 2),
        ("organs/organ-market/", 10), ("powers/", 4), ("officers/?q=none", 2),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            body(Client().get(f"/public/{address}"))
    sheet = body(Client().get("/public/decisions/organisations.csv"))
    assert "'=青石区2号公司（虚构）" in sheet, "no cell is run"
    assert sheet.count("行政处罚,") == 3


def body(answer: Any) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def test_a_page_that_is_no_html_is_told() -> None:
    for wrong in (
        "<!doctype html><title>x</title><p><div></p>",
        "<title>x</title>",
        "<!doctype html><b><i></b></i>",
    ):
        with pytest.raises(ParseError):
            HTMLParser(strict=True).parse(wrong)


def test_a_language_from_right_to_left_says_so() -> None:
    for code, said in (("ug", ' dir="rtl"'), ("zh-hans", ""), ("en", "")):
        with translation.override(code):
            page_of = render_to_string("base.html", {"csrf_token": ""})
        assert f'<html lang="{code}"{said}>' in page_of


def test_a_limit_that_ends_tomorrow_warns_today_on_the_case_in_my_work_and_at_the_supervisors(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = decided("2026-09-14 10:00")
    duty = queries.duty_of(source)
    assert duty is not None
    assert duty.due_day == parse_day("2026-09-22"), "seven working days from the fourteenth"
    settings.CLOCK = lambda: instant("2026-09-21 09:00")
    remind(now=instant("2026-09-21 09:00"))
    officer, supervisor = desk_of(QIN), desk_of(SUPERVISOR)
    for desk, address in (
        (officer, f"/cases/{source}/"), (officer, "/publication/?tab=soon"), (supervisor, "/publication/?tab=soon"),
    ):  # fmt: skip
        assert "下一工作日到期" in body(desk.get(address)), address
    assert "七个工作日内公开" in body(officer.get("/my-work/")), "the reminder of the handler"
    decided("2026-09-01 10:00", number="青市监罚〔2026〕7号")
    late, soon = body(officer.get("/publication/?tab=late")), body(officer.get("/publication/?tab=soon"))
    assert "逾期" in late.partition("<tbody")[2]
    assert "逾期" not in soon.partition("<tbody")[2], "what is over does not bury what can still be kept"
    monkeypatch.setattr("plumbline.apps.disclosure.pages.desk_views.PAGE", 1)
    first, last = body(officer.get("/publication/")), body(officer.get("/publication/?page=9"))
    assert [one.count("办理公示") for one in (first, last)] == [1, 1]
    assert "下一工作日到期" in last, "a page beyond the last is the last"
    assert "?tab=due&amp;page=2" in first


@pytest.mark.parametrize(("field", "word"), [(None, "逾期"), ("market-supervision", "按期")])
def test_publication_on_the_eighth_day_is_late_but_not_in_market_supervision(
    field: str | None, word: str
) -> None:
    key = published(decided("2026-09-11 10:00", field=field, number="青市监罚〔2026〕88号"))
    facts = page(f"/public/decisions/{key}/").partition("公示日期")[2][:600]
    assert word in facts, facts


def test_a_year_of_an_organ_is_leafed_through_by_addresses_so_that_the_files_hold_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    sources = [decided(f"2026-09-2{n} 10:00", party=f"青石区{n}号公司（虚构）") for n in (1, 2)]
    keys = {published(one) for one in sources}
    made = dict(exporting.files("https://gs.example.invalid", instant("2026-09-23 10:00"), 20_719))
    for language in ("", "en/"):
        at = f"/public/{language}organs/organ-market/2026/"
        first, second = page(at), page(f"{at}page/2/")
        assert f'href="{at}page/2/"' in first
        assert f'href="{at}"' in second
        for shown in (
            (first, second),
            [made[f"{one.lstrip('/')}index.html"].decode() for one in (at, f"{at}page/2/")],
        ):
            led = [set(re.findall(r"decisions/([\w-]+)/\"", one)) & keys for one in shown]
            assert [len(one) for one in led] == [1, 1]
            assert led[0] | led[1] == keys
