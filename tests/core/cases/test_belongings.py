"""Things and money of a case from its records, and what stands against closing it."""

from decimal import Decimal

import pytest
from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.belongings import belongings, rate_on
from plumbline.core.cases.closing import unexplained
from plumbline.core.cases.door import Proposal, hindrances
from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.cases.standing import possibilities, probe_of
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.goods.account import balance
from plumbline.core.goods.entries import (
    GOODS_ENTRY,
    MONEY_ENTRY,
    Money,
    MoneyEntry,
    money_of,
    written_money,
    written_movement,
)
from plumbline.core.goods.errors import EntryUnreadable
from plumbline.core.goods.stock import Move, Movement
from plumbline.core.goods.surcharge import Due

TAKEN = Movement("", Move.TAKE_IN, "", 0, "", Decimal(3), "液化气瓶", "只", "一号库", "王某")


@pytest.fixture(scope="module")
def docket():
    return docket_of("penalty.ordinary")


@pytest.fixture
def case(docket):
    built = CaseBuilder(docket, "2026-03-02 09:00", party_kind="organisation")
    built.act("file_case", "2026-03-02 10:00", source="inspection")
    return built


def fined(case) -> None:
    case.act("decide", "2026-03-16 09:00", outcome="penalty", fine=Decimal(1000))
    case.act("serve", "2026-03-20")


def money(case, at: str, kind: Money, amount: str = "0", **more):
    entry = MoneyEntry("", kind, 0, Decimal(amount), **more)
    return case.reserved(MONEY_ENTRY, at, written_money(entry))


def owed(case, day: str):
    held = belongings(case.docket, case.history(), instant(f"{day} 20:00"))
    on = parse_day(day)
    return balance(held.account, rate_on(case.docket, on), on)


def against(case, at: str = "2026-06-01 09:00", step: str = "close_archive") -> list[str]:
    return [one.zh for one in unexplained(case.docket, case.history(), step, instant(at))]


def test_the_fine_falls_due_when_the_clock_of_the_pack_says(case) -> None:
    fined(case)
    held = belongings(case.docket, case.history(), instant("2026-03-21 09:00"))
    # fifteen days from the day after service end on Saturday 4 April, in the holiday of 4 to 6 April
    assert held.account.dues == (Due(parse_day("2026-04-07"), Decimal(1000)),)
    assert owed(case, "2026-04-07").accrued.amount == 0
    assert owed(case, "2026-04-08").accrued.amount == Decimal("30.00")


def test_a_deferral_moves_the_day_and_a_plan_splits_it(case) -> None:
    fined(case)
    case.act("defer_payment", "2026-04-01 09:00", pay_by=parse_day("2026-05-20"))
    held = belongings(case.docket, case.history(), instant("2026-04-02 09:00"))
    assert [one.day for one in held.account.dues] == [parse_day("2026-05-20")]
    plan = (Due(parse_day("2026-04-20"), Decimal(400)), Due(parse_day("2026-05-20"), Decimal(600)))
    money(case, "2026-04-02 10:00", Money.PLAN, plan=plan)
    assert owed(case, "2026-04-22").accrued.amount == Decimal("24.00")


def test_reconsideration_stops_the_count_until_it_ends(case) -> None:
    fined(case)
    money(case, "2026-04-09 09:00", Money.PAUSE, reason="申请行政复议")
    assert owed(case, "2026-05-09").accrued.amount == Decimal("60.00")
    money(case, "2026-05-10 09:00", Money.RESUME)
    assert owed(case, "2026-05-11").accrued.amount == Decimal("90.00")


def test_a_case_with_a_fine_unpaid_does_not_close_and_says_how_much(case) -> None:
    fined(case)
    assert "尚有 1,000 元没有缴纳" in against(case)[0]
    money(case, "2026-04-02 10:00", Money.PAY, "400")
    assert "尚有 600 元没有缴纳" in against(case)[0]
    assert against(case, step="investigate") == []
    case.act("pay_fine", "2026-04-03", channel="bank")
    assert against(case) == []
    held = belongings(case.docket, case.history(), instant("2026-04-04 09:00"))
    assert held.account.stated == Decimal(600), "the account says of how much no payment was entered"


