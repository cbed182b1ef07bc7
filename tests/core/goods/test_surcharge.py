"""The surcharge to the day, against somebody who walks every day with a notebook."""

from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.examples import some

from plumbline.core.clocks.civil import parse_day
from plumbline.core.goods.account import Account, balance, check_payment, check_plan, explain
from plumbline.core.goods.errors import CountWrong, PaysTooMuch, PlanWrong
from plumbline.core.goods.surcharge import Due, Paid, Pause, Rate, surcharge

RATE = Rate(Decimal("0.03"), Decimal(1), ("处罚法 §72 ¶1(1)",))
DUE = parse_day("2026-03-10")
days = st.integers(0, 60)
sums = st.decimals(1, 5000, places=2)
plans = st.lists(st.builds(Due, days, sums), min_size=1, max_size=3, unique_by=lambda due: due.day)
payments = st.lists(st.builds(Paid, days, sums), max_size=4)
pauses = st.lists(
    st.builds(lambda first, n: Pause(first, None if n is None else first + n), days, st.none() | days),
    max_size=3,
)


def walked(dues: list[Due], payments: list[Paid], pauses: list[Pause], on: int) -> Decimal:
    """Day by day: what of each sum is still open in the morning bears three per cent, until the cap is full."""
    open_sums = {due.day: due.amount for due in dues}
    total, cap = Decimal(0), sum(open_sums.values())
    for day in range(on + 1):
        away = any(one.first < day <= (on if one.last is None else one.last) for one in pauses)
        if not away:
            total += sum(left for due, left in open_sums.items() if due < day) * Decimal("0.03")
        money = sum(one.amount for one in payments if one.day == day)
        for due in sorted(open_sums):
            taken = min(open_sums[due], money)
            open_sums[due] -= taken
            money -= taken
    return min(total, cap).quantize(Decimal("0.01"), ROUND_DOWN)


@settings(max_examples=some(150), deadline=None)
@given(plans, payments, pauses, st.integers(0, 90))
def test_as_walked_day_by_day(dues: list[Due], paid: list[Paid], away: list[Pause], on: int) -> None:
    assert surcharge(dues, paid, away, RATE, on).amount == walked(dues, paid, away, on)


@settings(max_examples=some(60), deadline=None)
@given(plans, payments, pauses, st.integers(0, 90))
def test_never_falls_and_never_passes_the_fine(
    dues: list[Due], paid: list[Paid], away: list[Pause], on: int
) -> None:
    today, tomorrow = (surcharge(dues, paid, away, RATE, day) for day in (on, on + 1))
    assert today.amount <= tomorrow.amount <= sum(due.amount for due in dues)


def test_the_last_day_to_pay_bears_nothing_and_the_day_of_payment_counts() -> None:
    fine = [Due(DUE, Decimal(1000))]
    assert surcharge(fine, [], [], RATE, DUE).amount == 0
    assert surcharge(fine, [Paid(DUE + 1, Decimal(1000))], [], RATE, DUE + 30).amount == Decimal("30.00")


def test_full_on_the_34th_day() -> None:
    fine = [Due(DUE, Decimal(1000))]
    assert surcharge(fine, [], [], RATE, DUE + 33).amount == Decimal("990.00")
    found = surcharge(fine, [], [], RATE, DUE + 34)
    assert (found.amount, found.at_cap) == (Decimal("1000.00"), True)


def test_reconsideration_is_not_counted() -> None:
    away = [Pause(DUE + 2, DUE + 8), Pause(DUE + 5, DUE + 9)]
    found = surcharge([Due(DUE, Decimal(1000))], [], away, RATE, DUE + 10)
    assert found.amount == Decimal("90.00")
    assert found.stretches[0].paused == 7


def test_owed_only_where_charged_and_explained() -> None:
    account = Account(Decimal(1000), (Due(DUE, Decimal(1000)),), (Paid(DUE + 2, Decimal(400)),))
    found = balance(account, RATE, DUE + 4)
    assert (found.fine_left, found.accrued.amount, found.owed) == (
        Decimal(600),
        Decimal("96.00"),
        Decimal(600),
    )
    said = explain(account, found, RATE, "zh")
    assert "2026-03-13 至 2026-03-14 逾期 600 元，计 2 日：600 × 3% × 2 = 36 元" in said
    assert "尚未决定" in said[-2]
    charged = Account(account.fine, account.dues, account.paid, charged=True)
    assert balance(charged, RATE, DUE + 4).owed == Decimal("696.00")
    assert "charged" in explain(charged, balance(charged, RATE, DUE + 4), RATE, "en")[-2]


def test_what_is_excused_goes_from_the_surcharge_first() -> None:
    account = Account(Decimal(1000), (Due(DUE, Decimal(1000)),), charged=True, excused=Decimal(100))
    found = balance(account, RATE, DUE + 2)
    assert (found.surcharge_left, found.fine_left) == (Decimal(0), Decimal(960))


def test_a_payment_beyond_the_fine_goes_to_the_surcharge() -> None:
    account = Account(
        Decimal(1000), (Due(DUE, Decimal(1000)),), (Paid(DUE + 2, Decimal(1060)),), charged=True
    )
    assert balance(account, RATE, DUE + 9).owed == 0


def test_plans_make_up_the_fine() -> None:
    check_plan(Decimal(300), [Due(1, Decimal(100)), Due(2, Decimal(200))])
    for wrong in ([Due(1, Decimal(100))], [Due(2, Decimal(100)), Due(1, Decimal(200))]):
        with pytest.raises(PlanWrong):
            check_plan(Decimal(300), wrong)


def test_payments_are_sums_and_no_more_than_owed() -> None:
    check_payment(Decimal("10.50"), Decimal("10.50"))
    with pytest.raises(PaysTooMuch):
        check_payment(Decimal("10.51"), Decimal("10.50"))
    with pytest.raises(CountWrong):
        check_payment(Decimal("0.001"), Decimal(1))
