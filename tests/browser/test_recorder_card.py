"""A recorder comes back and its card is read out with its list of checksums: what differs stays out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.builders import sample_files
from tests.builders.chromium import overflow
from tests.builders.history import instant
from tests.builders.journey import OFFICER, Journey
from tests.builders.window import BOTH

from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.desks import set_up_desks
from plumbline.site.demo.people import settle

pytestmark = [pytest.mark.django_db(transaction=True)]

DAY = "2026-10-12"
BOOK, OUT = "/registers/recorder/entry/JLY01/", "/recordings/read-out/"
GOOD, CHANGED, MORE, GONE = (f"JLY01_20261012_{hour}0000.mp4" for hour in (10, 11, 12, 13))


def district(now: int) -> None:
    settle(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    set_up_desks(now, parse_day(DAY))


def film(folder: Path, name: str, more: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(sample_files.mp4() + more)
    return path


def read_out(journey: Journey, files: Sequence[Path]) -> str:
    """What the page answers to the files of a card, at both sizes."""
    page = journey.page
    journey.go(OUT, OFFICER)
    page.locator("[name=files]").set_input_files(files)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("main form .pl-button-main").first.click()
    page.wait_for_load_state()
    for size in journey.seen():
        assert overflow(page) <= 0, size
    return page.locator("main").inner_text()


def brought_back(journey: Journey) -> None:
    page = journey.page
    journey.go(f"{BOOK}act/bring_back/", OFFICER)
    for battery, wrong in (("130", 1), ("12", 0)):
        page.locator("[name=clock_off]").fill("-45")
        page.locator("[name=battery]").evaluate("one => one.removeAttribute('max')")
        page.locator("[name=battery]").fill(battery)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("main form .pl-button-main").first.click()
        page.wait_for_load_state()
        assert page.locator("#id_battery_error").count() == wrong
    said = page.locator("main").inner_text()
    assert "-45" in said
    assert "12" in said


@pytest.mark.complains("422")
def test_a_card_is_compared_with_its_list(begin_journey, tmp_path: Path) -> None:
    journey: Journey = begin_journey(BOTH, f"{DAY} 09:00", {}, district)
    journey.at(f"{DAY} 18:00")
    brought_back(journey)
    one, more = film(tmp_path, GOOD), film(tmp_path, MORE, b"\0" * 16)
    two = film(tmp_path, CHANGED, b"\0" * 8)
    digest = hashlib.sha256(one.read_bytes()).hexdigest()
    sums = tmp_path / "SHA256SUMS"
    sums.write_text("\n".join(f"{digest}  DCIM/{name}" for name in (GOOD, CHANGED, GONE)), "utf-8")
    journey.go(OUT, OFFICER)
    assert "时钟慢 45 秒" in journey.page.locator("#id_recorder").inner_text()
    said = read_out(journey, [sums, one, two, more])
    assert "已导入 2 个文件" in said
    assert f"清单上有、文件中没有：{GONE}" in said
    assert f"清单上没有、未作比对：{MORE}" in said
    differs = said.partition(f"“{CHANGED}”与校验清单不一致")[2][:200]
    assert digest in differs
    assert hashlib.sha256(two.read_bytes()).hexdigest() in differs
    kept = journey.page.locator("section:has(#pl-waiting)").inner_text()
    assert CHANGED not in kept
    assert kept.count("时钟慢 45 秒，已校正") == 2
    assert "与校验清单一致" in kept.partition(GOOD)[2].partition(MORE)[0]
    assert "与校验清单一致" not in kept.partition(MORE)[2]
    journey.clean()
    film(tmp_path, CHANGED)  # copied from the card again
    said = read_out(journey, [sums, one, tmp_path / CHANGED, more])
    assert "不再重复导入" in said
    assert "需要更正" not in said
    journey.clean()
    journey.finish()
