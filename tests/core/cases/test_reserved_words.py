"""Every step of the system and every field that its records bear has a name in both languages."""

import ast
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from plumbline.core.cases import reserved
from plumbline.core.cases.reserved import BESIDE as BESIDE_AN_ACT
from plumbline.core.cases.reserved import RESERVED_STEPS
from plumbline.core.cases.reserved_words import BESIDE, FIELDS, MACHINERY, STEPS
from plumbline.core.facts.linking import FIELDS as LINK_FIELDS
from plumbline.core.goods.entries import (
    GOODS_ENTRY,
    MONEY_ENTRY,
    Money,
    MoneyEntry,
    written_money,
    written_movement,
)
from plumbline.core.goods.stock import Move, Movement
from plumbline.core.goods.surcharge import Due
from plumbline.core.ledger.system_acts import DESTROY, destruction_fields

PAIRS = {
    **STEPS,
    **{f"{step}.{name}": pair for step, fields in FIELDS.items() for name, pair in fields.items()},
    **BESIDE,
}


def told_fields() -> dict[str, set[str]]:
    """The fields of each step as the text beside its constant tells them: `Fields: a, b …`."""
    body = ast.parse(Path(reserved.__file__).read_text("utf-8")).body
    found: dict[str, set[str]] = {}
    for constant, text in pairwise(body):
        if (
            isinstance(constant, ast.AnnAssign)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            step = getattr(reserved, ast.unparse(constant.target))
            _before, sign, said = str(text.value.value).partition("ield")
            if sign and step in RESERVED_STEPS:
                found[step] = set(re.findall(r"`(\w+)`", said))
    return found


def test_every_step_of_the_system_and_its_fields_are_named() -> None:
    assert STEPS.keys() == RESERVED_STEPS
    assert FIELDS.keys() == RESERVED_STEPS
    assert BESIDE.keys() >= BESIDE_AN_ACT


@pytest.mark.parametrize(("where", "pair"), PAIRS.items())
def test_each_name_stands_in_both_languages(where: str, pair: tuple[str, str]) -> None:
    zh, en = pair
    assert re.search(r"[\u4e00-\u9fff]", zh), where
    assert re.fullmatch(r"[A-Za-z][A-Za-z ,:'-]+", en), where


def test_what_the_steps_are_said_to_bear_is_named() -> None:
    told = told_fields()
    assert len(told) > 12
    lacking = {
        (step, name)
        for step, names in told.items()
        for name in names
        if name not in {**FIELDS[step], **BESIDE}
    }
    assert not lacking


def test_what_is_written_of_things_money_links_and_destruction_is_named() -> None:
    moved = Movement(
        "r", Move.TAKE_IN, *["x"], 1, "o", Decimal(1), "n", "u", "p", "k", 1, "s", "sp", "m", "kn"
    )
    paid = MoneyEntry("r", Money.PLAN, 1, Decimal(1), "n", "b", "r", (Due(1, Decimal(1)),))
    gone = destruction_fields(places=[], retention_expired="2026-01-01", appraisal="a", ground="g")
    for step, fields in (
        (GOODS_ENTRY, written_movement(moved, "r")),
        (MONEY_ENTRY, written_money(paid)),
        (DESTROY, gone),
        *LINK_FIELDS.items(),
    ):
        assert set(fields) <= FIELDS[step].keys(), step


def test_what_is_folded_away_is_a_field_of_its_step() -> None:
    assert all(names <= FIELDS[step].keys() for step, names in MACHINERY.items())
