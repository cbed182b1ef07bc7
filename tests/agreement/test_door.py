"""The door holds every act of every worked example to what the example says: refused where the law is broken, else not.

Each example is entered act by act as it was recorded; each act is proposed at the desk on the case as it then stood. A
pack that is added brings its examples, and with them its tests.
"""

import pytest
from tests.builders import history
from tests.builders.worked_examples import history_before, packs, procedures, told

from plumbline.core.cases.door import check_rules
from plumbline.core.vocabulary import Outcome

PROCEDURES = [id for id in procedures() if history.packs().procedure(id).elsewhere is None]
"""Those whose acts go through the door here."""


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
    has_rules = bool(packs().procedure(procedure).rules)
    assert judged or not has_rules or procedure.startswith("register."), "no example of this pack was judged"
    assert refused or not has_rules or procedure.startswith("register.")


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
