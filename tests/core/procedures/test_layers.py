"""Layers by field and division: which ones an organ works under, in which order, and what they may do."""

import shutil
from pathlib import Path

import pytest
from tests.packs.bad_packs import BASE

from plumbline.core.clocks.counting import Period
from plumbline.core.data_file.errors import PackErrors
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.pack_set import PackSet, load_packs
from plumbline.core.rules.rule import Clock

TIGHTER = """
layer_of: well.use
division: '{division}'
checked_on: 2026-11-23
basis: 许可法 §42
rules:
  decide-in-20-days:
    says: {n}个工作日内决定
    english: Decide sooner
    basis: 许可法 §42
    clock:
      bearer: organ
      from: accept
      to: decide
      within: {n} working_days
      extensions: [{{step: extend, amount: days, cap: 10, times: 1}}]
"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> PackSet:
    root = tmp_path_factory.mktemp("packs")
    shutil.copytree(BASE / "cn", root / "cn")
    for division, n in (("650000", 15), ("650100", 12), ("650105", 10), ("110000", 5)):
        folder = root / f"cn-{division}" / "procedures" / "well"
        folder.mkdir(parents=True)
        (folder / "layer.yaml").write_text(TIGHTER.format(division=division, n=n), encoding="utf-8")
    return load_packs(root, "skip")


def days(procedure: Procedure, rule: str = "decide-in-20-days") -> int:
    body = procedure.rule(rule).body
    assert isinstance(body, Clock)
    assert isinstance(body.term, Period)
    return body.term.n


@pytest.mark.parametrize(
    ("division", "limit"),
    [
        (None, 20),
        ("650000", 15),
        ("650200", 15),
        ("650100", 12),
        ("650104", 12),
        ("650105", 10),
        ("110101", 5),
        ("440000", 20),
    ],
)
def test_a_division_takes_its_own_layers_and_those_above(
    packs: PackSet, division: str | None, limit: int
) -> None:
    assert days(packs.procedure("well.use", division=division)) == limit


def test_layers_are_named_in_the_order_of_application(packs: PackSet) -> None:
    assert packs.procedure("well.use", division="650105").layers == (
        "cn",
        "cn-650000",
        "cn-650100",
        "cn-650105",
    )
    assert packs.procedure("well.use", field="fire").layers == ("cn", "cn/fire")


def test_a_field_displaces_with_its_permission(packs: PackSet) -> None:
    procedure = packs.procedure("well.use", field="fire")
    assert "decide-in-20-days" not in {rule.id for rule in procedure.rules}
    rule = procedure.rule("decide-in-30-days-fire")
    assert (rule.displaces, rule.permitted_by, rule.layer) == ("decide-in-20-days", "许可法 §42", "cn/fire")
    assert "hydrant" in procedure.steps["accept"].fields
    assert "hydrant" not in packs.procedure("well.use").steps["accept"].fields


def test_field_and_division_that_contradict_each_other_are_found_when_combined(packs: PackSet) -> None:
    """The field displaced the clock that the division tightens: together the division's rule is one of its own."""
    procedure = packs.procedure("well.use", field="fire", division="650105")
    assert days(procedure) == 10
    assert days(procedure, "decide-in-30-days-fire") == 30


def test_content_hash_follows_the_content(packs: PackSet, tmp_path: Path) -> None:
    base = packs.procedure("well.use").content_hash
    assert len(base) == 64
    assert packs.procedure("well.use", division="650105").content_hash != base
    assert load_packs(BASE).procedure("well.use").content_hash == base


def test_comments_and_layout_do_not_change_the_hash(tmp_path: Path) -> None:
    hashes = []
    for name, more in (("a", ""), ("b", "\n# a remark\n")):
        folder = tmp_path / name / "cn" / "procedures" / "well"
        folder.mkdir(parents=True)
        for part in ("calendars", "law"):
            (tmp_path / name / "cn" / part).symlink_to(BASE / "cn" / part)
        text = (BASE / "cn/procedures/well/procedure.yaml").read_text(encoding="utf-8")
        text = text.replace("basis: 许可法 §34\n", "basis:  许可法 §34\n") + more
        (folder / "procedure.yaml").write_text(text, encoding="utf-8")
        hashes.append(load_packs(tmp_path / name, "skip").procedure("well.use").content_hash)
    assert hashes[0] == hashes[1]


def test_an_unknown_procedure(packs: PackSet) -> None:
    with pytest.raises(PackErrors, match=r"did you mean “well\.use”"):
        packs.procedure("well.uses")
