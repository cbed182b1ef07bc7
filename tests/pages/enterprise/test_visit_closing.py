"""A visit closes after each problem has its own answer."""

from __future__ import annotations

import pytest
from tests.builders.desk import PLACE, QIN, did, registered_organ
from tests.builders.history import instant

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]


def test_a_visit_stays_open_while_one_of_two_problems_is_unanswered() -> None:
    registered_organ()
    opening = Opening("enterprise.visit", "访〔2026〕1号", "某走访", facts={"party_kind": "organisation"})
    case = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-03-02 09:00"))
    told = {"visitor_kind": "organ_head", "purpose": "look_after", "is_willing": True, "told": "某"}
    did(case, "visit", "2026-03-02 10:00", **told)
    for number in ("Q-1", "Q-2"):
        problem = {"problem_no": number, "topic": "land", "facts": "某", "unit": "某局"}
        did(case, "raise_problem", "2026-03-02 11:00", **problem, answer_by=parse_day("2026-03-13"))
    did(case, "solve_problem", "2026-03-03 09:00", problem_no="Q-1", result="solved", done="某")
    for hour in ("10", "11"):  # one problem answered twice is not two problems answered
        did(case, "answer_problem", f"2026-03-03 {hour}:00", problem_no="Q-1", answer="某")
    with pytest.raises(ActRefused) as caught:
        did(case, "close_visit", "2026-03-04 09:00")
    reasons = [one for one in caught.value.reasons if one.blocks]
    assert [one.says("zh") for one in reasons] == ["企业提出的问题 Q-2 尚未答复，不能办结"]
    assert "Q-2" in reasons[0].says("en")
    assert reasons[0].basis
    did(case, "solve_problem", "2026-03-04 10:00", problem_no="Q-2", result="passed_on", done="某")
    did(case, "answer_problem", "2026-03-04 11:00", problem_no="Q-2", answer="已转某单位")
    did(case, "close_visit", "2026-03-04 12:00")
