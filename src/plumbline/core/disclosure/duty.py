"""The duty to publish: which act of which procedure makes a decision to be published, and by when.

    duties = load_duties(Path("packs"), packs)
    reckoned = reckon(duty, history, docket_of_disclosure, now)

What is due is said by the clocks of the disclosure pack alone: the decision is put before them as the first act of the
matter that would be opened for it, so that the duty is there before anybody has begun, with the sector's own limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.facts.case import fold
from plumbline.core.facts.record import Record, Value, follows
from plumbline.core.procedures.definition import FieldDefinition, Procedure
from plumbline.core.procedures.errors import unknown
from plumbline.core.rules.rule import Clock, FigurePeriod, Never
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Outcome, ValueType

PROCEDURE: Final = "disclosure"
DECIDE: Final = "decide"
PUBLISH: Final = "publish"
FILE: Final = "publication-duties.yaml"
_ALONE: Final = ("warning", "criticism")


@dataclass(frozen=True, slots=True)
class Duty:
    """Records of `step` in cases of `source` are decisions of this `kind`; `only` holds answers that make them so."""

    source: str
    step: str
    kind: str
    penalty: str = ""
    only: Mapping[str, tuple[str, ...]] | None = None
    papers: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    """Fields of amounts: a decision with one of them is more than a warning."""
    beside: tuple[tuple[str, str], ...] = ()
    """Questions whether something is imposed that needs no amount, as a confiscation of goods, and their amounts."""
    warning: tuple[tuple[str, str], ...] = ()
    """Answers that say that the decision is a warning and nothing else, where nothing stands beside it."""
    criticism: tuple[tuple[str, str], ...] = ()
    """The same of a public criticism, whose display is short."""
    told: str = ""
    """The step of `source` by which another system that handled the case tells that the decision was published."""
    enters: Mapping[str, Value] | None = None
    """What `told` says when the release here publishes; None where it says more than that and a person enters it."""
    withdrawn: str = ""
    """The step of `source` that tells that the publication was taken back."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the pack says of a decision. `outcome` is of the clock that applies, None where none does.

    `due` is the due day; `never` the rule that keeps the decision from being published at all; `told` the act by which
    the system that handled the case tells that it was published.
    """

    decision: Record
    outcome: Outcome | None
    due: int | None = None
    rule: str = ""
    working: bool = False
    never: str = ""
    told: Record | None = None


def decision_of(duty: Duty, history: History, now: int) -> Record | None:
    """The decision of a case: the last act of the step that answers as the duty wants."""
    found = None
    for act in history.folded(now).by_step.get(duty.step, ()):
        if all(act.fields.get(name) in allowed for name, allowed in (duty.only or {}).items()):
            found = act
    return found


def tells(duty: Duty, history: History, now: int, *, public: bool) -> str:
    """The step that the case still lacks once its decision is `public`, or no more; empty where it has told already.

    Acts before the decision tell of an earlier one.
    """
    decision, by_step = decision_of(duty, history, now), history.folded(now).by_step
    if duty.enters is None or decision is None:
        return ""
    acts = [act for step in (duty.told, duty.withdrawn) for act in by_step.get(step, ())]
    last = max((act for act in acts if follows(act, decision)), key=lambda act: act.seq, default=None)
    if public:
        return "" if last is not None and last.step == duty.told else duty.told
    return duty.withdrawn if last is not None and last.step == duty.told else ""


def first_act(duty: Duty, decision: Record, docket: Docket) -> dict[str, Value]:
    """What the disclosure's `decide` says of a decision, as far as the case itself says it."""
    known = docket.procedure.steps[DECIDE].fields
    said: dict[str, Value] = {"decision_kind": duty.kind, "special_limit": False}
    if duty.penalty:
        said["procedure_kind"] = duty.penalty
    if "only_warning" in known and duty.kind == "penalty":
        said["only_warning"] = _is_alone(duty, duty.warning, decision)
    if "minor_sanction" in known and _is_alone(duty, duty.criticism, decision):
        said["minor_sanction"] = (
            True  # where it is not, a small fine may be one as well: that only a person tells
        )
    if "same_province" in known:
        said["same_province"] = True
    return {name: value for name, value in said.items() if name in known and value is not None}


