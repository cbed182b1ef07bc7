"""A penalty on the spot without network, its paper printed from the block of numbers; a carbon form entered later with
its photograph; a phone without space; a capture that no sending brings in.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from tests.builders.chromium import PHONE
from tests.builders.history import instant
from tests.builders.phone import PIN, Phone, phone
from tests.builders.window import Window

from plumbline.apps.casework.carrying import papers_of, recordings_of
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.field.actions import DECISION, reserve_numbers
from plumbline.apps.field.codes import code_of, squares
from plumbline.apps.field.models import FieldArrival, FieldNumber
from plumbline.apps.field.queries.arrivals import arrival
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]
PICTURES = {PHONE: ("field-slip",)}
DAY, OFFICER, COLLEAGUE = "2026-10-12", "demo-officer", "QS02002"
PARTY = "青石区和顺建材有限公司（虚构）"
SHOWN = "出示执法证件，告知事由、权利、频次和纪律"
PROGRAM = b"MZ\x90\x00" + bytes(200)
WIDTHS = {"58 毫米": 58, "80 毫米": 80, "A4": 210}
"""Buttons of the print page, and the width in mm of the paper that each asks the printer for."""
ASKED = """
const real = StorageManager.prototype.persist;
StorageManager.prototype.persist = function () { window.askedToKeep = true; return real.call(this); };
"""

KEPT = """async () => {
  const asked = (one) => new Promise((done) => (one.onsuccess = () => done(one.result)));
  const held = await asked(indexedDB.open("plumbline-field"));
  const found = {};
  for (const name of held.objectStoreNames) {
    found[name] = await asked(held.transaction(name).objectStore(name).getAll());
  }
  const readable = (_key, one) =>
    one instanceof ArrayBuffer || ArrayBuffer.isView(one) ? new TextDecoder().decode(one) : one;
  return JSON.stringify(found, readable);
}"""
"""All that lies in the browser, bytes read as text."""

STALE = """() => {
  const real = IDBObjectStore.prototype.getAll;
  const { get } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "result");
  const before = (one) => (one.state === "sent" ? { ...one, state: "closed", receipt: undefined } : one);
  IDBObjectStore.prototype.getAll = function (...which) {
    const asked = real.apply(this, which);
    Object.defineProperty(asked, "result", { get: () => get.call(asked).map(before) });
    return asked;
  };
}
"""
"""What is listed is as it was a moment ago: it has been sent meanwhile."""


def code(number: str) -> str:
    """Where anybody looks the number of a paper up."""
    return f"/field/code/{code_of('number', number)}/"


BEFORE_THE_DECISION = (
    "发现违法事实",
    "出示执法证件",
    "告知拟处罚内容、事实、理由、依据和权利",
    "当事人陈述申辩",
    "当事人明确放弃陈述申辩",
    "听取陈述申辩并复核",
)


def officer() -> Person:
    account = login_of(OFFICER)
    assert account is not None
    return persons_of(account, parse_day(DAY))[0]


def begun(one: Phone, kind: str, cause: str) -> None:
    """A penalty on an organisation, with the colleague beside."""
    one.press(kind)
    one.page.get_by_label("案由").fill(cause)
    one.page.get_by_label("当事人", exact=True).fill(PARTY)
    one.page.locator("fieldset[data-field=party_kind] input[value=organisation]").check()
    one.press("开始")
    one.heading("到场人员")
    one.page.get_by_text(COLLEAGUE).click()
    one.press("下一步")


def passed(one: Phone, *titles: str) -> None:
    for title in titles:
        one.heading(title)
        one.press("跳过")


def printed(one: Phone, number: str, code: list[str]) -> None:
    """On each paper the number, the party and the code; the page has the width of the paper."""
    page = one.page
    slip = page.locator(".pf-slip")
    one.press("打印")
    expect(slip).to_contain_text(number)
    expect(slip).to_contain_text(PARTY)
    for said in (
        re.compile("[^放]地点河滨路北口"),
        "处罚依据",
        "载明的复议机关",
        re.compile(rf"、\S+ {COLLEAGUE}"),
    ):
        expect(slip).to_contain_text(said)
    assert page.locator(".pf-slip dd.pf-blank").count() >= 4, (
        "what was not typed has its line to be written by hand"
    )
    assert slip.locator("svg path").get_attribute("d") == drawn(code)
    for name, width in WIDTHS.items():
        one.press(name)
        box = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].mediabox
        assert round(float(box.width) / 72 * 25.4) == width, name
        page.emulate_media(media="print")
        assert page.locator("h1, .pf-top, .pf-bar, .pf-foot").filter(visible=True).count() == 0, name
        page.emulate_media(media="null")


def drawn(rows: list[str]) -> str:
    """The drawing of a code's squares."""
    cells = [(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == "1"]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in cells)


