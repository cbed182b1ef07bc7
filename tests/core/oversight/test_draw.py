"""A draw is the same for everybody, and nothing published of it can be changed unseen."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plumbline.core.oversight.draw import (
    Bundle,
    Drawn,
    commitment_of,
    draw,
    in_order,
    list_hash,
    mistakes,
    read_bundle,
    written,
)
from plumbline.core.oversight.draw_errors import (
    BundleUnreadable,
    ChosenOtherwise,
    CountUnusable,
    ItemUnusable,
    ListChanged,
    OutOfOrder,
    SeedNotCommitted,
    SeedUnusable,
)

NAMES = st.lists(
    st.text(st.sampled_from("青石罚决字〔2026〕0123456789号abAB-/"), min_size=1, max_size=12),
    min_size=2,
    max_size=30,
    unique=True,
)
SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)
SEED = "00" * 31 + "07"


@given(NAMES, SEEDS, st.data())
def test_whoever_draws_gets_the_same(names: list[str], seed: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(names)))
    shuffled = data.draw(st.permutations(names))
    made = draw(shuffled, seed, count)
    assert made == draw(names, seed, count)
    assert mistakes(made) == []
    assert read_bundle(json.dumps(written(made)).encode()) == made
    by_hand = sorted(names, key=lambda one: hmac.new(bytes.fromhex(seed), one.encode(), "sha256").digest())
    assert [one.item for one in made.chosen] == by_hand[:count]


@given(NAMES, SEEDS, st.data())
def test_more_are_drawn_after_the_same_first_ones(names: list[str], seed: str, data: st.DataObject) -> None:
    count = data.draw(st.integers(2, len(names)))
    assert draw(names, seed, count).chosen[:-1] == draw(names, seed, count - 1).chosen


@given(NAMES, SEEDS, st.data())
def test_a_changed_name_is_seen(names: list[str], seed: str, data: st.DataObject) -> None:
    made = draw(names, seed, 1)
    place = data.draw(st.integers(0, len(names) - 1))
    other = made.items[place] + "改"
    assume(other not in made.items)
    items = (*made.items[:place], other, *made.items[place + 1 :])
    assert ListChanged in kinds(replace(made, items=items))
    hidden = replace(made, items=in_order(items), list_hash=list_hash(in_order(items)))
    assert (kinds(hidden) == []) is (draw(hidden.items, seed, 1).chosen == made.chosen)


@given(NAMES, SEEDS, st.data())
def test_another_order_is_seen_even_with_its_own_hash(
    names: list[str], seed: str, data: st.DataObject
) -> None:
    made = draw(names, seed, 1)
    items = tuple(data.draw(st.permutations(made.items)))
    assume(items != made.items)
    assert kinds(replace(made, items=items)) == [OutOfOrder, ListChanged]
    assert kinds(replace(made, items=items, list_hash=list_hash(items))) == [OutOfOrder]


def test_the_others_mistakes_are_seen() -> None:
    made = draw(["甲", "乙", "丙", "丁"], SEED, 2)
    assert kinds(replace(made, commitment=commitment_of("01" * 32))) == [SeedNotCommitted]
    assert kinds(replace(made, items=made.items[1:])) in ([ListChanged], [ListChanged, ChosenOtherwise])
    first, second = made.chosen
    assert kinds(replace(made, chosen=(second, first))) == [ChosenOtherwise]
    assert kinds(replace(made, chosen=(first, Drawn(second.item, "0" * 64)))) == [ChosenOtherwise]
    other = "01" * 32
    assert SeedNotCommitted in kinds(replace(made, seed=other))


def test_what_the_bytes_are() -> None:
    made = draw(["乙", "甲"], SEED, 1)
    assert made.items == ("乙", "甲")
    assert made.list_hash == hashlib.sha256("乙\n甲\n".encode()).hexdigest()
    assert made.commitment == hashlib.sha256(b"\0" * 31 + b"\7").hexdigest()


@pytest.mark.parametrize(
    "items", [["甲", ""], ["甲", "甲"], [" 甲"], ["甲\n乙"], ["甲\u200b"], ["e\u0301"], ["甲\u3000"]]
)
def test_a_name_has_one_writing(items: Sequence[str]) -> None:
    with pytest.raises(ItemUnusable):
        in_order(items)


def test_what_cannot_be_drawn_is_refused() -> None:
    for seed in ("", "0" * 63, "A" * 64, "0" * 62 + " 0"):
        with pytest.raises(SeedUnusable):
            draw(["甲"], seed, 1)
    for count in (0, -1, 2):
        with pytest.raises(CountUnusable):
            draw(["甲"], SEED, count)
    good = written(draw(["甲"], SEED, 1))
    for broken in (
        b"",
        b"[]",
        json.dumps({**good, "format": "other"}).encode(),
        json.dumps({**good, "list": [1]}).encode(),
        json.dumps({**good, "drawn": [{"item": "x"}]}).encode(),
        json.dumps({**good, "drawn": None}).encode(),
    ):
        with pytest.raises(BundleUnreadable):
            read_bundle(broken)


def kinds(bundle: Bundle) -> list[type]:
    return [type(one) for one in mistakes(bundle)]
