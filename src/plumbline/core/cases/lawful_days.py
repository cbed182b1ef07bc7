"""On which days a rule that counts days would let an act pass: whoever is refused has to wait, or it is too late.

The days are tried, not reckoned: whatever a rule counts, in calendar or working days, with extensions or without, the
evaluator is asked whether the same act would pass on another day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.clocks.civil import MICROSECONDS_A_DAY, date_of
from plumbline.core.errors import Language
from plumbline.core.facts.case import Case, in_time
from plumbline.core.facts.record import Record
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import Call, walk
from plumbline.core.rules.rule import Interval, Rule
from plumbline.core.vocabulary import Outcome

_MOST: Final = 366
"""Days that are looked ahead and back."""
_COUNTING: Final = frozenset({"days", "working_days", "plus"})


def counts_days(rule: Rule) -> bool:
    """Whether the day of the act decides."""
    calls = (one.name for told in expressions(rule) for one in walk(told) if isinstance(one, Call))
    return isinstance(rule.body, Interval) or not _COUNTING.isdisjoint(calls)


def first_lawful(docket: Docket, case: Case, act: Record, rule: Rule, now: int) -> int | None:
    """The first later day on which the rule is kept; None: on none within a year. The case holds the act."""
    if rule.id not in docket.guards.get(act.step, ()):
        return None  # of a stream of cases: other cases have their say
    return _nearest(lambda after: _is_kept(docket, case, act, rule, now, act.day + after), act.day)


def last_lawful(docket: Docket, case: Case, act: Record, rule: Rule, now: int) -> int | None:
    """The last earlier day on which the rule was kept; None: on none within a year."""
    if rule.id not in docket.guards.get(act.step, ()):
        return None
    found = _nearest(lambda before: _is_kept(docket, case, act, rule, now, act.day - before), 0)
    return None if found is None else act.day - found


def when_lawful(
    docket: Docket, case: Case, act: Record, rule: Rule, now: int
) -> Mapping[Language, str] | None:
    """The way on where only the day is wrong: from when it may be done, or until when it might have been."""
    later = first_lawful(docket, case, act, rule, now)
    if later is not None:
        day = date_of(later).isoformat()
        return MappingProxyType({"zh": f"自 {day} 起可以办理", "en": f"it may be done from {day} on"})
    earlier = last_lawful(docket, case, act, rule, now)
    if earlier is None:
        return None
    day = date_of(earlier).isoformat()
    return MappingProxyType(
        {
            "zh": f"最迟应当在 {day} 办理，期限已过；当时已经办理的，按实际发生时间补录；没有办理的，不得再办，"
            "依已有材料继续办理",
            "en": f"the last day was {day}; if it was done by then, enter it with the time it happened; if not, go on "
            "without it",
        }
    )


def _nearest(is_kept: Callable[[int], bool], base: int) -> int | None:
    """`base` and the least number of days at which it is kept, found by doubling: once kept it is taken to stay so."""
    missed, reach = 0, 1
    while not is_kept(reach):
        if reach == _MOST:
            return None
        missed, reach = reach, min(reach * 2, _MOST)
    while reach - missed > 1:
        middle = (missed + reach) // 2
        missed, reach = (missed, middle) if is_kept(middle) else (middle, reach)
    return base + reach


def _is_kept(docket: Docket, case: Case, act: Record, rule: Rule, now: int, day: int) -> bool:
    """Whether the act would keep the rule on another day, at the same time of the day."""
    shift = (day - act.day) * MICROSECONDS_A_DAY
    moved = replace(
        act,
        day=day,
        instant=act.instant + shift,
        end_day=act.end_day + day - act.day,
        end_instant=act.end_instant + shift,
        recorded_at=act.recorded_at + max(shift, 0),
    )
    group = [moved if one.id == act.id else one for one in case.by_step.get(act.step, ())]
    there = replace(case, by_step={**case.by_step, act.step: sorted(group, key=in_time)}, dues={})
    found = docket.judge(there, max(now, moved.recorded_at), None, frozenset({rule.id}))
    return any(one.record == act.id and one.outcome is Outcome.SATISFIED for one in found)
