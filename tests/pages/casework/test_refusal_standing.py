"""A refusal does not put words into an article's mouth: where a rule is our reading of it, the panel says so."""

from __future__ import annotations

import pytest
from tests.builders.desk import QIN, did, opened

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.pages.refusal import refusal
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize(
    ("step", "rule", "says"),
    [
        ("waive_hearing", "hearing-waived-after-told", "不是条文原话"),
        ("decide", "notice-before-decision", ""),
    ],
    ids=["derived", "read"],
)
def test_a_derived_rule_is_told_from_the_words_of_the_text(step: str, rule: str, says: str) -> None:
    case = opened("2026-10-08 09:00")
    with pytest.raises(ActRefused) as caught:
        did(
            case,
            step,
            "2026-10-09 09:00",
            by=QIN,
            **({"outcome": "penalty", "major": True} if step == "decide" else {}),
        )
    file = read_case(case)
    speak = Speaker(file.docket, parse_day("2026-10-09"), "zh")
    panel = refusal(caught.value, case, file.docket.procedure.steps[step], speak, "", {})
    told = {
        one.rule: shown
        for one, shown in zip([r for r in caught.value.reasons if r.blocks], panel.reasons, strict=True)
    }
    assert says in told[rule].standing
    assert bool(told[rule].standing) == bool(says)
