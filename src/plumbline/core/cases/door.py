"""What an act lacks before it may be done: person, place in the procedure, content and rules, each checked apart.

An act that the system is about to make (`intend`) is refused by any blocking hindrance; one that has already happened
(`attest`) is stored as it happened, and the same hindrances become findings. Clocks never refuse: an overdue act is
still owed (architecture of the rules: an overdue clock warns and never freezes a case).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plumbline.core.cases import hindrance as words
from plumbline.core.cases.closing import unexplained, unpaid
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ActRefused, UnknownStep
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import History
from plumbline.core.cases.late_moves import late_moves
from plumbline.core.cases.reserved import CANCEL_OPENING
from plumbline.core.cases.rule_hindrance import lacks_recording_alone, rule_hindrance
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.case import JOIN_STEP, Case, order
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.vocabulary import Outcome

OUTSIDE_ROLES: Final = frozenset(
    {
        "party",
        "applicant",
        "permit_holder",
        "court",
        "bank",
        "case_unit",
        "agency",
        "staff",
        "intake_desk",
        "public",
        "other_organ",
    }
)
"""Roles whose acts the organ's own people enter: what a party, a court or a bank does, and the organ as a whole."""

SAME_ROLE: Final = {"legal_reviewer": "reviewer", "presider": "hearing_presider"}
"""Words of packs for one role of the desk."""

LEADING: Final = "rule_of_law_office"
"""Whoever leads the rule-of-law work of a district's units."""

APART: Final = frozenset({"reviewer", "hearing_presider"})
"""Whoever judges what the handlers of a case did: reviewers are a defined unit or person and not the case handler
(118号 (十一)), a hearing is presided over by somebody who did not investigate (处罚法 §64(4)).
"""

ABOVE: Final = {"officer": "agency_head"}
"""Role of a pack → who leads it in an organ. Who reviews or presides is led by nobody: their opinion is their own."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act as it would be recorded: `act` as rules read it, `role` in which the person at the desk acts."""

    act: Record
    role: str


def is_apart(procedure: Procedure, role: str) -> bool:
    """Whether the role does in such a case what the pack names it for and nothing else: it reviews or presides, and
    the pack names it or says who handles the case.
    """
    mine = SAME_ROLE.get(role, role)
    return mine in APART and any(
        SAME_ROLE.get(step.role or "", step.role) in (mine, "officer") for step in procedure.steps.values()
    )


def check_person(procedure: Procedure, step: Step, role: str) -> list[Hindrance]:
    """Whether the role at the desk may do the step.

    What the pack gives to nobody, and what a party, a court or a bank does, is entered by whoever handles the case;
    what it gives to the staff, by anyone of them.
    """
    wanted = step.role
    if wanted is None or wanted in OUTSIDE_ROLES:
        is_refused = wanted != "staff" and is_apart(procedure, role)
        return [words.for_handlers(step.title, step.english)] if is_refused else []
    if SAME_ROLE.get(wanted, wanted) == SAME_ROLE.get(
        role, role
    ):  # either may be a pack's word or the desk's
        return []
    return [words.role_missing(SAME_ROLE.get(wanted, wanted), step.title, step.english)]


def check_correction(docket: Docket, step: Step, role: str) -> list[Hindrance]:
    """Whether the role may restate or void a record of the step: whose act it is, or who leads them in the organ.

    What is made public, and what stands between a supervisor and an organ, has nobody above it. The rule-of-law office
    acts in the cases of units that it leads, and restates nothing of theirs.
    """
    wanted = step.role if step.role and step.role not in OUTSIDE_ROLES else "officer"
    if (
        docket.leads and role == LEADING and step.role != LEADING
    ):  # the office leads a unit's work; it mends none of it
        return [words.correction_for(step.role or "officer", step.title, step.english)]
    led = ABOVE.get(step.role or "") == role and not (docket.supervises or docket.publishes)
    if led or not check_person(docket.procedure, step, role):
        return []
    return [words.correction_for(SAME_ROLE.get(wanted, wanted), step.title, step.english)]


def check_place(docket: Docket, case: Case, act: Record, now: int) -> list[Hindrance]:
    """Whether the act has its place: in force, not in the future, not after the end nor taken up again before it, not
    twice.
    """
    procedure, step = docket.procedure, _step(docket, act.step)
    found = []
    if not procedure.from_day <= act.day <= procedure.to_day:
        found.append(words.not_in_force(procedure.title, procedure.english))
    if act.instant > now:
        found.append(words.in_the_future())
    ended = docket.end_of(case)
    if ended is not None and act.corrects is None and not _follows_end(docket, case, ended, act.step):
        found.append(_over(ended, step))
    if ended is None and act.step in procedure.reopens and act.corrects is None:
        found.append(words.still_open(step.title, step.english))
    done = [one for one in case.by_step.get(act.step, ()) if not one.deemed]
    if done and not step.repeats and act.corrects is None:
        found.append(words.already_done(step.title, step.english, date_of(done[0].day).isoformat()))
    if step.only_awaited and act.corrects is None and not is_awaited(procedure, case, act):
        asks = [one for one in procedure.steps.values() if one.awaits == act.step]
        found.append(words.nothing_awaits(step, asks))
    gone_on = [procedure.steps[one] for one in step.not_after if one in case.by_step]
    if gone_on and act.corrects is None:
        found.append(words.gone_on(step, gone_on))
    return found


