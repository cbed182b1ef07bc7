"""Every pack in packs/ loads strictly, and every worked example comes out as its author computed it by hand."""

from pathlib import Path

import pytest
from tests.builders.worked_examples import packs as worked_packs

from plumbline.core.data_file.nodes import read_yaml
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.procedures.schemas import PLACES, SCHEMAS

PACKS = Path(__file__).resolve().parents[2] / "packs"


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return worked_packs()


def chains() -> list[tuple[str, str | None, str | None]]:
    loaded = kept_packs(PACKS)
    national: list[tuple[str, str | None, str | None]] = [(id, None, None) for id in loaded.ids]
    return national + [(p.layer_of, p.field, p.division) for p in loaded.layers]


@pytest.mark.parametrize("chain", chains(), ids=lambda c: "/".join(part for part in c if part))
def test_examples_come_out_as_computed(packs: PackSet, chain: tuple[str, str | None, str | None]) -> None:
    examples = packs.examples(*chain)
    assert examples
    assert [wrong.report("en") for wrong in packs.wrong_examples(*chain)] == []


def test_every_rule_cites_law_and_a_row_of_the_fact_base(packs: PackSet) -> None:
    for id in packs.ids:
        for rule in packs.procedure(id).rules:
            assert rule.basis, rule.id
            assert rule.rows or "examples" in rule.place.file, rule.id


def test_every_text_has_its_english(packs: PackSet) -> None:
    for chain in chains():
        assert [w.report("en") for w in packs.warnings(*chain) if type(w).__name__ == "NoEnglish"] == []


def test_schemas_accept_every_pack(packs: PackSet) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    checked = 0
    for name, make in SCHEMAS.items():
        validator = jsonschema.Draft202012Validator(make())
        for file in sorted(PACKS.rglob(PLACES[name])):
            data = read_yaml(file.read_text("utf-8"), file.name).as_json()
            assert [e.message for e in validator.iter_errors(data)] == [], file
            checked += 1
    assert checked > 20
