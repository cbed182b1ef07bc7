"""The years of the district that were closed, as the cases of their year end tell it."""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError
from plumbline.core.indicators.closing import CUT_OFF, YEAR_END, Closing

LOOKED_BACK: Final = 6
"""Years before the one asked about whose cut-offs are looked for: acts of all of them may be held in a figure."""


def year_end_case(year: int) -> str:
    """The case of a year's end in this district: there is one."""
    return uuid5(NAMESPACE_URL, f"{YEAR_END}/{settings.DIVISION}/{year}").hex


def closing_of(year: int, *, now: int) -> Closing | None:
    """The cut-off of a year as it stands: corrected ones are the newest, voided ones none."""
    held = case_records(year_end_case(year))
    if not held:
        return None
    try:
        _docket, history = history_of([one.record for one in held], shelf())
    except PlumblineError:  # the scan names a case that cannot be read
        return None
    acts = history.folded(now).by_step.get(CUT_OFF, ())
    if not acts:
        return None
    act = acts[-1]
    up_to = act.fields.get("up_to")
    return Closing(year, act.day, up_to, act.id) if isinstance(up_to, int) else None


def closings(year: int, *, now: int) -> tuple[Closing, ...]:
    """The cut-offs of a year and of those before it, oldest first."""
    years = range(year - LOOKED_BACK, year + 1)
    return tuple(one for one in (closing_of(number, now=now) for number in years) if one is not None)


def closings_over(file: CaseFile, *, now: int) -> tuple[Closing, ...]:
    """The cut-offs of years that records of a case tell of and that were over when they were entered.

    Nearly every record is entered in its own year, and then nothing is asked.
    """
    day = file.docket.calendar.local_day
    years = set[int]()
    for one in (held.record for held in file.held):
        year = date_of(day(one.at.earliest)).year
        if date_of(day(one.recorded_at)).year > year:
            years.add(year)
    return tuple(found for year in sorted(years) if (found := closing_of(year, now=now)) is not None)


def closings_over_case(case: str, *, now: int) -> tuple[Closing, ...]:
    """The same of a case by its id; none where it cannot be read as one (a register's entry, a pack that is gone)."""
    try:
        return closings_over(read_case(case), now=now)
    except PlumblineError:
        return ()


def closed_before(file: CaseFile, held: HeldRecord, closed: tuple[Closing, ...]) -> Closing | None:
    """The year's cut-off that was there before a record of that year came; None: it came in time."""
    day = file.docket.calendar.local_day(held.record.at.earliest)
    return next((one for one in closed if one.came_after(day, held.leaf)), None)