def reckon(
    duty: Duty, history: History, docket: Docket, now: int, elsewhere: Set[str] = frozenset()
) -> Reckoned | None:
    """What is due of the decision in a case; None where there is no decision to be published.

    `elsewhere` are the records that another system made. Of them alone the step `duty.told` counts as the publication:
    where the case is handled here, the release is what publishes, and an officer's word for it is not enough.
    """
    decision = decision_of(duty, history, now)
    if decision is None:
        return None
    said = first_act(duty, decision, docket)
    act = replace(decision, step=DECIDE, fields=said, documents=(), recordings=(), corrects=None, seq=0)
    told = _told_elsewhere(duty, history, decision, elsewhere, now)
    acts = [act]
    if told is not None:
        acts.append(replace(told, step=PUBLISH, fields={}, documents=(), recordings=(), corrects=None, seq=1))
    attributes = docket.procedure.attributes
    header = {
        name: value for name, value in history.header.items() if name in attributes and value is not None
    }
    verdicts = docket.judge(fold(history.opening.case, acts, now, header=header), now, None, _clocks(docket))
    never = _forbidden(docket, act, header, now)
    most = _telling(verdicts)
    if most is None:
        return Reckoned(decision, None, never=never, told=told)
    body = docket.rule_on(most.rule, decision.day).body
    term = body.term if isinstance(body, Clock) else None
    working = isinstance(term, Period | FigurePeriod) and term.unit is Unit.WORKING_DAYS
    return Reckoned(decision, most.outcome, most.due, most.rule, working, never, told)


def _told_elsewhere(
    duty: Duty, history: History, decision: Record, elsewhere: Set[str], now: int
) -> Record | None:
    """The first publication after the decision that another system tells of."""
    acts = history.folded(now).by_step.get(duty.told, ()) if duty.told else ()
    return next((act for act in acts if act.id in elsewhere and follows(act, decision)), None)


def _is_alone(duty: Duty, answers: tuple[tuple[str, str], ...], decision: Record) -> bool | None:
    """Whether the decision is what the answers say and nothing else; None where it does not tell."""
    if any(_amount(decision, name) for name in duty.money):
        return False
    beside = [_is_imposed(decision, *one) for one in duty.beside]
    told = [decision.fields.get(name) == value for name, value in answers if name in decision.fields]
    if True in beside or (told and not any(told)):
        return False
    return None if None in beside or not told else True


def _is_imposed(decision: Record, question: str, amount: str) -> bool | None:
    """What the question says, else what its amount does; None where the decision states neither."""
    said = decision.fields.get(question)
    if isinstance(said, bool):
        return said
    stated = _amount(decision, amount)
    return None if stated is None else bool(stated)


def _amount(decision: Record, name: str) -> int | Decimal | None:
    value = decision.fields.get(name)
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _clocks(docket: Docket) -> frozenset[str]:
    """The clocks that run from the decision to its publication."""
    return frozenset(
        rule.id
        for rule in docket.procedure.rules
        if isinstance(rule.body, Clock) and DECIDE in rule.body.opens and PUBLISH in rule.body.discharges
    )


def _telling(verdicts: list[Verdict]) -> Verdict | None:
    """The verdict that says most: one with a due day, else one that cannot be told."""
    due = [one for one in verdicts if one.due is not None and one.outcome is not Outcome.NOT_APPLICABLE]
    if due:
        return min(due, key=lambda one: one.due or 0)
    return next((one for one in verdicts if one.outcome is Outcome.UNDETERMINED), None)


