"""Seized things: nothing is lost, nothing is given out twice, a destruction takes two."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.examples import some

from plumbline.core.goods.errors import (
    CountWrong,
    GoodsError,
    NotYourSignature,
    SignerMissing,
    StockShort,
    UnknownItem,
)
from plumbline.core.goods.stock import Move, Movement, Stock, fold_stock, move

IN = Movement("r1", Move.TAKE_IN, "", 10, "a", Decimal(5), "电动自行车", "辆", "一号库", "王某", 40)


def of(kind: Move, count: int = 1, *, record: str = "r2", by: str = "a", second: str = "") -> Movement:
    return Movement(record, kind, "r1", 12, by, Decimal(count), second=second)


@settings(max_examples=some(100), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(Move)), st.integers(-1, 4), st.sampled_from("ab"))))
def test_all_that_came_in_is_somewhere(steps: list[tuple[Move, int, str]]) -> None:
    stock, there = fold_stock([IN]), 5
    for place, (kind, count, by) in enumerate(steps):
        item = f"m{place - 1}" if kind is Move.SIGN else "r1"
        step = Movement(f"m{place}", kind, item, 12, by, Decimal(count), "x", "辆", second="b")
        try:
            stock = move(stock, step)
        except GoodsError:
            continue
        there += count if kind is Move.TAKE_IN else 0
        total = Decimal(0)
        for one in stock.items.values():
            parts = [one.held, one.lent, one.waiting, *one.gone.values()]
            assert min(parts) >= 0
            assert one.taken == sum(parts)
            total += one.taken
        assert total == there
        assert sum(one.count for one in stock.unsigned.values()) == sum(
            one.waiting for one in stock.items.values()
        )


def test_more_than_is_there_does_not_leave() -> None:
    with pytest.raises(StockShort):
        fold_stock([IN, of(Move.GIVE_BACK, 3), of(Move.AUCTION, 3)])
    with pytest.raises(StockShort):  # what is out for a test cannot be given back from there
        fold_stock([IN, of(Move.LEND, 3), of(Move.GIVE_BACK, 3)])
    with pytest.raises(CountWrong):
        fold_stock([IN, of(Move.GIVE_BACK, 0)])
    with pytest.raises(UnknownItem):
        move(Stock(), of(Move.GIVE_BACK))


def test_a_destruction_takes_two() -> None:
    with pytest.raises(SignerMissing):
        fold_stock([IN, of(Move.DESTROY, 2, second="a")])
    asked = fold_stock([IN, of(Move.DESTROY, 2, second="b")])
    assert (asked.items["r1"].held, asked.items["r1"].waiting, asked.items["r1"].left) == (3, 2, 5)
    signature = Movement("r3", Move.SIGN, "r2", 13, "a")
    with pytest.raises(NotYourSignature):
        move(asked, signature)
    signed = move(asked, Movement("r3", Move.SIGN, "r2", 13, "b"))
    assert (signed.items["r1"].gone, signed.items["r1"].left) == ({"destroy": 2}, 3)
    with pytest.raises(NotYourSignature):
        move(signed, Movement("r4", Move.SIGN, "r2", 13, "b"))


def test_place_keeper_and_term_change_without_the_count() -> None:
    there = Movement("r2", Move.PLACE, "r1", 12, "a", place="二号库", due=70)
    item = fold_stock([IN, there]).items["r1"]
    assert (item.place, item.keeper, item.due, item.held) == ("二号库", "王某", 70, 5)


def test_explained_when_all_has_left() -> None:
    stock = fold_stock([IN, of(Move.LEND, 2), of(Move.BRING_BACK, 2), of(Move.GIVE_BACK, 4)])
    assert [one.left for one in stock.unexplained] == [1]
    assert not move(stock, of(Move.HAND_OVER)).unexplained
