"""Which steps concern a case as a whole follows from the pack: what ends it, hands it on, stops its limits."""

import pytest
from tests.builders.history import packs

from plumbline.core.cases.docket import make_docket
from plumbline.core.cases.whole import whole_case_steps


@pytest.mark.parametrize(
    ("procedure", "field", "steps"),
    [
        ("penalty.ordinary", None, {"withdraw_case", "transfer_case", "transfer_criminal"}),
        ("compulsory.enforcement", None, {"suspend", "resume", "party_performs"}),
        ("permit", None, {"withdraw_application", "start_special_procedure", "end_special_procedure"}),
    ],
)
def test_the_steps_of_the_whole_case(procedure: str, field: str | None, steps: set[str]) -> None:
    known = packs()
    built = known.procedure(procedure, field, "650105")
    docket = make_docket(built, known.calendar(built.calendar), known.figures)
    assert steps == set(whole_case_steps(docket))
    assert not set(whole_case_steps(docket)) & set(built.main_line)
