"""An officer forgets the PIN in the middle of a visit: the phone gives all, sealed, and two people open it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.builders.chromium import PHONE
from tests.builders.history import instant
from tests.builders.phone import Phone, phone
from tests.builders.signing_in import signed_in
from tests.builders.window import Window

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.field.models import FieldArrival, FieldFile
from plumbline.apps.field.queries.arrivals import arrival
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]
OFFICER, HEAD = "demo-officer", "demo-agency-head"


def share_of(answer: Any) -> str:
    return str(answer.content.decode().split("<code>")[1].split("</code>")[0])


def half_a_visit(one: Phone, now: int) -> None:
    """One step done, in the next a photo and a film, without network."""
    one.clock(now)
    one.sign_in(OFFICER)
    one.open()
    one.prepare()
    one.network(False)
    one.begin("现场检查", "仓库检查", "青石区和顺建材有限公司（虚构）")
    one.press("下一步")
    one.page.get_by_label("已出示执法证件本身").check()
    for name in ("reason_told", "basis_told", "rights_told"):
        one.choose(name, "是")
    one.press("完成")
    one.photograph(1)
    one.film()


@pytest.mark.complains("net::ERR")
def test_what_a_phone_holds_is_opened_by_two_when_its_pin_is_lost(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA, settings.DEMO = tmp_path / "site", True
    now = instant("2026-10-12 09:00")
    settings.CLOCK = lambda: now
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    head, officer = signed_in(HEAD), signed_in(OFFICER)
    first = share_of(head.post("/field/recovery/share/"))
    refused = head.post("/field/recovery/share/", {"second": "1"})
    assert refused.status_code == 422
    assert "由两人分别持有" in refused.content.decode()
    second = share_of(officer.post("/field/recovery/share/", {"second": "1"}))
    with phone(browser, live_server.url, tmp_path / "phone") as one:
        half_a_visit(one, now)
        captured = one.captured()
    with phone(browser, live_server.url, tmp_path / "phone", network=False) as one:
        one.clock(instant("2026-10-12 18:00"))
        one.open()
        expect(one.page.get_by_text("其中 1 次没有结束")).to_be_visible()
        Window(one.page, live_server.url, (PHONE,), {PHONE: ()}).clean()
        with one.page.expect_download() as waited:
            one.press("导出加密包")
        waited.value.save_as(tmp_path / "bundle.plfield")
    stays_while_anything_is_lacking(browser, live_server.url, tmp_path / "phone")
    data = (tmp_path / "bundle.plfield").read_bytes()
    assert "和顺".encode() not in data
    with (tmp_path / "bundle.plfield").open("rb") as sent:
        assert head.post("/field/recovery/bundle/", {"bundle": sent, "share": first}).status_code == 302
    waits = officer.get("/field/recovery/").content.decode()
    bundle = waits.split('name="id" value="')[1][:32]
    assert head.post("/field/recovery/bundle/", {"id": bundle, "share": second}).status_code == 422
    assert officer.post("/field/recovery/bundle/", {"id": bundle, "share": first}).status_code == 422
    assert not FieldArrival.objects.exists()
    assert officer.post("/field/recovery/bundle/", {"id": bundle, "share": second}).status_code == 302
    arrival = FieldArrival.objects.get()
    assert {row.id: row.sha256 for row in FieldFile.objects.all()} == captured
    acts = [held.record for held in read_case(arrival.case).held if "_field" in held.record.fields]
    assert [one.step for one in acts] == ["show_certificate"]
    assert {one.hash for act in acts for one in act.attachments} == {
        row.hash for row in FieldFile.objects.all()
    }
    lives_on(browser, live_server.url, tmp_path / "phone", arrival.number)


OTHER = "石桥巷 7215"
KEPT = """
() => new Promise((done) => {
  indexedDB.open("plumbline-field").onsuccess = ({ target }) => {
    const names = ["visits", "captures", "chunks"];
    const held = target.result.transaction(names);
    const asked = names.map((one) => held.objectStore(one).count());
    held.oncomplete = () => done(asked.map((one) => one.result));
  };
})
"""
"""How many rows the phone keeps."""


def asked(one: Phone) -> None:
    """The PIN is lost: whether the server has everything."""
    one.press("PIN 码遗失：清除办公室已导入的内容")
    one.heading("PIN 码遗失：清除办公室已导入的内容")


def stays_while_anything_is_lacking(browser: Browser, server: str, folder: Path) -> None:
    """Before the desk has the bundle nothing is removed."""
    with phone(browser, server, folder) as one:
        one.clock(instant("2026-10-12 18:10"))
        one.sign_in(OFFICER)
        one.open()
        asked(one)
        expect(one.page.get_by_text("还有 1 次现场办理、2 件照片或者录音录像只在本机")).to_be_visible()
        Window(one.page, server, (PHONE,), {PHONE: ()}).clean()


def lives_on(browser: Browser, server: str, folder: Path, number: str) -> None:
    """The server has everything: it goes for its receipt, and a new PIN is set."""
    with phone(browser, server, folder) as one:
        one.clock(instant("2026-10-12 19:00"))
        one.sign_in(HEAD)
        one.open()
        asked(one)
        expect(one.page.get_by_text("请以采集人员本人账号登录")).to_be_visible()
        one.press("返回")
        one.sign_in(OFFICER)
        one.open()
        one.press("重新准备本机")
        one.page.get_by_label("设定 PIN 码").fill(OTHER)
        one.page.get_by_label("再输入一次").fill(OTHER)
        one.press("准备")
        expect(one.page.get_by_text("办公室导入后，可以清除本机内容")).to_be_visible()
        asked(one)
        expect(one.page.get_by_text("以下 1 次现场办理和 2 件照片、录音录像将从本机清除")).to_be_visible()
        Window(one.page, server, (PHONE,), {PHONE: ()}).clean()
        one.press("清除并设定新的 PIN 码")
        one.prepare(OTHER)
        expect(one.page.locator("[data-state=sent]")).to_contain_text(number)
        assert one.page.evaluate(KEPT) == [1, 0, 0]


def begun_alone(one: Phone, now: int) -> None:
    """No step done: a photo, and a film that runs while the browser dies."""
    one.clock(now)
    one.sign_in(OFFICER)
    one.open()
    one.prepare()
    one.network(False)
    one.begin("现场检查", "仓库检查", "青石区和顺建材有限公司（虚构）")
    one.press("下一步")
    one.photograph(1)
    one.press("开始录像")
    one.page.get_by_text("录制中").wait_for()


@pytest.mark.complains("net::ERR")
def test_what_was_captured_before_any_step_was_done_is_given_without_the_pin_as_well(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA, settings.DEMO = tmp_path / "site", True
    now = instant("2026-10-12 09:00")
    settings.CLOCK = lambda: now
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    head, officer = signed_in(HEAD), signed_in(OFFICER)
    shares = (
        share_of(head.post("/field/recovery/share/")),
        share_of(officer.post("/field/recovery/share/", {"second": "1"})),
    )
    with phone(browser, live_server.url, tmp_path / "phone") as one:
        begun_alone(one, now)
    with phone(browser, live_server.url, tmp_path / "phone", network=False) as one:
        one.clock(instant("2026-10-12 18:00"))
        one.open()
        expect(one.page.get_by_text("其中 1 次没有结束")).to_be_visible()
        with one.page.expect_download() as waited:
            one.press("导出加密包")
        waited.value.save_as(tmp_path / "bundle.plfield")
    with (tmp_path / "bundle.plfield").open("rb") as sent:
        assert head.post("/field/recovery/bundle/", {"bundle": sent, "share": shares[0]}).status_code == 302
    waits = officer.get("/field/recovery/").content.decode()
    told = {"id": waits.split('name="id" value="')[1][:32], "share": shares[1]}
    assert officer.post("/field/recovery/bundle/", told).status_code == 302
    arrived = FieldArrival.objects.get()
    (act,) = [held.record for held in read_case(arrived.case).held if "_field" in held.record.fields]
    assert (act.step, len(act.attachments)) == ("show_certificate", 2)
    assert {row.name for row in FieldFile.objects.all()} == {"photo.jpg", "film.webm"}
    found = arrival(arrived.visit)
    assert found is not None
    assert "step-unfinished" in [one.rule for one in found.breaches]
    assert "file-refused" not in [one.rule for one in found.breaches]
