"""What the plan of an organ's inspections takes in and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plumbline.core.identity.errors import CodeWrong
from plumbline.core.oversight.inspection_errors import (
    IndividualBusiness,
    LineUnreadable,
    PlanNotReady,
    PlanUnknown,
    ReasonMissing,
)
from plumbline.core.oversight.inspection_plan import (
    Item,
    Plan,
    Visit,
    check_publish,
    check_visit,
    read_classes,
    read_items,
)

FIRM = "91659905MA7QT2K39M"
INDIVIDUAL = "92659905MA7QT2K39J"
TWO = ("A", "B")
PLAN = Plan("QS02", "650105", 2026, {"i": Item("i", FIRM, "甲公司", "检查", 3)}, ((0, 1),), "H", 1)
VISIT = Visit("v", FIRM, "甲公司", "检查", "依据", TWO, 10, 10, "i", "", "", 1, 1)


def test_lines_are_read_and_wrong_ones_are_named() -> None:
    assert read_items(f"{FIRM}，甲公司,安全检查\t3\n\n")[0]["month"] == 3
    for text in (f"{FIRM},甲公司,3", f"{FIRM},甲公司,检查,13", f"{FIRM},甲公司,,3"):
        with pytest.raises(LineUnreadable):
            read_items(text)
    with pytest.raises(CodeWrong):
        read_items("91659905MA7QT2K39X,甲公司,检查,3")
    assert read_classes(f"{FIRM},a") == {FIRM: "A"}
    with pytest.raises(LineUnreadable):
        read_classes(f"{FIRM},E")


def test_an_individual_business_counts_as_a_person() -> None:
    with pytest.raises(IndividualBusiness):
        read_items(f"{INDIVIDUAL},某小卖部,检查,3")
    with pytest.raises(IndividualBusiness):
        read_classes(f"{INDIVIDUAL},A")


def test_a_plan_is_published_with_items_a_cap_and_approval() -> None:
    check_publish(PLAN)
    for lacking in (replace(PLAN, items={}), replace(PLAN, caps=()), replace(PLAN, approved_by="")):
        with pytest.raises(PlanNotReady):
            check_publish(lacking)


def test_the_cap_is_dated_and_never_above_the_figure_of_law() -> None:
    plan = replace(PLAN, caps=((0, 3), (100, 1)))
    assert [plan.cap_on(99, None), plan.cap_on(100, None), plan.cap_on(99, 2)] == [3, 1, 2]
    assert replace(PLAN, caps=()).cap_on(5, None) is None


def test_an_unplanned_visit_and_one_beyond_the_cap_need_their_reason() -> None:
    assert check_visit(PLAN, FIRM, "i", "", "", TWO, 10, 1) == 1
    with pytest.raises(ReasonMissing):
        check_visit(PLAN, FIRM, "", "complaint", "短", TWO, 10, 1)
    with pytest.raises(ReasonMissing):
        check_visit(PLAN, FIRM, "", "", "收到一件举报", TWO, 10, 1)
    assert check_visit(PLAN, FIRM, "", "complaint", "收到一件举报", TWO, 10, 1) == 0
    again = replace(PLAN, visits={"v": VISIT})
    with pytest.raises(ReasonMissing):
        check_visit(again, FIRM, "i", "", "", TWO, 10, 1)
    assert check_visit(again, FIRM, "i", "", "上次问题的复核", TWO, 10, 1) == 2


def test_a_visit_needs_two_officers_a_published_plan_and_its_own_firm() -> None:
    with pytest.raises(PlanNotReady):
        check_visit(PLAN, FIRM, "i", "", "", ("A", "A"), 10, 1)
    with pytest.raises(PlanNotReady):
        check_visit(replace(PLAN, published_at=None), FIRM, "i", "", "", TWO, 10, 1)
    with pytest.raises(PlanUnknown):
        check_visit(PLAN, "other", "i", "", "", TWO, 10, 1)