def test_a_charged_surcharge_is_owed_until_it_is_paid_or_excused(case) -> None:
    fined(case)
    money(case, "2026-04-10 10:00", Money.CHARGE)
    case.act("pay_fine", "2026-04-10", channel="bank")
    assert "加处罚款 90 元" in against(case)[0]
    money(case, "2026-04-11 10:00", Money.EXCUSE, "90", reason="达成执行协议，减免加处罚款")
    assert against(case) == []


def test_cash_collected_on_the_spot_must_have_reached_the_bank(case) -> None:
    case.act("collect_on_spot", "2026-03-20", receipt_no="P-7")
    assert "票据 P-7" in against(case)[0]
    case.act("bank_cash", "2026-03-21", receipt_no="P-7")
    assert against(case) == []


def test_a_case_with_things_in_store_does_not_close_by_the_door_nor_on_the_page(case) -> None:
    taken = case.reserved(GOODS_ENTRY, "2026-03-05 09:00", written_movement(TAKEN))
    now, history = instant("2026-06-01 09:00"), case.history()
    probe = probe_of(case.docket, history, "close_archive", now)
    said = hindrances(case.docket, history, Proposal(probe, "officer"), now, OfficerRegister({}, closed=True))
    reason = next(one for one in said if "液化气瓶" in one.zh)
    assert reason.blocks
    assert "两人签名" in (reason.way_out("zh") or "")
    offered = possibilities(case.docket, history, now, "officer", None)
    assert reason in next(one for one in offered if one.step.id == "close_archive").reasons
    transfer = unexplained(case.docket, history, "transfer_case", now)
    assert [one.blocks for one in transfer] == [False]
    case.reserved(VOID_ACT, "2026-03-06 09:00", {"reason": "重复登记"}, corrects=taken.id)
    assert against(case) == []


def test_an_entry_that_cannot_be_read_names_the_field(case) -> None:
    wrong = case.reserved(MONEY_ENTRY, "2026-03-06 09:00", {"kind": "pay", "amount": "-3"})
    with pytest.raises(EntryUnreadable) as caught:
        money_of([wrong], frozenset(), case.docket.calendar.local_day)
    assert "amount" in caught.value.message("en")


def refused(case, at: str) -> list[str]:
    """What the door and the page say against «paid in full»."""
    now, history = instant(at), case.history()
    probe = probe_of(case.docket, history, "pay_fine", now)
    said = hindrances(case.docket, history, Proposal(probe, "officer"), now, OfficerRegister({}, closed=True))
    offered = possibilities(case.docket, history, now, "officer", None)
    reasons = next(one for one in offered if one.step.id == "pay_fine").reasons
    found = [one for one in said if one.goods_of]
    assert [one for one in reasons if one.goods_of] == found
    assert all(one.blocks and one.way_out("zh") and one.basis[0] == "处罚法 §67 ¶3" for one in found)
    return [f"{one.zh}（{'；'.join(one.basis)}）" for one in found]


def test_a_fine_is_not_paid_in_full_while_its_account_is_open(case) -> None:
    fined(case)
    assert "账上尚有 1,000 元没有缴纳" in refused(case, "2026-04-01 09:00")[0]
    plan = (Due(parse_day("2026-04-20"), Decimal(400)), Due(parse_day("2026-05-20"), Decimal(600)))
    money(case, "2026-04-02 10:00", Money.PLAN, plan=plan)
    money(case, "2026-04-20 10:00", Money.PAY, "400")
    said = refused(case, "2026-04-21 09:00")[0]
    assert "账上尚有 600 元没有缴纳（罚款 600 元，加处罚款 0 元，分期缴纳尚未缴完）" in said
    assert "处罚法 §66 ¶2" in said
    money(case, "2026-05-22 10:00", Money.PAY, "600")
    assert refused(case, "2026-05-22 11:00") == []


def test_nor_while_a_charged_surcharge_is_open(case) -> None:
    fined(case)
    money(case, "2026-04-10 10:00", Money.PAY, "1000")
    assert refused(case, "2026-04-10 11:00") == []
    money(case, "2026-04-10 12:00", Money.CHARGE)
    said = refused(case, "2026-04-11 09:00")[0]
    assert "账上尚有 90 元没有缴纳（罚款 0 元，加处罚款 90 元）" in said
    assert "处罚法 §72 ¶1(1)" in said
