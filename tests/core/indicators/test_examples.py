"""Every worked example of a figure comes out as written, and every figure has one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders.history import PACKS
from tests.builders.worked_examples import packs

from plumbline.core.indicators.example import District, load_districts, unmet, wrong_figures
from plumbline.core.indicators.load import load_indicators
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.registry import load_registry

CATALOGUE = load_indicators(packs())
DISTRICTS = load_districts(packs(), CATALOGUE)


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda one: one.name)
def test_comes_out_as_written(district: District) -> None:
    assert wrong_figures(district, CATALOGUE, packs()) == []


def test_every_figure_has_an_example() -> None:
    assert unmet(DISTRICTS, CATALOGUE) == []


def test_a_wrong_number_and_a_broken_identity_are_told() -> None:
    first = next(one for one in DISTRICTS if "penalties" in one.expect)
    wrong = replace(first, expect={**first.expect, "penalties": 9}, broken=("cases_carried",))
    assert wrong_figures(wrong, CATALOGUE, packs()) == ["penalties: 9, 8", "identity cases_carried"]


def test_every_article_of_a_figure_opens_something() -> None:
    registry = load_registry(PACKS)
    figures = [*CATALOGUE.indicators.values(), *CATALOGUE.formulas.values()]
    cited = [citation for one in figures for basis in one.basis for citation in parse_citations(basis)]
    placed = [one for one in cited if not one.place.whole]
    assert len(placed) > 20
    assert [str(one) for one in placed if not registry.gists_of(registry.normalise(one))] == []


def test_a_part_stands_behind_its_whole() -> None:
    """A page writes «其中» before a part: behind another figure it would say what is not so."""
    for table in CATALOGUE.tables:
        whole = ""
        for id in table.figures:
            name, is_part, _ = id.partition(":")
            assert name == whole or not is_part, (table.id, id)
            whole = name
