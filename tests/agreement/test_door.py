"""The door holds every act of every worked example to what the example says: refused where the law is broken, else not.

Each example is entered act by act as it was recorded; each act is proposed at the desk on the case as it then stood. A
pack that is added brings its examples, and with them its tests.
"""

from collections.abc import Iterator
from types import MappingProxyType

import pytest
from tests.builders.history import PACKS

from plumbline.core.cases.docket import Docket, make_docket
from plumbline.core.cases.door import check_rules
from plumbline.core.cases.history import History, Opening
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import NATION, division_chain
from plumbline.core.procedures.example import Example
from plumbline.core.procedures.example_check import SupposedFigures
from plumbline.core.procedures.pack_set import load_packs
from plumbline.core.rules.rule import Clock, Who
from plumbline.core.vocabulary import Outcome, Stream

PACKS_WITH_EXAMPLES = load_packs(PACKS)
PROCEDURES = [id for id in PACKS_WITH_EXAMPLES.ids if not id.startswith("example.")]


def docket_for(procedure: str, example: Example) -> Docket:
    built = PACKS_WITH_EXAMPLES.procedure(procedure)
    figures = SupposedFigures(example.figures, PACKS_WITH_EXAMPLES.figures)
    divisions = tuple(reversed(division_chain(str(example.header.get("division") or NATION))))
    return make_docket(built, PACKS_WITH_EXAMPLES.calendar(built.calendar), figures, divisions)


def history_before(example: Example, act: Record) -> History:
    """What had been entered when the act was."""
    entered = tuple(
        one
        for one in example.records
        if one is not act and (one.recorded_at, one.seq) < (act.recorded_at, act.seq)
    )
    opening = Opening(example.name, "", "", "", "organ", None, "")
    return History(opening, (), entered, MappingProxyType(dict(example.header)), ())


def plain(example: Example) -> bool:
    """Nothing that the desk would not meet in this way: no corrections, no steps that a source leaves out."""
    missing = example.missing.steps or example.missing.facts
    return not missing and not any(one.corrects or one.void for one in example.records)


def told(procedure: str) -> Iterator[tuple[Example, Docket, str, Record, Outcome]]:
    for example in PACKS_WITH_EXAMPLES.examples(procedure):
        if not plain(example):
            continue
        docket = docket_for(procedure, example)
        rules = {rule.id: rule for rule in docket.procedure.rules}
        case = example.case()
        records = {one.id: one for group in case.by_step.values() for one in group}
        for verdict in docket.judge(case, example.now, example.officers):
            rule, act = rules[verdict.rule], records.get(verdict.record)
            if act is None or act.deemed or isinstance(rule.body, Clock) or rule.over is not Stream.CASE:
                continue
            if isinstance(rule.body, Who) and any(one.confirmed_at != -(2**62) for one in act.by or ()):
                continue  # a confirmation comes after the act, and the door does not wait for it
            yield example, docket, verdict.rule, act, verdict.outcome


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_each_act_of_each_example_meets_at_the_door_what_the_example_says(procedure) -> None:
    wrong = []
    judged = refused = 0
    for example, docket, rule, act, outcome in told(procedure):
        found = check_rules(docket, history_before(example, act), act, act.recorded_at, example.officers)
        against = {one.rule: one.outcome for one in found}
        expected = outcome if outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED) else None
        judged += 1
        refused += expected is Outcome.VIOLATED
        if against.get(rule) is not expected:
            wrong.append((example.name, rule, act.id, expected, against.get(rule)))
    assert wrong == []
    assert judged or procedure.startswith("register."), "no example of this pack was judged"
    assert refused or procedure.startswith("register.")


def test_each_refusal_can_be_mended() -> None:
    """A refusal by a rule names its article, and says what is lacking or what was found."""
    for procedure in PROCEDURES:
        for example, docket, rule, act, outcome in told(procedure):
            if outcome is Outcome.VIOLATED:
                found = check_rules(
                    docket, history_before(example, act), act, act.recorded_at, example.officers
                )
                reason = next(one for one in found if one.rule == rule)
                assert reason.basis, rule
                assert reason.lacks or reason.facts, rule
