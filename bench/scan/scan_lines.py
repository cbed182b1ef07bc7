"""Lines of scans: six rules and all rules against the bare scan, growth, and working days against calendar days."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from district import District
from measure import Line, Ratio, interleaved
from scans import ChosenBench, Part, Scan, case_rules, setup
from team import Team

from plumbline.apps.oversight.column_scan import ScanCounts

SIX_FROM = "penalty.ordinary"


@dataclass(frozen=True, slots=True)
class Place:
    """Where packs lie, where work may be done, and how many rounds are measured."""

    packs: Path
    work: Path
    rounds: int


def scan_lines(place: Place, district: District, tenth: District) -> Iterator[Line]:
    """Six rules, all rules cold and warm, and the cost of ten times as many cases."""
    whole = Scan(ChosenBench(setup(place.packs, district), "all"), [Part(s) for s in district.segments])
    ordinary = [s for s in district.segments if s.procedure == SIX_FROM]
    six = Scan(ChosenBench(setup(place.packs, district), "six"), [Part(s) for s in ordinary])
    stored = place.work / "milestones"
    with ExitStack() as stack:
        team, small = (
            stack.enter_context(Team(place.packs, d, "all", d.segments)) for d in (district, tenth)
        )
        few = stack.enter_context(Team(place.packs, district, "six", ordinary))
        told = team.run("cold")
        team.run("store", stored)
        if team.run("warm", stored).outcomes != told.outcomes:
            raise SystemExit("milestones on disk give other outcomes than the records")
        times = interleaved(
            {
                "bare": whole.bare,
                "cold": lambda: team.run("cold"),
                "warm": lambda: team.run("warm", stored),
                "bare six": six.bare,
                "six": lambda: few.run("cold"),
                "tenth": lambda: small.run("cold"),
            },
            place.rounds,
            lambda: time.process_time() + team.spent + small.spent + few.spent,
        )
    cases = told.cases
    size = f"{cases:,} cases, {district.records:,} records"
    number = len(case_rules(whole))
    hard = f"{told.hard:,} (case, rule) pairs walked of {_judged(told):,} verdicts"
    yield Ratio(
        "six rules in one pass ÷ bare scan of their columns",
        times.against("six", "bare six"),
        10,
        5,
        note=f"{sum(s.case_count for s in ordinary):,} cases; {times.told('six', 'bare six')}",
    )
    warm = times.against("warm", "bare")
    note = f"{number} rules; {size}; {times.told('warm', 'bare')}; {hard}"
    yield Ratio("all rules over warm milestones ÷ bare scan", warm, 16, 8, note=note)
    cold = times.against("cold", "bare")
    yield Ratio("all rules, cold ÷ bare scan", cold, 35, 17.5, note=times.told("cold", "bare"))
    growth = tuple(ratio * tenth.cases / cases for ratio in times.against("cold", "tenth"))
    note = (
        f"{tenth.cases:,} to {cases:,} cases; {times.middle('tenth'):.3g} s and {times.middle('cold'):.3g} s"
    )
    yield Ratio("cost of a case in ten times as many, all rules cold", growth, 1.1, note=note)


def working_days(place: Place, district: District) -> Iterator[Line]:
    """The clocks of working days as they are, and the same in calendar days."""
    with (
        Team(place.packs, district, "working", district.segments) as working,
        Team(place.packs, district, "calendar", district.segments) as calendar,
    ):
        times = interleaved(
            {"working": lambda: working.run("cold"), "calendar": lambda: calendar.run("cold")},
            place.rounds,
            lambda: working.spent + calendar.spent,
        )
    scan = Scan(ChosenBench(setup(place.packs, district), "working"), [Part(s) for s in district.segments])
    note = f"{len(case_rules(scan))} clocks, {district.cases:,} cases; {times.told('working', 'calendar')}"
    ratio = times.against("working", "calendar")
    yield Ratio("rules of working days ÷ the same in calendar days", ratio, 1.1, note=note)


def _judged(counts: ScanCounts) -> int:
    return sum(n for rule in counts.outcomes.values() for n in rule.values())
