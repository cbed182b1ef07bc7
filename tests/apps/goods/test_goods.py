"""Things and money over the real store: entered or refused, told by projections, paid by the bank's file."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import FILED, HEAD, LU, OTHER_ORGAN, QIN, did, opened, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.payments import notices_of_copies, rows_of

from plumbline.apps.casework.thing_terms import things_due_until
from plumbline.apps.goods import actions
from plumbline.apps.goods.actions import bank_lots
from plumbline.apps.goods.errors import (
    BankFileUnreadable,
    NotAnEntry,
    PlanNotApproved,
    ReasonMissing,
    StillRestedOn,
)
from plumbline.apps.goods.models import BankRow, GoodsItem, MoneyStanding, PaymentNotice
from plumbline.apps.goods.store import GoodsProjection
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.reminders import actions as reminders
from plumbline.apps.reminders.queries import unread
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.goods.entries import Money
from plumbline.core.goods.errors import PaysTooMuch, SignerMissing, StockShort
from plumbline.core.goods.stock import Move, Movement
from plumbline.core.goods.surcharge import Due
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-04-02 09:00")
PACE = actions.Pace(lambda: NOW)
HEAD_LINE = "缴款通知书号,金额,缴款日期,流水号,付款人\n"


@pytest.fixture
def case() -> str:
    built = opened("2026-03-02 09:00")
    did(built, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


@pytest.fixture
def fined(case) -> str:
    more = {"outcome": "penalty", "fine": Decimal(1000)}
    did(case, "decide", "2026-03-16 09:00", by=HEAD, mode="attest", **more)
    did(case, "serve", "2026-03-20 09:00", mode="attest")
    return case


def moved(case: str, kind: Move, item: str = "", count: str = "1", *, by=QIN, **more):
    about = {name: more.pop(name) for name in ("receiver", "reason", "seen") if name in more}
    step = Movement("", kind, item, 0, "", Decimal(count), **more)
    return actions.enter_movement(person=by, case=case, movement=step, now=NOW, **about)


def taken(case: str, count: str = "3") -> str:
    more = {"name": "液化气瓶", "unit": "只", "place": "一号库", "keeper": "王某"}
    return moved(case, Move.TAKE_IN, count=count, due=parse_day("2026-04-30"), **more).record.id


def test_a_thing_goes_in_and_out_and_the_ledger_says_where_it_is(case) -> None:
    item = taken(case)
    given = moved(case, Move.GIVE_BACK, item, "2", receiver="张某").record
    assert "receiver" in given.personal
    assert "张某" not in str(given.fields)
    row = GoodsItem.objects.get()
    assert (row.taken, row.held, row.gone, row.is_left) == ("3", "1", '{"give_back":"2"}', True)
    before = len(case_records(case))
    with pytest.raises(StockShort):
        moved(case, Move.AUCTION, item, "2")
    assert len(case_records(case)) == before


def test_a_destruction_takes_the_own_login_of_two(case) -> None:
    item = taken(case)
    with pytest.raises(SignerMissing):
        moved(case, Move.DESTROY, item, "3", second="QS-0001")
    asked = moved(case, Move.DESTROY, item, "3", second="QS-0002").record.id
    assert GoodsItem.objects.get().waiting == "3"
    moved(case, Move.SIGN, asked, "0", by=LU)
    assert not GoodsItem.objects.get().is_left


def test_other_organs_enter_nothing_and_a_stale_page_is_told(case) -> None:
    with pytest.raises(AccessRefused):
        moved(case, Move.TAKE_IN, by=person(Role.OFFICER, "X", OTHER_ORGAN), name="x")
    with pytest.raises(CaseMoved):
        moved(case, Move.TAKE_IN, name="x", seen=1)


def test_an_entry_is_voided_with_reason_unless_later_ones_rest_on_it(case) -> None:
    item = taken(case)
    later = moved(case, Move.GIVE_BACK, item).record.id
    common = {"person": QIN, "case": case, "now": NOW}
    with pytest.raises(StillRestedOn):
        actions.void_entry(**common, record=item, reason="重复")
    with pytest.raises(ReasonMissing):
        actions.void_entry(**common, record=later, reason=" ")
    with pytest.raises(NotAnEntry):
        actions.void_entry(**common, record=case_records(case)[0].record.id, reason="重复")
    actions.void_entry(**common, record=later, reason="登记错误")
    actions.void_entry(**common, record=item, reason="登记错误")
    assert not GoodsItem.objects.exists()


def test_the_case_closes_only_when_things_and_money_are_explained(fined) -> None:
    item = taken(fined)
    with pytest.raises(ActRefused) as caught:
        did(fined, "close_archive", "2026-04-02 09:30", by=HEAD, state="performed")
    said = [one.zh for one in caught.value.hindrances]
    assert any("液化气瓶" in one for one in said)
    assert any("1,000 元没有缴纳" in one for one in said)
    moved(fined, Move.GIVE_BACK, item, "3")
    pay = {"amount": Decimal(1000), "at": Moment("2026-04-01", "day"), "now": NOW}
    actions.enter_payment(person=QIN, case=fined, **pay)
    with pytest.raises(PaysTooMuch):
        actions.enter_payment(person=QIN, case=fined, **pay)
    papers = ("结案审批表", "卷宗")
    did(fined, "close_archive", "2026-04-02 09:30", by=HEAD, papers=papers, state="performed")


def test_a_plan_needs_its_approval(fined) -> None:
    plan = (Due(parse_day("2026-04-20"), Decimal(400)), Due(parse_day("2026-05-20"), Decimal(600)))
    with pytest.raises(PlanNotApproved):
        actions.enter_plan(person=QIN, case=fined, plan=plan, now=NOW)
    did(fined, "defer_payment", "2026-04-01 09:00", mode="attest", pay_by=parse_day("2026-05-20"))
    actions.enter_plan(person=QIN, case=fined, plan=plan, now=NOW)
    assert MoneyStanding.objects.get().due_day == parse_day("2026-04-20")


def test_charging_and_excusing_say_why(fined) -> None:
    common = {"person": HEAD, "case": fined, "now": instant("2026-04-10 09:00")}
    with pytest.raises(ReasonMissing):
        actions.enter_turn(**common, kind=Money.CHARGE, reason="")
    actions.enter_turn(**common, kind=Money.CHARGE, reason="逾期三日")
    with pytest.raises(PaysTooMuch):
        actions.enter_turn(**common, kind=Money.EXCUSE, reason="协议", amount=Decimal("1090.01"))
    actions.enter_turn(**common, kind=Money.EXCUSE, reason="协议", amount=Decimal("1090.00"))
    assert not MoneyStanding.objects.get().is_left


def notice(case: str, amount: str) -> str:
    actions.issue_notice(person=QIN, case=case, amount=Decimal(amount), now=NOW)
    number: str = PaymentNotice.objects.get(amount=amount).number
    return number


def sent(text: str) -> tuple[int, int, int]:
    done = actions.take_bank_file(
        person=QIN, content=(HEAD_LINE + text).encode("utf-8-sig"), today=parse_day("2026-04-02"), pace=PACE
    )
    return done.entered, done.known, done.waiting


def test_the_banks_file_pays_notices_once_and_keeps_the_rest_to_mend(fined) -> None:
    first, second = notice(fined, "400.00"), notice(fined, "600.00")
    file = (
        f"{first},400.00,2026-04-01,LS-1,某公司\n{second},599.00,2026-04-01,LS-2,某公司\n"
        "999,5.00,2026-04-01,LS-3,甲\n"
    )
    assert sent(file) == (1, 0, 2)
    count = len(case_records(fined))
    assert sent(file) == (0, 1, 0)
    assert len(case_records(fined)) == count
    assert "某公司" not in str([vars(row) for row in BankRow.objects.all()])
    row = BankRow.objects.get(reference="LS-2")
    assert "599 元与缴款通知书未缴的 600 元不符" in row.problem_zh
    common = {"person": QIN, "number": second, "now": NOW, "today": parse_day("2026-04-02")}
    other = {**common, "person": person(Role.OFFICER, "X", OTHER_ORGAN)}
    assert actions.mend_row(**other, key=row.key, amount="600", day="2026-04-01").entered == 0
    assert actions.mend_row(**common, key=row.key, amount="601", day="2026-04-01").waiting == 1
    row = BankRow.objects.get(reference="LS-2")
    assert actions.mend_row(**common, key=row.key, amount="600", day="2026-04-01").entered == 1
    assert not MoneyStanding.objects.get().is_left
    assert BankRow.objects.count() == 1


def test_a_file_that_was_broken_off_goes_on_and_counts_what_it_entered(fined) -> None:
    numbers = [notice(fined, f"{sum_}.00") for sum_ in (100, 200, 300)]
    file = "".join(f"{number},{100 * (at + 1)},2026-04-01,LS-{at},x\n" for at, number in enumerate(numbers))

    class Killed(BaseException):
        pass

    def told(done: int, _all: int) -> None:
        if done == 2:
            raise Killed

    named = {"person": QIN, "today": parse_day("2026-04-02"), "content": (HEAD_LINE + file).encode()}
    with pytest.raises(Killed):
        actions.take_bank_file(**named, pace=actions.Pace(lambda: NOW, told))
    done = actions.take_bank_file(**named, pace=actions.Pace(lambda: NOW, since=NOW))
    assert (done.entered, done.known, done.waiting) == (3, 0, 0)
    assert MoneyStanding.objects.get().left == "400.00"


def test_a_case_that_moved_meanwhile_keeps_no_other_from_its_payment(fined, monkeypatch) -> None:
    """One lot in which somebody was quicker: its rows go in one by one, each case read anew."""
    number = notice(fined, "400.00")
    through = bank_lots.enter_all

    def moved(wanted, *, now):
        monkeypatch.setattr(bank_lots, "enter_all", through)
        notice(fined, "1.00")
        return through(wanted, now=now)

    monkeypatch.setattr(bank_lots, "enter_all", moved)
    assert sent(f"{number},400.00,2026-04-01,LS-1,x\n") == (1, 0, 0)


def test_rows_that_say_nonsense_wait_with_the_reason(fined) -> None:
    number = notice(fined, "400.00")
    assert sent(f"{number},400.00,2026-04-31,LS-1,x\n{number},四百,2026-04-01,LS-2,x\n") == (0, 0, 2)
    assert sent(f"{number},400.00,2026-04-09,LS-3,x\n{number},400.00,2026-04-01,,x\n") == (0, 0, 2)
    assert {row.line for row in BankRow.objects.all()} == {2, 3}
    for wrong in (b"a,b\n1,2\n", "缴款通知书号".encode("gb18030"), b"number,amount,day\n1,2,3\n"):
        with pytest.raises(BankFileUnreadable):
            actions.take_bank_file(person=QIN, content=wrong, today=parse_day("2026-04-02"), pace=PACE)


def test_a_file_of_hundreds_asks_little_for_each_row_and_what_waits_has_pages(fined) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("statements are counted, and they are the same on either database")
    numbers, told = notices_of_copies(fined, 220, NOW), []
    content = (
        HEAD_LINE + rows_of(numbers) + "".join(f"x{n},1,2026-04-01,LX-{n},x\n" for n in range(200))
    ).encode()
    pace = actions.Pace(lambda: NOW, lambda done, total: told.append((done, total)))
    with CaptureQueriesContext(connection) as asked:
        done = actions.take_bank_file(person=QIN, content=content, today=parse_day("2026-04-02"), pace=pace)
    assert (done.entered, done.known, done.waiting) == (209, 0, 211)
    assert len(asked) <= 3 * 420
    assert (told[0], told[-1], len(told)) == ((0, 420), (420, 420), 6), "told after each hundred"
    desk, shown = desk_of(QIN), []
    for page in ("", "?page=3", "?page=99", "?page=²"):
        with CaptureQueriesContext(connection) as asked:
            answer = desk.get(f"/goods/bank/{page}").content.decode()
        shown.append((answer.count("<tr data-pl-row"), answer.count("page=2#pl-quarantine")))
        assert len(asked) <= 25
    assert shown == [(100, 1), (11, 1), (11, 1), (100, 1)]


def test_a_rebuild_gives_the_same_bytes(fined) -> None:
    item = taken(fined)
    moved(fined, Move.GIVE_BACK, item, "2")
    notice(fined, "400.00")
    before = list(GoodsProjection().dump())
    assert len(before) == 3
    GoodsItem.objects.all().delete()
    rebuild_projections()
    assert list(GoodsProjection().dump()) == before


def test_whoever_handles_the_case_is_reminded_of_a_stated_last_day(case) -> None:
    taken(case)
    assert list(things_due_until(parse_day("2026-04-29"))) == []
    (due,) = things_due_until(parse_day("2026-04-30"))
    assert (due.case, due.handlers, due.due_day) == (case, ("QS-0001",), parse_day("2026-04-30"))
    assert due.says_zh == "“液化气瓶”保管期限届满前作出处理"
    assert reminders.remind(now=instant("2026-04-28 08:00")) > 0
    assert any("液化气瓶" in one.says_zh for one in unread("QS-0001"))
    moved(case, Move.GIVE_BACK, GoodsItem.objects.get().record, "3")
    assert list(things_due_until(parse_day("2026-12-31"))) == []
