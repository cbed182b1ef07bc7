"""Scoring rules, points, agreement of two readers, and who sees what."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.law.registry import LawRegistry, load_registry
from plumbline.core.oversight.file_review import (
    File,
    Objection,
    Sheet,
    cohen_kappa,
    differs,
    is_read,
    next_reader,
    points_of,
    readers_of,
    result,
    sheets_for,
)
from plumbline.core.oversight.scoring import (
    ALL,
    Criterion,
    Fail,
    Item,
    Scoring,
    load_scoring,
    read_scoring,
    written_scoring,
)

ITEMS = (
    Item("steps", "lawful", 40, "程序", "procedure", "read", ("two-officers",), "any"),
    Item("proof", "lawful", 60, "证据", "evidence", "read"),
)
SCORING = Scoring(
    *("s", "1", "penalty.ordinary", "标准", "standard", 10, 10, "elsewhere"),
    grades=(("good", 75), ("pass", 60), ("fail", 0)),
    tests=(Criterion("lawful", "合法", "lawful", "监督条例 §18", "read"),),
    items=ITEMS,
    fails=(Fail("wrong_law", "适用法律错误", "wrong law", "elsewhere", "-"),),
)
FOUND = {"steps": ("two-officers",)}


def file(*sheets: Sheet, found: dict[str, tuple[str, ...]] | None = None) -> File:
    return File("c", "青石罚〔2026〕1号", "QS02", ("a", "b", "c"), found or {"steps": ()}, sheets)


def sheet(reader: str, level: str, *fails: str) -> Sheet:
    return Sheet(reader, {"proof": level}, fails, "理由如下所述")


def test_rules_take_all_points_of_an_item_and_people_by_level() -> None:
    assert points_of(SCORING, file(), sheet("a", "met")) == 100
    assert points_of(SCORING, file(found=FOUND), sheet("a", "met")) == 60
    assert points_of(SCORING, file(found=FOUND), sheet("a", "part")) == 30


def test_two_who_agree_give_their_mean_and_two_who_differ_need_a_third() -> None:
    alike = file(sheet("a", "met"), sheet("b", "met"))
    assert result(SCORING, file(sheet("a", "met"))) is None
    assert result(SCORING, alike) == (Fraction(100), "good")
    apart = file(sheet("a", "met"), sheet("b", "part"))
    assert differs(SCORING, apart)
    assert not is_read(SCORING, apart)
    third = file(*apart.sheets, sheet("c", "part"))
    assert result(SCORING, third) == (Fraction(70), "pass")


def test_one_who_fails_it_outright_is_a_difference_too() -> None:
    apart = file(sheet("a", "met"), sheet("b", "met", "wrong_law"))
    assert differs(SCORING, apart)
    assert result(SCORING, file(*apart.sheets, sheet("c", "met", "wrong_law"))) == (Fraction(100), "fail")
    both = file(sheet("a", "met", "wrong_law"), sheet("b", "met", "wrong_law"))
    assert result(SCORING, both) == (Fraction(100), "fail")


def test_an_answer_that_gives_points_holds() -> None:
    told = file(sheet("a", "part"), sheet("b", "part"))
    answered = File(
        *("c", "n", "QS02", ("a", "b", "c")),
        {"steps": ()},
        told.sheets,
        1,
        Objection("h", "有理由", "成立", Fraction(90)),
    )
    assert result(SCORING, answered) == (Fraction(90), "good")


def test_nobody_sees_the_others_sheet_before_both_are_in() -> None:
    one = file(sheet("a", "met"))
    assert (sheets_for(SCORING, one, "a"), sheets_for(SCORING, one, "b")) == (one.sheets, ())
    assert (next_reader(SCORING, one, "a"), next_reader(SCORING, one, "b")) == (False, True)
    assert not next_reader(SCORING, one, "c")
    apart = file(sheet("a", "met"), sheet("b", "unmet"))
    assert sheets_for(SCORING, apart, "c") == ()
    assert next_reader(SCORING, apart, "c")
    done = file(*apart.sheets, sheet("c", "met"))
    assert sheets_for(SCORING, done, "b") == done.sheets


def test_kappa_of_the_textbook_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == Fraction(2, 5)
    assert cohen_kappa([("y", "y"), ("n", "n")]) == 1
    assert cohen_kappa([("y", "n"), ("n", "y")]) == -1
    assert cohen_kappa([]) is None
    assert cohen_kappa([("y", "y")]) is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=20))
def test_kappa_is_the_same_whoever_is_called_first_and_never_above_one(pairs: list[tuple[str, str]]) -> None:
    found = cohen_kappa(pairs)
    assert found == cohen_kappa([(two, one) for one, two in pairs])
    if found is not None:
        assert found <= 1
        assert (found == 1) == all(one == two for one, two in pairs)


@settings(max_examples=40)
@given(st.integers(3, 9), st.integers(0, 50))
def test_three_different_people_are_named_for_each_file(size: int, place: int) -> None:
    assert len(set(readers_of([str(one) for one in range(size)], place))) == 3


def test_rules_of_a_round_are_kept_whole() -> None:
    assert read_scoring(written_scoring(SCORING)) == SCORING


def test_the_packs_own_rules_make_a_hundred_and_name_rules_there_are(
    registry: LawRegistry, tmp_path: Path
) -> None:
    text, permits = (
        Path(f"packs/cn/review/scoring-{kind}.yaml").read_text("utf-8") for kind in ("penalty", "permit")
    )
    rules = {"penalty.ordinary": _named(text), "permit": _named(permits)}
    both = load_scoring(Path("packs"), registry, rules)
    assert [one.id for one in both] == ["penalty", "permit"]
    for found in both:
        assert sum(one.points for one in found.items) == ALL
        assert {one.basis for one in found.tests} == {"监督条例 §18"}
        assert len(found.by_rules) > len(found.by_people), "most items are judged by the rules of the scan"
    for before, after in (
        ("points: 8", "points: 9"),
        ("rules: [decision-complete,", "rules: [no-such-rule,"),
        ("basis: 监督条例 §18", "basis: 无此法 §18"),
        ("good: 75", "good: 95"),
        ("counts: open\n", "counts: some\n"),
    ):
        assert before in text
        (tmp_path / "scoring-x.yaml").write_text(text.replace(before, after, 1), "utf-8")
        with pytest.raises(PackErrors):
            load_scoring(tmp_path, registry, rules)


@pytest.fixture(scope="module")
def registry() -> LawRegistry:
    return load_registry(Path("packs"))


def _named(text: str) -> set[str]:
    lines = [one.split("[", 1)[1].split("]")[0] for one in text.splitlines() if "rules: [" in one]
    return {name.strip() for line in lines for name in line.split(",")}
