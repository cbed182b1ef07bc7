"""Deadlines worked by hand from the statutes and the printed calendar (format: head of the measures file).

A case that fails here is settled by the statute; neither the case nor the code is bent to the other.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from plumbline.core.clocks.arithmetic import account
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.clocks.counting import Grant, Period, Span, Unit
from plumbline.core.clocks.deadline import (
    due_day,
    earliest_event_day,
    granted,
    hours_due,
    interval_satisfied,
    latest_notice_day,
)
from plumbline.core.clocks.written_period import read_period

MEASURES = Path(__file__).parents[2] / "measures" / "deadlines.yaml"
CASES: list[dict[str, Any]] = yaml.load(
    MEASURES.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
)
KEYS = {
    *("id", "law", "start", "period", "roll", "extensions", "cap", "times", "pauses", "expect", "why"),
    *("backward_from", "at_least"),
}


def period_of(case: dict[str, Any]) -> Period:
    written = read_period(case.get("period") or case["at_least"])
    assert written.unit is not None
    return Period(written.n, written.unit, case.get("roll", False))


def shown(day: int | None) -> Any:
    return None if day is None else date_of(day)


def answer_of(case: dict[str, Any], calendar: WorkingCalendar) -> dict[str, Any]:
    period = period_of(case)
    if "backward_from" in case:
        return {"latest_notice": shown(latest_notice_day(day_of(case["backward_from"]), period, calendar))}
    if "at_least" in case:
        return {"earliest": shown(earliest_event_day(day_of(case["start"]), period, calendar))}
    if period.unit is Unit.HOURS:
        return {"due": hour(case["start"], period.n), "provisional": False}
    start = day_of(case["start"])
    spans = [
        Span(day_of(p["from"]), day_of(p["to"]) if p.get("to") else None) for p in case.get("pauses", ())
    ]
    asked = [Grant(day_of(e["granted"]), e["amount"]) for e in case.get("extensions", ())]
    limits = {"cap": case.get("cap"), "times": case.get("times")}
    given = granted(start, period, asked, spans, calendar=calendar, **limits)
    due = due_day(start, period, calendar, extra=given.extra_low, spans=spans)
    assert account(start, period, calendar, extra=given.extra_low, spans=spans).due == due
    answer: dict[str, Any] = {"due": shown(due.day)}
    if due.day is None:
        answer["suspended_since"] = shown(due.suspended_since)
    answer["provisional"] = due.provisional
    if asked:
        answer["accepted"] = list(given.accepted)
    return answer


def hour(start: str, n: int) -> str:
    zone, epoch = ZoneInfo("Asia/Shanghai"), datetime(1970, 1, 1, tzinfo=UTC)
    begun = (datetime.fromisoformat(start).replace(tzinfo=zone) - epoch) // timedelta(microseconds=1)
    due = epoch + timedelta(microseconds=hours_due(begun, n))
    return due.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_worked_by_hand(cn: WorkingCalendar, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS
    expected = dict(case["expect"])
    answer = answer_of(case, cn)
    for key in ("provisional", "suspended_since"):
        if key not in expected:
            answer.pop(key, None)
    assert answer == expected, case["why"]


def test_earliest_event_is_the_first_day_that_leaves_the_interval(cn: WorkingCalendar) -> None:
    for case in CASES:
        if "at_least" in case:
            start, period = day_of(case["start"]), period_of(case)
            first = earliest_event_day(start, period, cn)
            assert interval_satisfied(start, first, period, cn)
            assert not interval_satisfied(start, first - 1, period, cn)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 80
    assert len({case["id"] for case in CASES}) == len(CASES)