def begun_by_mistake(one: Phone) -> None:
    """A visit is left in its middle and found again; where nothing was captured it cannot be ended, but removed."""
    one.begin("现场检查", "误点", PARTY)
    one.press("下一步")
    one.heading(SHOWN)
    expect(one.page.locator("#pf-bar")).to_contain_text("1 项")
    one.press("签名")
    one.press("保存")
    expect(one.page.get_by_role("alert").get_by_text("还没有签名")).to_be_visible()
    one.press("返回")
    one.press("上一步")
    one.heading("到场人员")
    one.press("下一步")
    passed(one, SHOWN, "实施检查", "制作检查笔录")
    one.heading("核对")
    expect(one.page.get_by_role("button", name="结束现场办理")).to_be_disabled()
    expect(one.page.get_by_text("没有办理任何环节")).to_be_visible()
    one.press("上一步")
    one.press("暂停，稍后继续")
    one.heading("现场")
    one.press("继续办理")
    one.heading("制作检查笔录")
    one.press("暂停，稍后继续")
    one.press("从本机删除")
    expect(one.page.locator("[data-list=visits] > li")).to_have_count(0)


def on_the_spot(one: Phone, window: Window, told: dict[str, Any]) -> None:
    """The certificate's code is shown beside the card, the decision printed on the spot."""
    number, own = told["numbers"][0], told["certificate"]
    begun(one, "当场处罚（简易程序）", "占道堆放")
    one.page.locator("input[data-field=place]").fill("河滨路北口")
    one.press("完成")
    one.page.get_by_label("已出示执法证件本身").check()
    one.press("执法证二维码")
    assert own["squares"] == squares(own["url"])
    assert one.page.locator("svg.pf-code path").get_attribute("d") == drawn(own["squares"])
    one.press("返回")
    one.press("完成")
    for name in ("content_told", "facts_told", "grounds_told", "rights_told"):
        one.choose(name, "是")
    one.press("完成")
    passed(one, "当事人陈述申辩", "当事人明确放弃陈述申辩", "听取陈述申辩并复核")
    one.page.locator("select[data-field=kind]").select_option("warning")
    one.page.get_by_label(f"《{DECISION}》").check()
    one.page.get_by_text(number["number"]).wait_for()
    printed(one, number["number"], number["squares"])
    window.picture("field-slip")
    one.press("返回")
    one.press("完成")
    one.heading("当场交付")
    one.press("完成")
    passed(one, "当场收缴罚款")
    one.end()


