"""Large evidence at the desk: sent in parts over a line that breaks, recorded in the browser, played at its steps."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator
from tests.builders import sample_files as sample
from tests.builders.chromium import DESKTOP, settle
from tests.builders.cutting_proxy import CuttingProxy
from tests.builders.journey import COLLEAGUE, HEAD, OFFICER, Journey

from plumbline.apps.attachments.queries import file
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.ledger.record import Attachment

pytestmark = [pytest.mark.django_db(transaction=True)]
PICTURES = {DESKTOP: ("large-upload", "recorded-now", "play-beside-steps")}
FILED = {
    "organ_level": "county_or_above",
    "place_in_area": "1",
    "jurisdiction_ground": "place_of_violation",
    "filed_elsewhere_first": "0",
    "entrusted": "0",
    "act_ended_on": "2026-10-10",
    "found_on": "2026-10-11",
    "long_limitation": "0",
    "source": "inspection",
}
CUTS = 10
BYTES = 6 << 20


def film(folder: Path) -> Path:
    """A film of some megabytes that no packing makes smaller."""
    noise = os.urandom(BYTES)
    path = folder / "scene-1012.mp4"
    path.write_bytes(sample.mp4(data=BYTES)[:-BYTES] + noise)
    return path


def attached(case: str) -> list[Attachment]:
    return [
        one for held in case_records(case) for one in held.record.attachments if one.id.startswith("file-")
    ]


def content(one: Attachment) -> bytes:
    return b"".join(file(one.hash).read())


def uploaded_over_a_bad_line(journey: Journey, path: Path, proxy: CuttingProxy) -> None:
    """Ten cuts, a reload in the middle, the same file chosen again: it arrives as it was."""
    page = journey.page
    journey.form("investigate", "2026-10-12 11:00", OFFICER)
    chosen = page.locator("input[type=file][name=files]")
    chosen.set_input_files(path)
    line = page.locator(".pl-upload-line").first
    line.get_by_role("button", name="暂停").click()
    line.get_by_text("已暂停").wait_for()
    page.once("dialog", lambda dialog: dialog.accept())
    proxy.go_on()
    page.reload()
    settle(page)
    page.get_by_text("未传完：再次选择同一文件即可继续").wait_for()
    chosen.set_input_files(path)
    page.get_by_text("已收下，哈希一致").wait_for()
    assert page.locator(".pl-upload-line").count() == 1, "it went on; nothing was begun anew"
    journey.picture("large-upload", of="fieldset:has(input[name=files]), .pl-field:has(input[name=files])")


def film_of_the_act(journey: Journey) -> None:
    """«Record now» with camera and microphone: the times are the server's, the file goes by itself."""
    page = journey.page
    page.once("dialog", lambda dialog: dialog.accept())
    journey.form("investigate", "2026-10-12 11:20", OFFICER)
    recorder = page.locator("[data-pl-recorder=r_audio_video_1]")
    page.wait_for_timeout(1500)  # the minute has begun when the film does, as it always has outside of a test
    recorder.get_by_role("button", name="现在录制").click()
    recorder.get_by_text("正在录制").wait_for()
    played = "one => new Promise(done => setInterval(() => one.currentTime > 2 && done(true), 50))"
    assert recorder.locator("video").evaluate(played), "the camera gives pictures"
    journey.picture("recorded-now", of="[data-pl-recorder=r_audio_video_1]")
    recorder.get_by_role("button", name="停止并上传").click()
    page.locator(".pl-upload-line", has_text=".webm").get_by_text("已收下，哈希一致").wait_for()
    assert page.locator("#act_r_audio_video_1_from").input_value() == "2026-10-12T11:20"
    page.locator(".pl-upload-line", has_text="scene-1012").locator("input[name=kept]").check()
    journey.clean()
    values = {"kind": "inquest", "certificate_shown": "1", "in_case_centre": "1", "filming_listed": "1"}
    journey.fill(values, "", [COLLEAGUE])
    journey.send()
    journey.entered()


def played_at_its_steps(journey: Journey, data: bytes) -> None:
    """What arrived is what was sent; the film plays, and its step is where the act began."""
    page, case = journey.page, journey.case.split("/")[2]
    sent = attached(case)
    assert sorted(one.media_type for one in sent) == ["video/mp4", "video/webm"]
    (arrived,) = [one for one in sent if one.media_type == "video/mp4"]
    assert content(arrived) == data
    journey.go("")
    page.get_by_role("link", name="音像记录", exact=True).first.click()
    page.locator("ul.pl-marks a", has_text="全过程").first.click()
    settle(page)
    step = page.locator("[data-pl-seek]").first
    assert "调查取证" in step.inner_text()
    step.focus()
    page.keyboard.press("Enter")
    player = page.locator("[data-pl-playing] video")
    playing = "one => new Promise(done => setInterval(() => one.currentTime > 0.3 && done(true), 50))"
    assert player.evaluate(playing)
    assert player.get_attribute("poster")
    page.locator("[data-pl-seek][aria-current=true]").wait_for()
    journey.picture("play-beside-steps")
    journey.clean()
    asked_while_it_plays(journey, player)


def asked_while_it_plays(journey: Journey, player: Locator) -> None:
    """Three quarters of a minute later the player has the desk judge again, which gives the next minute's ticket."""
    page, heads = journey.page, list[str]()
    address = str(player.evaluate("one => one.currentSrc")).partition("#")[0]
    page.on("request", lambda one: heads.append(one.url) if one.method == "HEAD" else None)
    player.evaluate("one => { one.loop = true; one.currentTime = 0; return one.play(); }")
    again = "one => new Promise(done => one.addEventListener('timeupdate', () => done(true), { once: true }))"
    # The page's clock stands still, so that a slow machine is not asked for by itself.
    page.evaluate("{ const at = Date.now(); Date.now = () => at + (window.later ?? 0); }")
    assert player.evaluate(again)
    heads.clear()
    assert player.evaluate(again)
    assert heads == [], "not before"
    page.context.clear_cookies(name="ticket")
    with page.expect_response(lambda one: one.request.method == "HEAD" and one.url == address) as waited:
        page.evaluate("window.later = 46_000")
    assert waited.value.status == 200
    (held,) = [one for one in page.context.cookies(address) if one["name"] == "ticket"]
    assert held["path"] == urlsplit(address).path
    assert player.evaluate(again)
    assert heads == [address], "once, and the film plays on"


@pytest.mark.complains("ERR_", "Failed to load resource", "422")
def test_large_evidence(begin_journey, tmp_path: Path) -> None:
    path = film(tmp_path)
    journey = begin_journey((DESKTOP,), "2026-10-12 09:00", PICTURES)
    journey.open("penalty.ordinary", "未按规定检测安全设备")
    journey.act("file_case", "2026-10-12 10:00", FILED, "立案审批表", by=HEAD)
    straight = journey.server
    with CuttingProxy(urlsplit(straight).port or 0, after=400_000, times=CUTS, hold_at=5) as proxy:
        journey.server = f"http://localhost:{proxy.port}"
        uploaded_over_a_bad_line(journey, path, proxy)
        assert proxy.cut == CUTS
        journey.server = straight
        film_of_the_act(journey)
    played_at_its_steps(journey, path.read_bytes())
    journey.finish()
