"""What is wrong in a file of figures is told with its line, and what is right beside it is still read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders.worked_examples import packs

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.indicators.indicator import Counts
from plumbline.core.indicators.load import load_indicators

SAID = "title: 数, english: number, unit: case, says: 甲, says_english: a"
GOOD = f"""checked_on: 2026-11-28
indicators:
  filed: {{{SAID}, counts: cases, of: [{{procedure: penalty.ordinary, steps: file_case}}]}}
  held: {{{SAID}, counts: held, of: [{{procedure: penalty.ordinary, steps: file_case, ends: close_archive}}]}}
formulas:
  double: {{{SAID}, is: filed * 2}}
identities:
  more: {{says: 甲, says_english: a, holds: double >= filed}}
tables:
  all: {{title: 表, english: table, figures: [filed, double]}}
  lined:
    title: 表
    english: table
    figures: [filed]
    form:
      columns: [{{title: 甲, english: a}}, {{title: 乙, english: b}}]
      lines: [{{title: 行, english: line, cells: [[filed, double], '']}}]
  organs:
    title: 表
    english: table
    figures: [filed]
    form: {{by: organs, columns: [{{title: 甲, english: a, cell: double}}]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "indicators").mkdir()
    return tmp_path


def errors_of(folder: Path, text: str) -> list[str]:
    (folder / "indicators" / "some.yaml").write_text(text, "utf-8")
    try:
        load_indicators(replace(packs(), root=folder))
    except PackErrors as wrong:
        return [f"{one.line}: {one.message('en')}" for one in wrong.errors]
    return []


def test_what_is_right_is_read(folder: Path) -> None:
    (folder / "indicators" / "some.yaml").write_text(GOOD, "utf-8")
    read = load_indicators(replace(packs(), root=folder))
    assert read.ids == ("filed", "held", "double")
    assert read.indicators["held"].counts is Counts.HELD
    assert read.formulas["double"].asks == ("filed",)
    whole, lined, organs = read.tables
    assert (whole.figures, whole.form) == (("filed", "double"), None)
    assert lined.form is not None
    assert [one.cells for one in lined.form.lines] == [(("filed", "double"), ())]
    assert organs.form is not None
    assert (organs.form.by_organ, organs.form.figures) == (True, ("double",))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("steps: file_case}", "steps: file_cases}", "penalty.ordinary has no step file_cases"),
        ("counts: cases", "counts: all", "all"),
        ("cells: [[filed, double], '']", "cells: [filed]", "the line has 1 cells, the form 2 columns"),
        ("cells: [[filed, double], '']", "cells: [filled, '']", "there is no figure filled"),
        ("cell: double", "cell: 'double:none'", "there is no figure double:none"),
        ("figures: [filed, double]", "figures: [filed, 'filed:no']", "there is no figure filed:no"),
        ("form: {by: organs, columns", "form: {columns", "told by lines or by organs"),
        ("a, cell: double}", "a}", "cell"),
        ("      lines: [{", "      by: organs\n      lines: [{", "told by lines or by organs"),
        ("unit: case,", "unit: boxes,", "boxes"),
        ("procedure: penalty.ordinary, steps: file_case}", "procedure: penalty.odd, steps: file_case}", "penalty.odd"),
        ("steps: file_case}", "steps: file_case, where: sauce = 'complaint'}", "sauce"),
        ("steps: file_case}", "steps: file_case, where: source = 'moon'}", "moon"),
        ("steps: file_case}", "steps: file_case, where: exists(decide)}", "an indicator reads the act's own fields"),
        ("steps: file_case}", "steps: file_case, where: case.major}", "major"),
        ("steps: file_case}", "steps: file_case, amount: found_on}", "`amount` goes with"),
        ("counts: cases,", "counts: amount,", "`amount` goes with"),
        ("steps: file_case}", "steps: file_case, ends: close_archive}", "`ends` goes with what is held"),
        (", ends: close_archive", "", "`ends` goes with what is held"),
        ("counts: cases,", "counts: cases, on: source,", "no field source that is a day"),
        (
            "counts: cases,",
            "counts: cases, classes: {a: {title: 甲, english: a, when: entrusted}},",
            "an act may fall into no class",
        ),
        ("filed * 2", "found * 2", "there is no figure found"),
        ("filed * 2", "exists(decide)", "figures are added"),
        ("filed * 2", "double + filed", "double rests on itself"),
        ("[filed, double]", "[filed, trouble]", "there is no figure trouble"),
        ("  double:", "  filed:", "filed is written twice"),
        ("checked_on: 2026-11-28\n", "", "checked_on"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(folder: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    wrong = errors_of(folder, GOOD.replace(old, new, 1))
    assert wrong
    assert told in wrong[0]
