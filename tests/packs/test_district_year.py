"""The map of the district's year: every row has its home, the facts say the same, and visits stay visits."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.builders.history import packs

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from district_year import FILE, differences, problems, read_year  # noqa: E402

VISITS = ("enterprise.visit", "enterprise.checkup", "law.talk")


def test_every_row_has_a_home() -> None:
    assert list(problems(read_year())) == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("row: '2.2'", "row: '2.9'", "row 2.2 is missing"),
        ("packs: [enterprise.visit]", "packs: [enterprise.visits]", "packs has no «enterprise.visits»"),
        (
            "pages: [supervision:campaigns]",
            "pages: [supervision:campagnes]",
            "pages has no «supervision:campagnes»",
        ),
        ("tests: [tests/pages/legality/test_texts.py]", "tests: [tests/nowhere.py]", "tests has no"),
        ("indicators: [study_sessions,", "indicators: [study_sesions,", "indicators has no"),
        ("        packs: [study.session, register.study-item]\n", "", "its rules name row 1.2"),
    ],
)
def test_what_is_missing_fails(tmp_path: Path, was: str, now: str, said: str) -> None:
    text = FILE.read_text("utf-8")
    assert was in text
    (tmp_path / "map.yaml").write_text(text.replace(was, now, 1), "utf-8")
    with pytest.raises(ValueError, match="district-year") as caught:
        read_year(tmp_path / "map.yaml")
    assert said in str(caught.value)


def facts() -> str:
    named = os.environ.get("PLUMBLINE_REFERENCE")
    file = (Path(named) if named else ROOT.parent / "shared") / "domain" / "district-year.md"
    if not file.is_file():
        pytest.skip("no facts: set PLUMBLINE_REFERENCE to the folder that holds domain/district-year.md")
    return file.read_text("utf-8")


def test_rows_and_figures_are_those_of_the_facts() -> None:
    assert list(differences(read_year(), facts())) == []


def test_another_figure_is_seen() -> None:
    text = facts()
    assert list(differences(read_year(), text.replace("| 454 |", "| 455 |"))) == [
        "row 2.2: the facts publish 455",
        "row 2.2: the facts have no 454",
    ]
    assert list(differences(read_year(), text.replace("| 6.14 |", "| 6.15 |"))) == [
        "row 6.15 of the facts is not in the map",
        "row 6.14 of the map is not in the facts",
    ]


@pytest.mark.parametrize("procedure", VISITS)
def test_a_visit_has_no_finding_no_evidence_and_no_case(procedure: str) -> None:
    """A visit looks after a firm: what looks like a breach goes to the organ competent by a letter, and no further."""
    steps = packs().procedure(procedure).steps
    words = [
        f"{step} {name} {one.title} {one.english}"
        for step in steps
        for name, one in steps[step].fields.items()
    ]
    words += [f"{one.title} {one.english}" for one in steps.values()]
    over = [
        one
        for one in words
        if any(w in one for w in ("证据", "违法", "立案", "evidence", "breach", "finding"))
    ]
    assert over == []
    assert all(not one.documents and not one.recordings for one in steps.values())
    assert "pass_clue" in steps or procedure == "enterprise.checkup"
