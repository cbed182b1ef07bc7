"""A fine told as paid in full while the account of the case was open: a breach until what was paid is entered."""

from decimal import Decimal

import pytest
from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.account_rules import PAID
from plumbline.core.cases.by_account import by_account
from plumbline.core.clocks.civil import parse_day
from plumbline.core.goods.entries import MONEY_ENTRY, Money, MoneyEntry, written_money
from plumbline.core.goods.surcharge import Due
from plumbline.core.rules.explanation_wording import message
from plumbline.core.vocabulary import Outcome


@pytest.fixture(scope="module")
def docket():
    return docket_of("penalty.ordinary")


@pytest.fixture
def case(docket):
    built = CaseBuilder(docket, "2026-03-02 09:00", party_kind="organisation")
    built.act("file_case", "2026-03-02 10:00", source="inspection")
    built.act("decide", "2026-03-16 09:00", outcome="penalty", fine=Decimal(1000))
    built.act("serve", "2026-03-20")
    return built


def money(case, at: str, kind: Money, amount: str = "0", **more) -> None:
    case.reserved(MONEY_ENTRY, at, written_money(MoneyEntry("", kind, 0, Decimal(amount), **more)))


def found(case) -> list[tuple[Outcome, str]]:
    history = case.history()
    folded = history.folded(instant("2026-12-01 09:00"))
    return [(one.outcome, one.detail) for one in by_account(case.docket, history, folded)]


def test_a_case_that_keeps_no_account_is_believed(case) -> None:
    case.act("pay_fine", "2026-04-01", channel="bank")
    assert found(case) == []


def test_instalments_that_were_not_all_paid(case) -> None:
    plan = (Due(parse_day("2026-04-20"), Decimal(400)), Due(parse_day("2026-05-20"), Decimal(600)))
    money(case, "2026-04-02 10:00", Money.PLAN, plan=plan)
    money(case, "2026-04-20 10:00", Money.PAY, "400")
    case.act("pay_fine", "2026-04-21", channel="bank")
    assert found(case) == [(Outcome.VIOLATED, "600")]
    money(case, "2026-04-21 08:00", Money.PAY, "600")
    assert found(case) == [(Outcome.SATISFIED, "")], "what came that day was entered"


def test_what_came_only_afterwards_does_not_make_it_paid_then(case) -> None:
    money(case, "2026-03-21 10:00", Money.NOTICE, "1000", number="1")
    case.act("pay_fine", "2026-04-01", channel="bank")
    money(case, "2026-04-02 10:00", Money.PAY, "1000")
    assert found(case) == [(Outcome.VIOLATED, "1,000")]


def test_the_surcharge_that_the_organ_charges_belongs_to_it_and_what_is_excused_does_not(case) -> None:
    money(case, "2026-04-10 10:00", Money.PAY, "1000")
    money(case, "2026-04-10 12:00", Money.CHARGE)
    case.act("pay_fine", "2026-04-11", channel="bank")
    assert found(case) == [(Outcome.VIOLATED, "90")]
    money(case, "2026-04-12 12:00", Money.EXCUSE, "90", reason="执行和解")
    assert found(case) == [(Outcome.SATISFIED, "")]


def test_it_is_told_with_its_sum_and_its_article(case) -> None:
    money(case, "2026-03-21 10:00", Money.NOTICE, "1000", number="1")
    case.act("pay_fine", "2026-04-01", channel="bank")
    history, now = case.history(), instant("2026-12-01 09:00")
    folded = history.folded(now)
    told = case.docket.explain(folded, next(iter(by_account(case.docket, history, folded))), now)
    said = message(told, lambda _step: "缴清罚款", "zh")
    assert "2026年4月1日缴清罚款，当日账上尚有1,000元没有缴纳" in said
    assert case.docket.rule_on(PAID, folded.by_step["pay_fine"][0].day).basis[0] == "处罚法 §67 ¶3"


def test_procedures_without_a_fine_have_no_such_rule() -> None:
    assert PAID not in docket_of("permit").versions
