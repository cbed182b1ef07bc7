"""Large evidence at the desk: sent in parts over a line that breaks, recorded in the browser, played at its steps."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.builders import sample_files as sample
from tests.builders.chromium import DESKTOP, settle
from tests.builders.cutting_proxy import CuttingProxy
from tests.builders.journey import HEAD, OFFICER, Journey

from plumbline.apps.attachments.queries import file
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.ledger.record import Attachment

pytestmark = [pytest.mark.django_db(transaction=True)]
PICTURES = {DESKTOP: ()}
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


def film() -> dict[str, object]:
    """A film of some megabytes that no packing makes smaller, as a browser is given it."""
    noise = os.urandom(6 << 20)
    data = sample.mp4(data=len(noise))[: -len(noise)] + noise
    return {"name": "现场视频.mp4", "mimeType": "video/mp4", "buffer": data}


def attached(case: str) -> list[Attachment]:
    return [
        one for held in case_records(case) for one in held.record.attachments if one.id.startswith("file-")
    ]


def content(one: Attachment) -> bytes:
    return b"".join(file(one.hash).read())


def uploaded_over_a_bad_line(journey: Journey, proxy: CuttingProxy) -> None:
    """Ten cuts, a reload in the middle, the same file chosen again: it arrives as it was."""
    page, sent = journey.page, film()
    journey.form("investigate", "2026-10-12 11:00", OFFICER)
    chosen = page.locator("input[type=file][name=files]")
    chosen.set_input_files(sent)
    line = page.locator(".pl-upload-line").first
    line.get_by_role("button", name="暂停").click()
    line.get_by_text("已暂停").wait_for()
    page.once("dialog", lambda dialog: dialog.accept())
    proxy.go_on()
    page.reload()
    settle(page)
    page.get_by_text("未传完：再次选择同一文件即可继续").wait_for()
    chosen.set_input_files(sent)
    page.get_by_text("已收下，哈希一致").wait_for()
    journey.picture("large-upload", of="fieldset:has(input[name=files]), .pl-field:has(input[name=files])")


@pytest.mark.complains("ERR_", "Failed to load resource", "422")
def test_large_evidence(begin_journey, tmp_path: Path) -> None:
    journey = begin_journey(DESKTOP, "2026-10-12 09:00", PICTURES)
    journey.open("penalty.ordinary", "未按规定检测安全设备")
    journey.act("file_case", "2026-10-12 10:00", FILED, "立案审批表", by=HEAD)
    straight = journey.server
    with CuttingProxy(urlsplit(straight).port or 0, after=400_000, times=CUTS, hold_at=5) as proxy:
        journey.server = f"http://localhost:{proxy.port}"
        uploaded_over_a_bad_line(journey, proxy)
        assert proxy.cut == CUTS
    journey.finish()
