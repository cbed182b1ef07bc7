"""An inspection campaign read from the cases of its units: each problem followed from the list to its end.

A problem is known by its number. What is common 共性 bears one number in every unit that has it, what is individual
个性 one of its own. The newest act on a number says where it stands: found, assigned, reported, accepted or sent back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record

PROCEDURE: Final = "enforcement.campaign"
_ABOUT: Final = ("assign", "rectify", "verify")


class ProblemState(StrEnum):
    """Where a problem stands."""

    FOUND = "found"
    ASSIGNED = "assigned"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of one unit. Days count from 1970-01-01; `due` is the last day of rectification, if it was stated; of
    what was sent back, the second one.
    """

    number: str
    is_common: bool
    facts: str
    found: int
    due: int | None
    state: ProblemState = ProblemState.FOUND
    post: str = ""
    measure: str = ""
    done: str = ""
    reported: int | None = None
    note: str = ""
    verified: int | None = None

    def is_late(self, today: int) -> bool:
        """Whether it was reported after its day, or is not reported and the day is over."""
        return self.due is not None and (self.reported if self.reported is not None else today) > self.due


@dataclass(frozen=True, slots=True)
class Unit:
    """What a campaign found in a unit, and how far it has come. `revisited`: what the last return visit said."""

    visits: int
    checked: int
    unmet: int
    problems: tuple[Problem, ...]
    revisited: bool | None
    closed: bool

    @property
    def open(self) -> int:
        """Problems that are not accepted yet."""
        return sum(1 for one in self.problems if one.state is not ProblemState.ACCEPTED)


def first_day(case: Case) -> int | None:
    """The first day of the inspection as its plan says, else that of the earliest act; cases may be entered later."""
    plans = [
        day for one in case.by_step.get("plan", ()) if (day := _day(one.fields.get("from_day"))) is not None
    ]
    acts = [one.day for acts in case.by_step.values() for one in acts]
    return plans[-1] if plans else min(acts, default=None)


def unit_of(case: Case) -> Unit:
    """What the records of a unit's case say."""
    problems = {
        str(one.fields["problem_no"]): Problem(
            str(one.fields["problem_no"]),
            one.fields.get("kind") == "common",
            str(one.fields.get("facts") or ""),
            one.day,
            _day(one.fields.get("rectify_by")),
        )
        for one in case.by_step.get("problem", ())
    }
    for record in sorted((one for step in _ABOUT for one in case.by_step.get(step, ())), key=_in_time):
        known = problems.get(str(record.fields.get("problem_no")))
        if known is not None:
            problems[known.number] = _after(known, record)
    checks = case.by_step.get("check_item", ())
    visits = case.by_step.get("return_visit", ())
    return Unit(
        visits=len(case.by_step.get("visit", ())),
        checked=len(checks),
        unmet=sum(1 for one in checks if one.fields.get("result") == "unmet"),
        problems=tuple(sorted(problems.values(), key=lambda one: (not one.is_common, one.found, one.number))),
        revisited=bool(visits[-1].fields.get("all_corrected")) if visits else None,
        closed=bool(case.by_step.get("close_unit")),
    )


def _in_time(record: Record) -> tuple[int, int]:
    return record.day, record.seq


def _day(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _after(known: Problem, record: Record) -> Problem:
    said = record.fields
    match record.step:
        case "assign":
            state = ProblemState.ASSIGNED if known.state is ProblemState.FOUND else known.state
            return replace(known, state=state, post=str(said.get("post")), measure=str(said.get("measure")))
        case "rectify":
            done = str(said.get("done"))
            return replace(known, state=ProblemState.REPORTED, done=done, reported=record.day)
        case _:
            told = replace(known, note=str(said.get("note") or ""), verified=record.day)
            if said.get("result") == "accepted":
                return replace(told, state=ProblemState.ACCEPTED)
            due = _day(said.get("mend_again_by"))
            return replace(
                told, state=ProblemState.SENT_BACK, due=known.due if due is None else due, reported=None
            )


def next_number(units: Sequence[Unit], *, common: bool) -> str:
    """The number of the next problem: 共1, 共2 … for the whole campaign, 个1, 个2 … likewise."""
    word = "共" if common else "个"
    known = {one.number for unit in units for one in unit.problems}
    return next(name for name in (f"{word}{n}" for n in range(1, len(known) + 2)) if name not in known)
