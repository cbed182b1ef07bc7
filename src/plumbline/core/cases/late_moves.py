"""An act that moves the last day of a term which has run out already: it is told, and never refused.

By the format of the packs only what was granted by the due day moves it. No statute is cited for that: it is how terms
are counted here, and the words say so.
"""

from __future__ import annotations

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import Hindrance, moves_nothing
from plumbline.core.cases.history import History
from plumbline.core.clocks.civil import date_of
from plumbline.core.procedures.definition import Step
from plumbline.core.rules.rule import Clock
from plumbline.core.vocabulary import Outcome


def late_moves(
    docket: Docket, history: History, step: Step, now: int, day: int | None = None
) -> list[Hindrance]:
    """The terms that the step would move, had it come by their due days; `day` is that of the act, today without."""
    day = docket.calendar.local_day(now) if day is None else day
    clocks = frozenset(rule.id for rule in docket.procedure.rules if _is_moved_by(rule.body, step.id))
    if not clocks:
        return []
    found = {}
    for one in docket.judge(history.folded(now), now, None, clocks):
        open_still = one.outcome in (Outcome.PENDING, Outcome.VIOLATED) and one.discharged_by is None
        if open_still and one.due is not None and one.due < day:
            body = docket.rule_on(one.rule, day).body
            titles = [docket.procedure.steps[to] for to in body.discharges] if isinstance(body, Clock) else []
            found[one.rule] = moves_nothing(step, titles, date_of(one.due).isoformat())
    return list(found.values())


def _is_moved_by(body: object, step: str) -> bool:
    return isinstance(body, Clock) and any(one.step == step for one in body.extensions)