def _over(ended: Record, step: Step) -> Hindrance:
    """How the case ended, as what stands against a further act."""
    if ended.step == JOIN_STEP:
        return words.case_joined(step.title, step.english)
    if ended.step == CANCEL_OPENING:
        return words.case_cancelled(step.title, step.english)
    return words.case_ended(step.title, step.english, date_of(ended.day).isoformat())


def is_awaited(procedure: Procedure, case: Case, act: Record) -> bool:
    """Whether something was done before the act that awaits its step and has not been answered by one since."""
    answers = [one for one in case.by_step.get(act.step, ()) if order(one) < order(act)]
    since = order(answers[-1]) if answers else None
    return any(
        order(asked) < order(act) and (since is None or order(asked) > since)
        for step in procedure.steps.values()
        if step.awaits == act.step
        for asked in case.by_step.get(step.id, ())
    )


def _follows_end(docket: Docket, case: Case, ended: Record, step: str) -> bool:
    """Whether the step may follow that end: a case joined before anything was decided leaves all of it to its lead, and
    in one that was opened by mistake nothing is done.
    """
    if ended.step == CANCEL_OPENING:
        return False
    is_left = ended.step == JOIN_STEP and not any(gate in case.by_step for gate in docket.procedure.gates)
    return step in docket.after_end and not is_left


def check_content(step: Step, act: Record) -> list[Hindrance]:
    """Whether the required fields are there and no others."""
    found = [
        words.field_missing(field.name, field.title, field.english)
        for field in step.fields.values()
        if field.required and not field.personal and act.fields.get(field.name) is None
    ]
    return found + [words.field_unknown(name) for name in act.fields if name not in step.fields]


def check_rules(
    docket: Docket, history: History, act: Record, now: int, officers: OfficerRegister | None
) -> list[Hindrance]:
    """Every rule that judges the act and is violated or cannot be told; those that block first."""
    case = history.folded(now, [act])
    wanted = docket.guards.get(act.step, frozenset())
    if not wanted:
        return []
    verdicts = docket.judge(case, now, officers, wanted)
    found = [
        rule_hindrance(docket, case, act, verdict, now)
        for verdict in verdicts
        if verdict.record == act.id and verdict.outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED)
    ]
    return sorted(found, key=lambda one: (not one.blocks, one.outcome is Outcome.UNDETERMINED))


def hindrances(
    docket: Docket,
    history: History,
    proposal: Proposal,
    now: int,
    officers: OfficerRegister | None,
    beside: Sequence[Hindrance] = (),
) -> list[Hindrance]:
    """Everything that stands against the act, in the order in which a person would mend it; `beside` what other cases
    say of it.
    """
    act = proposal.act
    step = _step(docket, act.step)
    return [
        *check_person(docket.procedure, step, proposal.role),
        *check_place(docket, history.folded(now), act, now),
        *check_content(step, act),
        *unexplained(docket, history, act.step, now),
        *unpaid(docket, history, act, now),
        *(late_moves(docket, history, step, now, act.day) if act.corrects is None else ()),
        *beside,
        *check_rules(docket, history, act, now, officers),
    ]


def check_act(
    docket: Docket,
    history: History,
    proposal: Proposal,
    now: int,
    officers: OfficerRegister | None,
    beside: Sequence[Hindrance] = (),
    unrecorded: bool = False,
) -> list[Hindrance]:
    """The warnings of an act that may be done; raises ActRefused with every reason, or UnknownStep.

    `unrecorded`: a reason is stated why there is no recording; then only its lack does not refuse. What happened
    without one stays a breach that the scan finds.
    """
    found = hindrances(docket, history, proposal, now, officers, beside)
    if unrecorded:
        found = [replace(one, blocks=False) if lacks_recording_alone(one) else one for one in found]
    refused = _blocking(found)
    if refused:
        step = _step(docket, proposal.act.step)
        raise ActRefused(title=step.title, hindrances=(*refused, *(one for one in found if not one.blocks)))
    return found


def _blocking(found: Iterable[Hindrance]) -> tuple[Hindrance, ...]:
    return tuple(one for one in found if one.blocks)


def _step(docket: Docket, step: str) -> Step:
    known = docket.step(step)
    if known is None:
        raise UnknownStep(procedure=docket.procedure.title, step=step)
    return known
