"""What holds after every act of a walk (`builders.lawful_walk`), and what holds of a whole history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tests.builders.walk_forms import DAY, QUALIFIED, Desk, role_of

from plumbline.core.cases import overview
from plumbline.core.cases.answers import answers_against
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History, read_history
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.standing import (
    ClockState,
    clock_states,
    main_line,
    possibilities,
    probe_of,
    state_of,
)
from plumbline.core.clocks.civil import date_of
from plumbline.core.clocks.counting import Period
from plumbline.core.facts.record import Record
from plumbline.core.ledger.record import Record as SealedRecord
from plumbline.core.procedures.definition import Step
from plumbline.core.rules.rule import Clock, FigurePeriod
from plumbline.core.vocabulary import Outcome

LATER = (0, DAY, 30 * DAY, 400 * DAY, 1900 * DAY)
"""How much later a history is looked at again, with nothing done since."""


def barred_wrongly(desk: Desk, step: Step) -> Iterator[str]:
    """What the door took is barred by no answer of its form; the rest of what is offered is asked as the door asks."""
    probe = probe_of(desk.docket, desk.history, step.id, desk.now)
    barred = answers_against(desk.docket, desk.history, probe, desk.now, QUALIFIED).barred
    if barred:
        yield f"taken but not offered: {step.id}, {[one.rule for one in barred]}"


def offered_wrongly(desk: Desk, step: Step) -> Iterator[str]:
    """What the door took, the page offers; of what it does not offer, a way out is told in both languages.

    It asks about every step, and takes as long as everything else together.
    """
    for one in possibilities(desk.docket, desk.history, desk.now, role_of(step), QUALIFIED):
        if one.step.id == step.id and not one.may:
            yield f"taken but not offered: {step.id}, {[why.rule or why.zh for why in one.reasons]}"
        for why in one.reasons:
            if not (why.way_out("zh") and why.way_out("en")):
                yield f"no way out is told: {one.step.id}, {why.rule or why.zh}"


def read_wrongly(docket: Docket, records: Sequence[SealedRecord], known: History) -> Iterator[str]:
    """A history continued record by record is the one that is read as a whole."""
    whole = read_history(records, docket.procedure, docket.calendar.local_day)
    now = records[-1].recorded_at
    if whole != known:
        yield "continued record by record, the history is another one"
    if whole.folded(now) != known.folded(now):
        yield "continued record by record, the folded case is another one"


def seen_wrongly(records: Sequence[SealedRecord], known: Overview) -> Iterator[str]:
    """A glance advanced record by record is the one that is made of all of them."""
    if overview.fold(records) != known:
        yield "advanced record by record, the overview is another one"


def stands_wrongly(docket: Docket, history: History, now: int) -> Iterator[str]:
    """Where the case stands at an instant: its clocks, its state and its place on the main line can be told."""
    case = history.folded(now)
    states = clock_states(docket, history, now, QUALIFIED)
    for one in states:
        yield from _counted_wrongly(docket, one)
    state, ended = state_of(docket, case, states), docket.end_of(case)
    if (ended is None) != (state in ("open", "suspended")):
        yield f"the state is {state}, the end {ended and ended.step}"
    for step in main_line(docket, case):
        if step and step not in docket.procedure.steps:
            yield f"the main line names {step}"


def later_wrongly(docket: Docket, history: History, now: int) -> Iterator[str]:
    """The same at every instant: before each act as it was known then, and with nothing done for a long time."""
    for record in history.sealed:
        yield from stands_wrongly(docket, history, record.recorded_at - 1)
    for later in LATER:
        yield from stands_wrongly(docket, history, now + later)


def judged_wrongly(docket: Docket, history: History, now: int) -> Iterator[str]:
    """A scan finds no breach of a blocking rule in what the door took."""
    case = history.folded(now)
    for verdict in docket.judge(case, now, QUALIFIED):
        act = _named(history.acts, verdict.record)
        rule = docket.rule_on(verdict.rule, act.day) if act else None
        if rule is None or isinstance(rule.body, Clock) or not rule.blocks:
            continue
        if verdict.outcome is Outcome.VIOLATED:
            yield f"taken at the door and a breach in the scan: {verdict.rule}, {verdict.record}"


def _named(acts: Iterable[Record], id: str) -> Record | None:
    return next((one for one in acts if one.id == id), None)


def _counted_wrongly(docket: Docket, one: ClockState) -> Iterator[str]:
    """A term of days from the act that opens it ends on no earlier day; what discharges it is not before it."""
    body, due = one.rule.body, one.verdict.due
    assert isinstance(body, Clock)
    counts = isinstance(body.term, Period | FigurePeriod) and body.start is None
    is_set = any(each.sets for each in body.extensions)
    if counts and not is_set and due is not None and due < one.opened.day:
        yield f"{one.rule.id} is due on {date_of(due)}, opened on {date_of(one.opened.day)}"
    if one.discharged is not None and one.discharged.day < one.opened.day:
        yield f"{one.rule.id} is discharged by {one.discharged.id} before {one.opened.id} opens it"
    if due is not None and one.left is None:
        yield f"{one.rule.id} has a due day and no days left"
