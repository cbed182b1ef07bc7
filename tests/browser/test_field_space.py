"""A phone that really runs out of space while an officer films: what was kept stays, the officer is told what to do,
the visit is ended and sent all the same, and what it leaves is space for the next.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from tests.builders.chromium import PHONE
from tests.builders.history import instant
from tests.builders.phone import Phone, phone
from tests.builders.window import Window

from plumbline.apps.attachments.queries import file
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.field.models import FieldArrival, FieldFile
from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]
DAY, OFFICER, COLLEAGUE = "2026-10-12", "demo-officer", "QS02002"
ROOM = 1_600_000
"""Bytes that the phone has left: its own reserve and a film of some seconds."""
PARTY = "青石区和顺建材有限公司（虚构）"
FULL, WHOLLY_FULL = "请结束本次办理并在有网络处发送", "请改用纸质文书办理"
USED = "navigator.storage.estimate().then((one) => one.usage)"
PIECES = """async () => {
  const asked = (one) => new Promise((done, no) => { one.onsuccess = () => done(one.result); one.onerror = no; });
  const held = await asked(indexedDB.open("plumbline-field"));
  const rows = await asked(held.transaction("captures").objectStore("captures").getAll());
  return Object.fromEntries(rows.map((one) => [one.id, one.parts]));
}"""
"""How many pieces of each capture lie on the phone."""
FILL = """async () => {
  const asked = (one) => new Promise((done, no) => { one.onsuccess = () => done(one.result); one.onerror = no; });
  const opening = indexedDB.open("else", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("bytes", { autoIncrement: true });
  const held = await asked(opening);
  for (let size = 262144; size >= 64; ) {
    const kept = await new Promise((done) => {
      const one = held.transaction("bytes", "readwrite");
      one.objectStore("bytes").put(crypto.getRandomValues(new Uint8Array(Math.min(size, 65536))));
      one.oncomplete = () => done(true);
      one.onabort = () => done(false);
    });
    if (!kept) size = Math.min(size, 65536) / 2;
  }
  held.close();
}"""
"""Something else on the phone takes what is left, to the last bytes."""
EMPTY = """() => new Promise((done) => (indexedDB.deleteDatabase("else").onsuccess = () => done()))"""


def narrow(one: Phone, room: int) -> None:
    """The browser may keep so much and no more, as it counts; before the page is opened, else it counts later."""
    session = one.context.new_cdp_session(one.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": one.server, "quotaSize": room})


def used_by(one: Phone) -> int:
    """Bytes that lie on the phone once the worker has all of the page."""
    before = -1
    while (now := int(one.page.evaluate(USED))) != before:
        before = now
        one.page.wait_for_timeout(3_000)
    return now


def large() -> bytes:
    """A picture of more bytes than are left."""
    noise = Image.effect_noise((1400, 1400), 90)
    stream = io.BytesIO()
    noise.save(stream, "JPEG", quality=95)
    return stream.getvalue()


def told(one: Phone, words: str) -> None:
    """The bar on top says it aloud."""
    expect(one.page.get_by_role("alert").get_by_text(words)).to_be_visible()


def begun_or_refused(one: Phone) -> None:
    """A visit that finds no place is said to find none, aloud; one that begins is kept.

    The browser counts late what it keeps: on some machines it lets a little more in than there is place for.
    """
    refused = one.page.get_by_role("alert").get_by_text(WHOLLY_FULL)
    begun = one.page.get_by_role("heading", name="到场人员")
    expect(refused.or_(begun).first).to_be_visible()
    one.page.wait_for_timeout(1_000)
    if not refused.is_visible():
        expect(one.page.get_by_text("2 项存在本机")).to_be_visible()


def to_the_looking_round(one: Phone, cause: str) -> None:
    one.begin("现场检查", cause, PARTY)
    one.page.get_by_text(COLLEAGUE).click()
    one.press("下一步")
    one.page.get_by_label("已出示执法证件本身").check()
    for name in ("reason_told", "basis_told", "rights_told"):
        one.choose(name, "是")
    one.press("完成")


def filmed_until_full(one: Phone, window: Window) -> None:
    """The film ends by itself with what found place; a picture that finds none is not there in part either."""
    one.photograph(1)
    one.press("开始录像")
    one.page.get_by_text("录制中").wait_for()
    told(one, FULL)
    expect(one.page.get_by_role("button", name="开始录像")).to_be_enabled()
    expect(one.page.locator("li[data-role=film]")).to_have_count(1)
    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": large()}
    one.page.locator("#pf-picked").set_input_files(picture)
    told(one, FULL)
    expect(one.page.locator("li[data-role=photo]")).to_have_count(1)
    window.clean()


def ended(one: Phone) -> None:
    """What is written is kept although nothing has place any more, and the visit is ended."""
    one.choose("item-0", "合格")
    one.page.locator("select[data-field=carried_out_by]").select_option("officers")
    one.choose("major_rights", "否")
    one.choose("dispute_prone", "否")
    one.press("完成")
    one.choose("finding", "未发现问题")
    one.press("完成")
    one.end()
    expect(one.page.locator("li[data-state=closed]")).to_have_count(1)


def arrived(visit: FieldArrival, captured: dict[str, str]) -> None:
    """Of this visit byte for byte what the phone kept."""
    held = [one.record for one in read_case(visit.case).held]
    (inspected,) = [record for record in held if record.step == "inspect"]
    rows = {row.id: row for row in FieldFile.objects.all()}
    assert {id: row.sha256 for id, row in rows.items()} == captured
    for row in rows.values():
        assert hashlib.sha256(b"".join(file(row.hash).read())).hexdigest() == row.sha256
    assert {one.hash for one in inspected.attachments} <= {row.hash for row in rows.values()}
    assert inspected.fields["carried_out_by"] == "officers"


def filled(one: Phone) -> dict[str, str]:
    """A visit on a phone that runs full, and what the phone kept of it; then something else takes the last bytes."""
    window = Window(one.page, one.server, (PHONE,), {})
    one.unlock()
    to_the_looking_round(one, "安全生产检查")
    filmed_until_full(one, window)
    ended(one)
    pieces = one.page.evaluate(PIECES)
    captured = one.captured(pieces)
    assert len(captured) == 2
    assert all(pieces.values()), "of the film there is what found place"
    one.page.evaluate(FILL)
    one.press("现场检查")
    one.page.get_by_label("案由").fill("价格行为检查")
    one.press("开始")
    begun_or_refused(one)
    one.press("返回")
    expect(one.page.locator("li[data-state=closed]")).to_have_count(1)
    return captured


def sent(one: Phone) -> None:
    """Unlocked and sent although the phone is wholly full; a receipt that finds no place is asked for later."""
    one.unlock()
    expect(one.page.locator("li[data-state=closed]")).to_have_count(1)
    one.sign_in(OFFICER)
    for there in (True, False, True):
        one.network(there)
    one.press("立即发送")
    for _ in range(240):
        if FieldArrival.objects.exists():
            break
        one.page.wait_for_timeout(250)
    one.page.wait_for_timeout(2_000)
    one.page.evaluate(EMPTY)
    one.page.reload()
    one.unlock()
    expect(one.page.locator("li[data-state=sent]")).to_have_count(1)


def goes_on(one: Phone) -> None:
    """There is space again: the next visit is captured and goes."""
    one.network(False)
    to_the_looking_round(one, "仓库检查")
    one.photograph(1)
    expect(one.page.get_by_role("alert").get_by_text("存储空间已满")).to_have_count(0)
    ended(one)
    one.network(True)
    expect(one.page.locator("li[data-state=sent]")).to_have_count(2)


@pytest.mark.complains("net::ERR")
def test_a_phone_that_is_full_keeps_what_it_has_and_sends_it(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA, settings.DEMO = tmp_path / "site", True
    clock = {"now": instant(f"{DAY} 09:00")}
    settings.CLOCK = lambda: clock["now"]
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    folder = tmp_path / "phone"
    with phone(browser, live_server.url, folder) as one:
        one.clock(clock["now"])
        one.sign_in(OFFICER)
        one.open()
        one.prepare()
        used = used_by(one)
    with phone(browser, live_server.url, folder, network=False) as one:
        narrow(one, used + ROOM)
        one.clock(clock["now"])
        one.open()
        captured = filled(one)
    with phone(browser, live_server.url, folder, network=False) as one:
        narrow(one, used + ROOM)
        clock["now"] += 3_600_000_000
        one.clock(clock["now"])
        one.open()
        sent(one)
        arrived(FieldArrival.objects.get(), captured)
        goes_on(one)
        assert FieldFile.objects.count() == 3
