"""Dated figures: asked for at a day and a division; a slip in the file is told with its line."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.data_file.nodes import read_yaml
from plumbline.core.law.dated_figure import (
    FigureTable,
    Missing,
    Unset,
    division_chain,
    load_figures,
    merge_figures,
    parse_figures,
    read_figures,
)
from plumbline.core.law.registry import load_registry

NATION = """figures:
  cap:
    title: 上限
    unit: yuan
    key: party_kind
    values:
      - {from: 2020-01-01, to: 2023-12-31, of: citizen, value: 50, basis: 处罚法 §51, checked_on: 2026-11-23}
      - {from: 2024-01-01, of: citizen, value: 200.50, basis: 处罚法 §51, checked_on: 2026-11-23}
      - {from: 2020-01-01, of: organisation, value: null, set_by: 自治区人民政府, standing: unverified}
"""
REGION = """figures:
  cap:
    title: 上限
    unit: yuan
    key: party_kind
    values:
      - {from: 2025-01-01, of: citizen, value: 300, basis: 处罚法 §51, checked_on: 2026-11-23}
      - {from: 2025-01-01, of: organisation, value: 4000, basis: 处罚法 §51, checked_on: 2026-11-23}
"""


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def table() -> FigureTable:
    figures = [(NATION, "cn"), (REGION, "650000"), (REGION.replace("300", "0.1"), "650105")]
    return merge_figures(f for text, code in figures for f in read_figures(read_yaml(text, code), code))


@pytest.mark.parametrize(
    ("on", "key", "division", "value"),
    [
        ("2023-12-31", "citizen", "650105", Decimal(50)),
        ("2024-01-01", "citizen", "650105", Decimal("200.50")),
        ("2024-12-31", "citizen", "650105", Decimal("200.50")),
        ("2025-01-01", "citizen", "650105", Decimal("0.1")),
        ("2025-01-01", "citizen", "650102", Decimal(300)),
        ("2025-01-01", "citizen", "110101", Decimal("200.50")),
        ("2019-12-31", "citizen", "650105", Missing("cap")),
        ("2024-06-01", "organisation", "650105", Unset("自治区人民政府")),
        ("2025-06-01", "organisation", "650105", Decimal(4000)),
        ("2025-06-01", None, "650105", Missing("cap")),
        ("2025-06-01", "cat", "650105", Missing("cap")),
    ],
)
def test_a_figure_is_asked_for_at_a_day_and_a_division(
    on: str, key: str | None, division: str, value: object
) -> None:
    assert table().lookup("cap", day(on), key, division_chain(division)) == value


def test_an_unknown_figure_is_missing() -> None:
    assert table().lookup("cup", day("2025-01-01")) == Missing("cup")


def test_the_order_of_the_divisions_does_not_matter() -> None:
    chain = division_chain("650105")
    assert chain == ("650105", "650100", "650000", "cn")
    asked = table().lookup("cap", day("2025-01-01"), "citizen", tuple(reversed(chain)))
    assert asked == Decimal("0.1")


BAD = {
    "figures: []": (1, "should be a mapping"),
    NATION.replace("unit: yuan", "unit: dollar"): (4, "“unit” cannot be “dollar”"),
    NATION.replace("unit: yuan", "units: yuan"): (4, "no key “units”"),
    NATION.replace("title: 上限", "note: x"): (3, "lacks “title”"),
    NATION.replace("value: 50,", "value: fifty,"): (7, "should be a number"),
    NATION.replace("value: 50,", "value: NaN,"): (7, "should be a number"),
    NATION.replace("to: 2023-12-31", "to: 2024-03-01"): (8, "overlaps"),
    NATION.replace("to: 2023-12-31", "to: 2019-03-01"): (7, "ends before it begins"),
    NATION.replace("from: 2024-01-01", "from: 2024-13-01"): (8, "“2024-13-01” is no date"),
    NATION.replace(" set_by: 自治区人民政府,", ""): (9, "lacks “set_by”"),
    NATION.replace("of: citizen, value: 50", "value: 50"): (7, "«of» is missing"),
    NATION.replace("    key: party_kind\n", ""): (6, "«of» without «key»"),
    NATION.replace("basis: 处罚法 §51, ", ""): (7, "lacks “basis”"),
    NATION.replace(", checked_on: 2026-11-23", ""): (7, "lacks “checked_on”"),
    NATION.replace("§51", "§0"): (7, "not a number"),
    NATION.replace("standing: unverified", "standing: maybe"): (9, "“standing” cannot be “maybe”"),
    "figures: {a: [}": (1, "not YAML"),
    "": (1, "empty"),
}


@pytest.mark.parametrize("text", BAD, ids=[problem for _line, problem in BAD.values()])
def test_a_slip_is_told_with_file_line_and_remedy(text: str) -> None:
    line, problem = BAD[text]
    with pytest.raises(PackErrors, match=problem) as caught:
        parse_figures(text, "packs/cn/law/figures.yaml")
    error = next(e for e in caught.value.errors if re.search(problem, e.message("en")))
    assert error.report("en").startswith(f"packs/cn/law/figures.yaml:{line}:")
    assert error.remedy("en")


def test_layers_must_agree_on_unit_and_key() -> None:
    other = REGION.replace("unit: yuan", "unit: count")
    with pytest.raises(PackErrors, match="another unit"):
        merge_figures(
            [*read_figures(read_yaml(NATION, "a"), "cn"), *read_figures(read_yaml(other, "b"), "650000")]
        )


def test_the_packs_figures_rest_on_provisions_with_a_gist(packs: Path) -> None:
    registry = load_registry(packs)
    figures = load_figures(packs)
    assert len(figures.figures) >= 20
    for figure in figures.figures.values():
        for value in figure.values:
            for citation in value.basis:
                assert registry.gists_of(registry.normalise(citation)), (
                    f"{value.file}:{value.line} {citation}"
                )


def test_the_packs_figures_hold_what_the_law_says(packs: Path) -> None:
    figures, on = load_figures(packs), day("2026-03-01")
    assert figures.lookup("penalty-simple-fine-cap", on, "citizen") == 200
    assert figures.lookup("penalty-simple-fine-cap", on, "organisation") == 3000
    assert figures.lookup("penalty-surcharge-rate", on) == Decimal("0.03")
    assert figures.lookup("police-simple-fine-cap", day("2025-12-31")) == Missing("police-simple-fine-cap")
    assert isinstance(figures.lookup("inspection-yearly-cap", on), Unset)
