"""The Dutch example: its calendar against the date of Easter, and the real log judged and counted a second way.

The log is the user's and not in the repository: $PLUMBLINE_REFERENCE names the folder that holds data/logs, or it lies
in `shared` beside the checkout.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from plumbline.core.clocks.calendar_file import load_calendar
from plumbline.core.clocks.civil import day_of
from plumbline.core.law.citation_parser import parse_citation
from plumbline.core.law.registry import load_registry
from plumbline.core.procedures.pack_set import load_pack
from plumbline.core.vocabulary import Standing
from plumbline.site.commands import run

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "packs" / "examples" / "dutch-permit-receipt"
ZONE = ZoneInfo("Europe/Amsterdam")
LAST_DAY = date(2012, 1, 23)
XES = "{http://www.xes-standard.org/}"
CONFIRM, DETERMINE, SEND = "Confirmation of receipt", "T04", "T05"
Json = dict[str, Any]


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian rule (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k), m = divmod(c, 4), (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def holidays(year: int) -> set[date]:
    """New Year, Good Friday, Easter, Queen's Day, Liberation Day, Ascension, Whitsun, Christmas."""
    movable = {easter(year) + timedelta(days) for days in (-2, 0, 1, 39, 49, 50)}
    queen = date(year, 4, 30)
    queen -= timedelta(queen.weekday() == 6)
    return movable | {date(year, 1, 1), queen, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def working_day_after(day: date, count: int) -> date:
    while count:
        day += timedelta(1)
        count -= is_working(day)
    return day


def test_the_calendar_is_what_easter_and_fixed_dates_give() -> None:
    assert [easter(year) for year in (2011, 2013)] == [date(2011, 4, 24), date(2013, 3, 31)]
    table, day = load_calendar(ROOT / "packs" / "examples" / "nl" / "calendars"), date(2010, 1, 1)
    while day <= date(2013, 12, 31):
        assert table.is_working(day_of(day)) is is_working(day), day
        assert table.is_statutory_holiday(day_of(day)) is (day in holidays(day.year)), day
        day += timedelta(1)


def test_every_basis_opens_something_and_is_marked() -> None:
    registry, procedure = (
        load_registry(ROOT / "packs"),
        load_pack(PACK).procedure("example.dutch-permit-receipt"),
    )
    for rule in procedure.rules:
        assert rule.standing is Standing.DERIVED, rule.id
        for text in rule.basis:
            assert registry.gists_of(registry.normalise(parse_citation(text))), text


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    day: date
    who: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A case as it stands in the XML; `facts` are its date attributes as local days."""

    facts: dict[str, date]
    events: list[Event]

    def first(self, prefix: str) -> Event | None:
        return next((e for e in self.events if e.name.startswith(prefix)), None)

    def days(self, prefix: str) -> list[date]:
        return [e.day for e in self.events if e.name.startswith(prefix)]


def local_day(text: str) -> date:
    return datetime.fromisoformat(text).astimezone(ZONE).date()


def attributes(element: ElementTree.Element) -> dict[str, str]:
    return {child.get("key", ""): child.get("value", "") for child in element if child.get("key")}


def read_event(element: ElementTree.Element) -> Event:
    got = attributes(element)
    return Event(got["concept:name"], local_day(got["time:timestamp"]), got["org:resource"])


@pytest.fixture(scope="module")
def log_file() -> Path:
    named = os.environ.get("PLUMBLINE_REFERENCE")
    folder = Path(named) if named else ROOT.parent / "shared"
    file = folder / "data" / "logs" / "receipt.xes.gz"
    if not file.is_file():
        pytest.skip("no event log: set PLUMBLINE_REFERENCE to the folder that holds data/logs/receipt.xes.gz")
    return file


@pytest.fixture(scope="module")
def traces(log_file: Path) -> dict[str, Trace]:
    """The log read anew, by nothing of the product."""
    with gzip.open(log_file) as stream:
        root = ElementTree.parse(stream).getroot()
    found: dict[str, Trace] = {}
    for element in root.iter(XES + "trace"):
        got = attributes(element)
        names = ("startdate", "deadline", "enddate_planned", "enddate")
        facts = {name: local_day(got[name]) for name in names if name in got}
        events = [read_event(child) for child in element if child.tag.endswith("}event")]
        found[got["concept:name"]] = Trace(facts, events)
    return found


def check(file: Path, out: Path, *more: str) -> Path:
    words = [
        "check",
        str(file),
        "--pack",
        str(PACK),
        "--map",
        str(PACK / "map.yaml"),
        "--packs",
        str(ROOT / "packs"),
    ]
    assert run([*words, "--now", LAST_DAY.isoformat(), "--out", str(out), "--lang", "en", *more]) == 1
    return out


@pytest.fixture(scope="module")
def summary(log_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Json:
    out = check(log_file, tmp_path_factory.mktemp("dutch") / "out")
    found: Json = json.loads((out / "summary.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def verdicts(log_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Json]:
    """Every verdict, the satisfied ones too, on the cases read by hand: a log of those traces alone."""
    with gzip.open(log_file) as stream:
        tree = ElementTree.parse(stream)
    root, wanted = tree.getroot(), {case for case, _rule, _expected in BY_HAND}
    for element in root.findall(XES + "trace"):
        if attributes(element)["concept:name"] not in wanted:
            root.remove(element)
    folder = tmp_path_factory.mktemp("by-hand")
    ElementTree.register_namespace("", XES.strip("{}"))
    tree.write(folder / "few.xes", encoding="utf-8", xml_declaration=True)
    out = check(folder / "few.xes", folder / "out", "--all")
    columns = ["case", "rule", "record", "outcome", "due", "days_over"]
    found: list[Json] = pq.read_table(out / "findings.parquet", columns=columns).to_pylist()
    return found


def counts(summary: Json, rule: str) -> dict[str, int]:
    row = next(r for r in summary["rules"] if r["rule"] == rule)
    return {outcome: n for outcome, n in row["counts"].items() if n}


def test_every_event_is_read_and_none_rejected(summary: Json, traces: dict[str, Trace]) -> None:
    assert summary["cases"] == len(traces) == 1434
    read = summary["records"]
    assert read["read"] == read["judged"] == sum(len(t.events) for t in traces.values()) == 8577
    assert (read["rejected"], read["passed_over"]) == (0, 0)
    assert summary["left_out"]["example.dutch-permit-receipt"] == {
        "steps": [],
        "facts": ["documents", "recordings"],
    }


# Six cases read by hand in the XML: rule, case, and the verdicts in order (outcome, due day, days over).
BY_HAND: list[tuple[str, str, list[tuple[str, str | None, int | None]]]] = [
    # confirmed on Thursday 25 November 2010; the tenth working day is 9 December; sent on the 10th
    ("case-4117", "send-in-usual-time", [("violated", "2010-12-09", 1)]),
    # confirmed on 6 June 2011; Whit Monday, the 13th, does not count; sent on the 24th
    ("case-7117", "send-in-usual-time", [("violated", "2011-06-21", 3)]),
    ("case-7117", "confirm-by-deadline", [("violated", None, None)]),
    ("case-7117", "send-by-deadline", [("violated", "2011-05-27", 28)]),
    # confirmed on 23 December 2011, never sent; Boxing Day does not count; the deadline is two days after the last day
    ("case-10675", "send-in-usual-time", [("violated", "2012-01-09", 14)]),
    ("case-10675", "send-by-deadline", [("pending", "2012-01-25", None)]),
    ("case-10675", "nothing-after-the-end", [("undetermined", None, None)] * 3),
    # T05 without any T04
    ("case-7917", "send-after-determine", [("violated", None, None)]),
    ("case-7917", "four-eyes-confirmation", []),
    # T04 on 2 and again on 8 December 2010, both by Resource11, who confirmed receipt; sent on the 10th
    ("case-4185", "determined-once", [("satisfied", None, None), ("violated", None, None)]),
    ("case-4185", "four-eyes-confirmation", [("violated", None, None)] * 2),
    ("case-4185", "adjusted-is-checked-again", [("satisfied", "2010-12-23", None)] * 3),
    ("case-4185", "send-in-usual-time", [("satisfied", "2010-12-16", None)]),
    # T08 on 29 August 2011, T09-3 on 4 October, the deadline on 22 September
    ("case-9076", "requested-advice-in-by-deadline", [("violated", "2011-09-22", 12)]),
    ("case-9076", "external-advice-on-request", [("satisfied", None, None)]),
    ("case-9076", "advice-weighed-by-deadline", [("violated", "2011-09-22", 12)] * 2),
]


@pytest.mark.parametrize(("case", "rule", "expected"), BY_HAND)
def test_cases_read_by_hand(
    verdicts: list[Json], case: str, rule: str, expected: list[tuple[str, str | None, int | None]]
) -> None:
    mine = [v for v in verdicts if (v["case"], v["rule"]) == (case, rule)]
    assert [(v["outcome"], _day(v["due"]), v["days_over"]) for v in mine] == expected


def _day(due: object) -> str | None:
    return str(due)[:10] if due else None


def test_confirmations_after_the_deadline(summary: Json, traces: dict[str, Trace]) -> None:
    late = sum(t.events[0].day > t.facts["deadline"] for t in traces.values())
    assert counts(summary, "confirm-by-deadline") == {"satisfied": 1434 - late, "violated": late}
    early = sum(t.events[0].day < t.facts["startdate"] for t in traces.values())
    assert counts(summary, "receipt-not-before-start")["violated"] == early == 2


def test_the_usual_time_of_sending(summary: Json, traces: dict[str, Trace]) -> None:
    tally: Counter[str] = Counter()
    for trace in traces.values():
        due, sent = working_day_after(trace.events[0].day, 10), trace.first(SEND)
        if sent is None:
            tally["violated" if due < LAST_DAY else "pending"] += 1
        else:
            tally["satisfied" if sent.day <= due else "violated"] += 1
    assert counts(summary, "send-in-usual-time") == dict(tally)


def test_advice_that_nobody_weighed_in_time(summary: Json, traces: dict[str, Trace]) -> None:
    tally: Counter[str] = Counter()
    for trace in traces.values():
        due = trace.facts["deadline"]
        for place, event in enumerate(trace.events):
            if event.name.startswith(("T07", "T09")):
                later = Trace({}, trace.events[place + 1 :]).first("T06")
                ended = later.day if later else None
                kept = ended is not None and ended <= due
                open_still = ended is None and due >= LAST_DAY
                tally["satisfied" if kept else "pending" if open_still else "violated"] += 1
    assert counts(summary, "advice-weighed-by-deadline") == dict(tally)


def test_who_determines_is_who_confirmed(summary: Json, traces: dict[str, Trace]) -> None:
    tally: Counter[str] = Counter()
    for trace in traces.values():
        confirmed_by: set[str] = set()
        for event in trace.events:
            if event.name == CONFIRM:
                confirmed_by.add(event.who)
            elif event.name.startswith(DETERMINE):
                tally["violated" if event.who in confirmed_by else "satisfied"] += 1
    assert counts(summary, "four-eyes-confirmation") == dict(tally)


def test_after_the_end_and_on_rest_days(summary: Json, traces: dict[str, Trace]) -> None:
    ends: Counter[str] = Counter()
    rests = 0
    for trace in traces.values():
        end = trace.facts.get("enddate")
        for event in trace.events:
            ends["undetermined" if end is None else "violated" if event.day > end else "satisfied"] += 1
            rests += not is_working(event.day)
    assert counts(summary, "nothing-after-the-end") == dict(ends)
    assert counts(summary, "on-a-working-day")["violated"] == rests
    assert all(event.day not in holidays(event.day.year) for t in traces.values() for event in t.events)


def test_order_of_the_activities(summary: Json, traces: dict[str, Trace]) -> None:
    for rule, needed, judged_step in (
        ("determine-after-check", "T02", "T04"),
        ("send-after-determine", "T04", "T05"),
        ("stop-indication-after-stop-advice", "T06", "T10"),
        ("external-advice-on-request", "T08", "T09"),
        ("document-x-checked", "T12", "T14"),
    ):
        tally: Counter[str] = Counter()
        for trace in traces.values():
            seen = False
            for event in trace.events:
                if event.name.startswith(judged_step):
                    tally["satisfied" if seen else "violated"] += 1
                seen = seen or event.name.startswith(needed)
        assert counts(summary, rule) == dict(tally), rule
    twice = sum(max(len(t.days(DETERMINE)) - 1, 0) for t in traces.values())
    assert counts(summary, "determined-once")["violated"] == twice == 4
