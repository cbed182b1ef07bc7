"""The strip of days under a clock: its signs are in the language of the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from tests.builders.desk import FILED, HEAD, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant, packs

from plumbline.apps.casework.pages.clock_explained import strip
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.clocks.arithmetic import account
from plumbline.core.clocks.civil import parse_day
from plumbline.core.clocks.counting import Period, Unit

SIGNS = {"zh-hans": {"起", "假", "班", "止"}, "en": {"from", "hol", "work", "due"}}


@pytest.mark.parametrize("language", SIGNS)
def test_the_signs_of_days_speak_the_language_of_the_page(language: str) -> None:
    start = parse_day("2026-09-30")
    counted = account(start, Period(7, Unit.WORKING_DAYS), packs().calendar("cn"))
    with translation.override(language):
        signs = {cell.mark for cell in strip(counted, start)}
    other = SIGNS["en" if language != "en" else "zh-hans"]
    assert not signs & other
    assert {sign for sign in signs if not sign.isdigit() and sign not in "①②③④⑤⑥⑦⑧⑨"} <= SIGNS[language] | {
        "休",
        "off",
    }
    assert len(signs & SIGNS[language]) >= 2


@pytest.mark.django_db
def test_a_term_that_no_text_sets_says_so(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-11-30 09:00")
    registered_organ()
    case = opened("2026-11-27 09:00", "normative.document", facts={})
    until = {"effective_on": parse_day("2025-01-01"), "valid_until": parse_day("2027-02-15")}
    did(case, "publish", "2026-11-27 10:00", mode="attest", channel="政府网站", **until)
    page = desk_of(QIN).get(f"/cases/{case}/").content.decode()
    assert "37号・依据未核实" in page, "ninety and thirty days before the end are hints of ours"
    read = opened("2026-11-27 09:00", number="青市监立〔2026〕2号")
    did(read, "file_case", "2026-11-27 10:00", by=HEAD, mode="attest", **FILED)
    page = desk_of(QIN).get(f"/cases/{read}/").content.decode()
    assert "处罚法第60条" in page
    assert "依据未核实" not in page, "what was read needs no mark"


@pytest.mark.django_db
def test_a_limit_in_hours_ends_at_its_minute(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-11-30 09:00")
    registered_organ()
    case = opened("2026-11-27 09:00", "criminal.referral", number="青市监移案〔2026〕1号", facts={})
    approved = {"is_approved": True, "by_main_head": True}
    did(case, "approve", "2026-11-30 08:30", by=HEAD, mode="attest", **approved)
    page = desk_of(QIN).get(f"/cases/{case}/").content.decode()
    assert "12-01 周二 08:30" in page
    record = case_records(case)[-1].record.id
    told = desk_of(QIN).get(f"/cases/{case}/clock/transferred-in-24-hours/{record}/").content.decode()
    assert "12-01 周二 08:30" in told