@contextmanager
def without_space(one: Phone) -> Iterator[None]:
    """Meanwhile the browser may keep nothing more."""
    session = one.page.context.new_cdp_session(one.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": one.server, "quotaSize": 1})
    yield
    session.detach()


def from_a_carbon(one: Phone, number: str) -> None:
    """The decision written by hand the day before: its time by hand, its photograph, and something that is none."""
    begun(one, "补录纸质决定书", "占道堆放（复写纸）")
    passed(one, *BEFORE_THE_DECISION)
    one.heading("填写当场行政处罚决定书")
    one.press("完成")
    one.page.get_by_role("alert").get_by_text("请填写实际发生时间").wait_for()
    one.page.get_by_label("实际发生时间").fill("2026-10-11T16:10")
    one.page.locator("select[data-field=kind]").select_option("warning")
    one.page.get_by_label(f"《{DECISION}》").check()
    one.page.get_by_text(number).wait_for()
    one.press("相机")
    one.press("开始录像")
    with without_space(one):  # the browser looks again after a while
        one.page.get_by_role("alert").get_by_text("存储空间已满").wait_for()
    expect(one.page.locator("li[data-role=film]")).to_have_count(1)
    expect(one.page.get_by_role("button", name="开始录像")).to_be_enabled()
    one.press("拍照")
    expect(one.page.locator("li[data-role=paper]")).to_have_count(1)
    program = {"name": "李四（虚构）.jpg", "mimeType": "image/jpeg", "buffer": PROGRAM}
    one.page.locator("#pf-picked").set_input_files(program)
    expect(one.page.locator("li[data-role=paper]")).to_have_count(2)
    one.press("完成")
    passed(one, "当场交付", "当场收缴罚款")
    one.end()


def without_a_number(one: Phone) -> None:
    """Both numbers set aside are on other papers: the phone says so and what to do, and prints none without."""
    begun(one, "当场处罚（简易程序）", "误点")
    passed(one, *BEFORE_THE_DECISION)
    paper = one.page.get_by_label(f"《{DECISION}》")
    paper.check()
    told = one.page.get_by_role("alert").get_by_text("预留号码已用完")
    expect(told).to_be_visible()
    expect(one.page.get_by_role("button", name="打印")).to_be_hidden()
    paper.uncheck()
    expect(told).to_be_hidden()
    one.press("暂停，稍后继续")
    one.press("从本机删除")


def clock_set(one: Phone) -> None:
    """Somebody sets the phone's clock ten minutes forward."""
    one.page.clock.set_system_time(int(one.page.evaluate("Date.now()")) / 1000 + 600)


def unreadable(one: Phone) -> None:
    """Of the three visits that lie on the phone nothing can be read in what the browser keeps."""
    kept = str(one.page.evaluate(KEPT))
    assert '"captures"' in kept
    for said in (PARTY, "占道堆放", "河滨路北口", PIN):
        assert said not in kept, said


def died_while_filming(one: Phone) -> None:
    """A film runs when the browser dies; a piece of it was kept."""
    clock_set(one)
    one.begin("现场检查", "仓库检查", PARTY)
    one.page.get_by_text(COLLEAGUE).click()
    one.press("下一步")
    passed(one, SHOWN)
    one.press("相机")
    one.press("开始录像")
    one.page.get_by_text("录制中").wait_for()
    unreadable(one)


def wrong_pin(one: Phone) -> None:
    """Another PIN opens nothing."""
    one.page.get_by_label("PIN 码").fill(PIN.replace("9", "8"))
    one.press("解锁")
    expect(one.page.get_by_role("alert").get_by_text("PIN 码不正确")).to_be_visible()


def went_on(one: Phone) -> None:
    """Opened again the film is there but for its last second; sound alone is recorded too."""
    one.press("继续办理")
    expect(one.page.locator("li[data-role=film]")).to_have_count(1)
    one.press("相机")
    one.press("开始录音")
    one.page.get_by_text("录制中").wait_for()
    expect(one.page.get_by_role("button", name="开始录像")).to_be_disabled()
    one.press("停止录音")
    expect(one.page.locator("li[data-role=sound]")).to_have_count(1)
    one.press("完成")
    one.heading("制作检查笔录")
    one.press("完成")
    one.end()


def kept_until_saved(one: Phone, folder: Path) -> None:
    """What was refused is here, is saved as it was, and goes by hand alone."""
    left = one.page.locator("[data-left]")
    expect(left).to_contain_text("程序")
    expect(left).not_to_contain_text("李四")
    remove = left.get_by_role("button", name="从本机删除")
    expect(remove).to_be_hidden()
    with one.page.expect_download() as waited:
        left.get_by_role("button", name="另存为文件").click()
    waited.value.save_as(folder / "saved")
    assert (folder / "saved").read_bytes() == PROGRAM
    remove.click()
    expect(left).to_have_count(0)


def sent_meanwhile(one: Phone) -> None:
    """A visit that goes out while the list is drawn is drawn as sent."""
    one.page.evaluate(STALE)
    one.press("执法证二维码")
    one.press("返回")
    one.heading("现场")
    expect(one.page.locator("li[data-state=sent]")).to_have_count(3)


def moved(case: str, step: str) -> int:
    """By how many milliseconds the phone's clock was set before the act, as the act says."""
    told = next(held.record for held in read_case(case).held if held.record.step == step).fields["_field"]
    return int(told["at"]["moved"])  # type: ignore[index,call-overload,arg-type]


def arrived(numbers: list[str]) -> None:
    spot, late, filmed = FieldArrival.objects.order_by("order")
    inspected = next(held.record for held in read_case(filmed.case).held if held.record.step == "inspect")
    assert sorted(one.media_type for one in inspected.attachments) == ["audio/webm", "video/webm"]
    assert [one.kind for one in recordings_of(inspected)] == ["audio_video", "audio"]
    assert [row.case for row in FieldNumber.objects.order_by("n")] == [spot.case, late.case]
    for one, number, stated in ((spot, numbers[0], False), (late, numbers[1], True)):
        (decided,) = [held.record for held in read_case(one.case).held if held.record.step == "fill_decision"]
        assert [one.number for one in papers_of(decided)] == [number]
        assert (decided.at.value == "2026-10-11T16:10+08:00", one.is_late) == (stated, stated)
        kinds = sorted(each.media_type for each in decided.attachments)
        assert kinds == (["image/jpeg", "video/webm"] if stated else [])
    found = {row.visit: arrival(row.visit) for row in (spot, late, filmed)}
    rules = {visit: {each.rule for each in one.breaches} for visit, one in found.items() if one is not None}
    assert "device-clock" in rules[filmed.visit]
    assert 590_000 < moved(filmed.case, "inspect") < 610_000, "what the clock was set by stands with the act"
    assert abs(moved(spot.case, "fill_decision")) < 10_000
    assert "file-refused" not in rules[spot.visit]
    assert "file-refused" in rules[late.visit]
    assert "late-without-photograph" not in rules[late.visit]
    assert not any("number" in each.rule for one in found.values() if one for each in one.conflicts)


@pytest.mark.complains("net::ERR", "422")
def test_papers_of_the_street(browser: Browser, live_server: Any, settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.DEMO = tmp_path / "site", True
    now = instant(f"{DAY} 09:00")
    clock = {"now": now}
    settings.CLOCK = lambda: clock["now"]
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    numbers = reserve_numbers(person=officer(), count=2, now=now, today=parse_day(DAY))
    with phone(browser, live_server.url, tmp_path / "phone") as one:
        one.context.add_init_script(ASKED)
        window = Window(one.page, live_server.url, (PHONE,), PICTURES)
        one.clock(now)
        one.sign_in(OFFICER)
        one.open()
        told = one.page.evaluate(
            "fetch(document.querySelector('link[rel=manifest]').href).then(one => one.json())"
        )
        assert (told["display"], told["start_url"]) == ("standalone", "/field/phone/")
        with one.page.expect_response(lambda answer: answer.url.endswith("/field/prepare/")) as waited:
            one.prepare()
        prepared = waited.value.json()
        assert [row["number"] for row in prepared["numbers"]] == numbers
        assert one.page.evaluate("window.askedToKeep"), "persistent storage is asked for"
        assert re.search(r"\d+(\.\d)? MB", one.page.get_by_text("MB").first.inner_text())
        one.network(False)
        begun_by_mistake(one)
        on_the_spot(one, window, prepared)
        window.finish()
        from_a_carbon(one, numbers[1])
        without_a_number(one)
        died_while_filming(one)
    with phone(browser, live_server.url, tmp_path / "phone", network=False) as one:
        clock["now"] = now + 3_600_000_000
        one.clock(clock["now"])
        one.open()
        expect(one.page.get_by_text("本机关没有恢复密钥")).to_be_visible()
        wrong_pin(one)
        one.unlock()
        expect(one.page.get_by_role("button", name="从本机删除")).to_have_count(0)  # something was captured
        went_on(one)
        one.sign_in(OFFICER)
        for there in (True, False, True):
            one.network(there)
        one.press("立即发送")
        expect(one.page.locator("li[data-state=sent]")).to_have_count(3)
        arrived(numbers)
        kept_until_saved(one, tmp_path)
        sent_meanwhile(one)
        for url, words in ((prepared["certificate"]["url"], "今日有效"), (code(numbers[0]), "已入档")):
            one.page.goto(url if "//" in url else f"{live_server.url}{url}")
            expect(one.page.get_by_text(words)).to_be_visible()
