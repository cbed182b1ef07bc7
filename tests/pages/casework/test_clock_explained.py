"""The strip of days under a clock: its signs are in the language of the page."""

from __future__ import annotations

import pytest
from django.utils import translation
from tests.builders.history import packs

from plumbline.apps.casework.pages.clock_explained import strip
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