def _forbidden(docket: Docket, act: Record, header: Mapping[str, Value], now: int) -> str:
    """The rule that would refuse its publication whatever is done first: a `never` that is violated."""
    probe = replace(
        act,
        id="?",
        step=PUBLISH,
        seq=1,
        fields={},
        day=act.day,
        instant=act.instant + 1,
        end_instant=act.instant + 1,
    )
    nevers = frozenset(
        rule.id
        for rule in docket.procedure.rules
        if isinstance(rule.body, Never) and PUBLISH in rule.judged_steps
    )
    if not nevers:
        return ""
    case = fold("?", [act, probe], max(now, probe.instant), header=header)
    verdicts = docket.judge(case, max(now, probe.instant), None, nevers)
    return next((one.rule for one in verdicts if one.outcome is Outcome.VIOLATED), "")


Known = Callable[[str], Procedure]
_OPTIONAL: Final = ("penalty", "only", "papers", "money", "beside", *_ALONE, "told", "enters", "withdrawn")


def load_duties(root: Path, known: Known) -> tuple[Duty, ...]:
    """The duties of every layer below `root`. Raises `PackErrors`."""
    found = Found()
    read: list[Duty] = []
    for file in sorted(root.glob(f"*/{FILE}")):
        with found.part():
            for node in read_file(file).fields(("duties",))["duties"].items():
                with found.part():
                    read.append(_duty(node, known, found))
    found.stop()
    return tuple(read)


def _duty(node: Node, known: Known, found: Found) -> Duty:
    got = node.fields(("from", "step", "kind"), _OPTIONAL)
    procedure = known(got["from"].text())
    step, kinds = got["step"].text(), known(PROCEDURE).steps[DECIDE].fields["decision_kind"].options
    for one in (got[key] for key in ("step", "told", "withdrawn") if key in got):
        if one.text() not in procedure.steps:
            found.add(unknown("step", one.text(), procedure.steps, one.name, one.place))
            return Duty(procedure.id, step, "other")
    fields = procedure.steps[step].fields
    only = {name: one.texts() for name, one in got["only"].members().items()} if "only" in got else {}
    alone = {key: _answers(got[key], fields, found) if key in got else () for key in _ALONE}
    money = got["money"].texts() if "money" in got else ()
    beside = {name: one.text() for name, one in got["beside"].members().items()} if "beside" in got else {}
    for name in (*only, *money, *beside, *beside.values()):
        if name not in fields:
            found.add(unknown("field", name, fields, node.name, node.place))
    return Duty(
        procedure.id,
        step,
        got["kind"].word(kinds),
        got["penalty"].text() if "penalty" in got else "",
        only,
        got["papers"].texts() if "papers" in got else (),
        money,
        tuple(beside.items()),
        alone["warning"],
        alone["criticism"],
        got["told"].text() if "told" in got else "",
        _entered(got["enters"], procedure.steps[got["told"].text()].fields, found)
        if "enters" in got
        else None,
        got["withdrawn"].text() if "withdrawn" in got else "",
    )


def _entered(node: Node, fields: Mapping[str, FieldDefinition], found: Found) -> dict[str, Value]:
    """Fields of an act, each with its answer: yes or no, or one of its options."""
    told = node.members()
    for name in told:
        if name not in fields:
            found.add(unknown("field", name, fields, node.name, node.place))
    return {
        name: one.truth() if fields[name].type is ValueType.BOOL else one.word(fields[name].options)
        for name, one in told.items()
        if name in fields
    }


def _answers(node: Node, fields: Mapping[str, FieldDefinition], found: Found) -> tuple[tuple[str, str], ...]:
    """Fields of the decision, each with one of its options."""
    told = node.members()
    for name in told:
        if name not in fields:
            found.add(unknown("field", name, fields, node.name, node.place))
    return tuple((name, one.word(fields[name].options)) for name, one in told.items() if name in fields)
