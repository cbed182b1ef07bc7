"""Lawful histories of every procedure at random (`builders.lawful_walk`); hundreds of each in `make drill`."""

from __future__ import annotations

import pytest
from tests.builders.examples import some
from tests.builders.history import packs
from tests.builders.lawful_walk import Reached, told, walk

PROCEDURES = [id for id in packs().ids if not id.startswith("example.")]
SEEDS = range(some(12))
MENDED = range(some(6))
OTHERS = frozenset({"party", "applicant", "permit_holder", "court", "bank", "public", "other_organ"})
"""Whose acts an organ waits for and cannot do itself."""
TOGETHER = {"government.contract": ("sign",)}
"""Steps of an organ's own that take the other side's will as well."""


def unforced(procedure: str) -> list[str]:
    steps = packs().procedure(procedure).steps
    return [id for id, step in steps.items() if step.role in OTHERS or id in TOGETHER.get(procedure, ())]


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_no_lawful_history_leaves_a_case_that_cannot_be_ended(procedure: str) -> None:
    """Nor does one wait for ever for what a party, a court or a bank never does."""
    walked = [walk(procedure, seed) for seed in SEEDS]
    without = [walk(procedure, 0, without=frozenset({step})) for step in unforced(procedure)]
    wrong = [told(one) for one in (*walked, *without) if one.faults]
    assert not wrong, "\n\n".join(wrong)
    endless = [told(one) for one in (*walked, *without) if one.is_endless]
    assert not endless, "\n\n".join(endless)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_nothing_raises_where_acts_are_entered_late_restated_and_voided(procedure: str) -> None:
    walked = [walk(procedure, seed, mended=True) for seed in MENDED]
    wrong = [told(one) for one in walked if one.faults or one.reached is Reached.RAISED]
    assert not wrong, "\n\n".join(wrong)
