"""Layouts of other systems: what is written is read back, what is wrong is named, what cannot be carried is told."""

import random
from decimal import Decimal

import pytest
from tests.builders.decisions import facts, rows

from plumbline.core.clocks.civil import parse_day
from plumbline.core.layouts.catalogue import LAYOUTS, guess
from plumbline.core.layouts.placing import PLACINGS, gathered, place
from plumbline.core.layouts.publicity import PENALTY_2019, PERMIT_2019
from plumbline.core.layouts.supervision import INSPECTION, PENALTY


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_what_a_row_says_comes_back_whole(layout) -> None:
    chance = random.Random(3)
    for at in range(60):
        said = facts(layout, chance, at)
        found, wrong = layout.read(layout.write(said))
        assert (found, wrong) == (said, [])


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))
def test_records_of_a_row_give_the_row_again(layout) -> None:
    for row in rows(layout, 60):
        said, wrong = layout.read(row)
        assert wrong == []
        placed = place(layout, said)
        main = next(one for one in placed.steps if one.step == PLACINGS[layout.act].main)
        steps = {one.step: (one.at, one.fields) for one in placed.steps}
        again = gathered(layout.act, steps, main.kept["facts"], main.sealed, placed.party)
        assert layout.write(again) == row


def test_units_and_forms_of_a_generation() -> None:
    said = {"fine": Decimal("2000.00"), "decided_on": parse_day("2026-03-20")}
    row = PENALTY_2019.write(said)
    assert (row["CF_NR_FK"], row["CF_JDRQ"]) == ("0.2", "2026-03-20")
    full = {**row, "CF_XDR_MC": "某公司", "CF_WSH": "1号", "CF_JDRQ": "20260320", "CF_NR_FK": "0.200000"}
    assert PENALTY_2019.read(full)[0]["fine"] == Decimal("2000.00")
    assert PENALTY.write(said)["罚款金额"] == "2000"


@pytest.mark.parametrize(
    "header", ["政处罚决定文书号", "行政处罚决定书文号", "cf_wsh", "行政处罚 决定文书号"]
)
def test_headers_of_published_sheets_are_known(header) -> None:
    found, _ = PENALTY_2019.read({header: "1号", "CF_XDR_MC": "某公司", "CF_JDRQ": "2026-03-20"})
    assert found["number"] == "1号"


@pytest.mark.parametrize(
    ("layout", "change", "column"),
    [
        (PENALTY_2019, {"CF_WSH": ""}, "CF_WSH"),
        (PENALTY_2019, {"CF_JDRQ": "2026-02-30"}, "CF_JDRQ"),
        (PENALTY_2019, {"CF_NR_FK": "-1"}, "CF_NR_FK"),
        (PENALTY_2019, {"CF_NR_FK": "0.0000001"}, "CF_NR_FK"),
        (PENALTY_2019, {"CF_JDRQ": "2026-03-20", "CF_GSJZQ": "2026-03-19"}, "CF_GSJZQ"),
        (PERMIT_2019, {"XK_XKLB": "09"}, "XK_XKLB"),
        (INSPECTION, {"检查时间": "2026-03-20 10:00:00", "报送时间": "2026-03-19 10:00:00"}, "报送时间"),
        (INSPECTION, {"行政区划代码": "6501050"}, "行政区划代码"),
        (PENALTY, {"是否听证": "vielleicht"}, "是否听证"),
    ],
)
def test_what_does_not_fit_is_named(layout, change, column) -> None:
    row = {**next(rows(layout, 1)), **change}
    assert [one.column for one in layout.read(row)[1]] == [column]


def test_a_layout_is_guessed_by_its_headers() -> None:
    for layout in LAYOUTS.values():
        assert guess([one.code for one in layout.columns]) is layout
    assert guess(["case_id", "step", "at"]) is None
