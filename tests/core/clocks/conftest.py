from __future__ import annotations

from pathlib import Path

import pytest

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.calendar_file import load_calendar

PACKS = Path(__file__).parents[3] / "packs"


@pytest.fixture(scope="session")
def cn() -> WorkingCalendar:
    return load_calendar(PACKS / "cn" / "calendars")


@pytest.fixture(scope="session")
def urumqi() -> WorkingCalendar:
    return load_calendar(PACKS / "cn" / "calendars", PACKS / "cn-650000" / "calendars")
