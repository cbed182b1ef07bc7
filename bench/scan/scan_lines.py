"""Lines of scans: six rules and all rules against the bare scan, growth, and working days against calendar days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from district import District
from measure import Line, Ratio, against, interleaved, middle
from scans import ChosenBench, Part, Scan, case_rules, setup
from team import Team

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
        )
    cases, records = told.cases, told.records
    size = f"{cases:,} cases, {records:,} records"
    number = len(case_rules(whole))
    hard = f"{told.hard:,} (case, rule) pairs walked of {_judged(told.outcomes):,} verdicts"
    yield Ratio(
        "six rules in one pass ÷ bare scan of their columns",
        against(times, "six", "bare six"),
        10,
        5,
        note=f"{sum(s.case_count for s in ordinary):,} cases; {_seconds(times, 'six', 'bare six')}",
    )
    warm = against(times, "warm", "bare")
    note = f"{number} rules; {size}; {_seconds(times, 'warm', 'bare')}; {hard}"
    yield Ratio("all rules over warm milestones ÷ bare scan", warm, 16, 8, note=note)
    cold = against(times, "cold", "bare")
    yield Ratio("all rules, cold ÷ bare scan", cold, 35, 17.5, note=_seconds(times, "cold", "bare"))
    growth = tuple(
        (a / cases) / (b / tenth.cases) for a, b in zip(times["cold"], times["tenth"], strict=True)
    )
    note = f"{tenth.cases:,} to {cases:,} cases; {_seconds(times, 'tenth', 'cold')}"
    yield Ratio("cost of a case in ten times as many, all rules cold", growth, 1.1, note=note)


def working_days(place: Place, district: District) -> Iterator[Line]:
    """The clocks of working days as they are, and the same in calendar days."""
    with (
        Team(place.packs, district, "working", district.segments) as working,
        Team(place.packs, district, "calendar", district.segments) as calendar,
    ):
        times = interleaved(
            {"working": lambda: working.run("cold"), "calendar": lambda: calendar.run("cold")}, place.rounds
        )
    scan = Scan(ChosenBench(setup(place.packs, district), "working"), [Part(s) for s in district.segments])
    note = f"{len(case_rules(scan))} clocks, {district.cases:,} cases; {_seconds(times, 'working', 'calendar')}"
    ratio = against(times, "working", "calendar")
    yield Ratio("rules of working days ÷ the same in calendar days", ratio, 1.1, note=note)


def _judged(outcomes: dict[str, dict[object, int]]) -> int:
    return sum(n for rule in outcomes.values() for n in rule.values())


def _seconds(times: dict[str, list[float]], *names: str) -> str:
    return " and ".join(f"{middle(times, name):.3g} s" for name in names)
