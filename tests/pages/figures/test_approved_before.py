"""A figure of the same kind, body and period is approved once; a revised one replaces it."""

from __future__ import annotations

import pytest
from tests.builders.desk import PLACE, QIN, did, person, registered_organ
from tests.builders.history import instant

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
OFFICE = person(Role.RULE_OF_LAW_OFFICE, organ="organ-justice")
FIGURE = {"figure_kind": "entities_total", "period": "year", "period_end": parse_day("2025-12-31")}


def submitted(number: str, value: int, body: str = "某局") -> str:
    opening = Opening("figure.submitted", number, "市场主体总数", facts={"party_kind": "organisation"})
    case = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-01-08 09:00"))
    told = {**FIGURE, "value": value, "unit": "户", "submitting_body": body, "letter_no": "某函1号"}
    did(case, "submit_figure", "2026-01-08 10:00", **told)
    return case


def approve(case: str, at: str, value: int) -> None:
    did(case, "approve_figure", at, by=OFFICE, **FIGURE, value=value)


def test_a_second_figure_of_the_same_period_is_approved_only_in_the_place_of_the_first() -> None:
    registered_organ()
    first, second = submitted("报数〔2026〕1号", 100), submitted("报数〔2026〕2号", 101)
    approve(first, "2026-01-09 09:00", 100)
    with pytest.raises(ActRefused) as caught:
        approve(second, "2026-01-09 10:00", 101)
    (reason,) = (one for one in caught.value.reasons if one.blocks)
    assert "报数〔2026〕1号" in reason.says("zh")
    assert "以修正数据替代" in (reason.way_out("zh") or "")
    approve(submitted("报数〔2026〕3号", 7, "另一局"), "2026-01-09 11:00", 7)
    did(first, "replace_figure", "2026-01-10 09:00", by=OFFICE, reason="修正", new_case_no="报数〔2026〕2号")
    approve(second, "2026-01-10 10:00", 101)
