"""Rows that nobody will mend are left out with a reason, and nothing of them is thrown away."""

from importlib import import_module
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from tests.apps.exchange.conftest import NOW, case_rows, opened_source, row
from tests.builders.decisions import rows as decisions
from tests.builders.desk import ORGAN, registered_organ
from tests.builders.signing_in import account

from plumbline.apps.exchange.actions import deliver, leave_out, let_wait_again, mend
from plumbline.apps.exchange.errors import NoSuchRows, NoWhy
from plumbline.apps.exchange.models import Delivery, HeldRow, LeftOut
from plumbline.apps.exchange.queries import all_waiting, sources, waiting, waiting_count
from plumbline.core.authority.access import Visible
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.site.commands.exchange import exchange

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = parse_day("2026-04-20")
HEAD = Person("account-head", "海丽", Role.AGENCY_HEAD, ORGAN, ("650105",))
ASKED: dict[str, Any] = {"by": HEAD, "today": TODAY}


def rubbish(source: Any, *numbers: int) -> list[int]:
    """Rows that are no records; the numbers under which they wait."""
    deliver(source, [row(one, "file_case", "kein Tag") for one in numbers], key=None, now=NOW)
    return list(HeldRow.objects.order_by("pk").values_list("pk", flat=True))


def numbers_of(source: Any) -> tuple[int, int, int, int]:
    """Waiting and left out, as the board and as the deliveries count them."""
    (one,) = (each for each in sources(Visible(everything=True)) if each.code == source.code)
    sums = [(each.quarantined, each.left_out) for each in Delivery.objects.filter(source=source.code)]
    return (one.waiting, one.left_out, sum(a for a, _b in sums), sum(b for _a, b in sums))


def test_rows_left_out_wait_no_more_and_stay_with_who_when_and_why(source) -> None:
    first, second, third = rubbish(source, 1, 2, 3)
    assert leave_out(source, rows=[first, second], why=" 联调\n测试数据 ", now=NOW + 5, **ASKED) == 2
    assert numbers_of(source) == (1, 2, 1, 2)
    assert [one.id for one in waiting(source.code)] == [third]
    left = list(all_waiting(source.code, left_out=True))
    assert [one.id for one in left] == [first, second]
    assert left[0].cells["at"] == "kein Tag", "nothing of it is thrown away"
    told = left[0].left
    assert told is not None
    assert (told.by, told.at, told.why) == ("account-head", NOW + 5, "联调 测试数据")
    with pytest.raises(NoSuchRows):
        leave_out(source, rows=[first], why="再次", now=NOW, **ASKED)


def test_rows_left_out_wait_again_and_both_ways_stay_on_record(source) -> None:
    first, second = rubbish(source, 1, 2)
    leave_out(source, delivery=Delivery.objects.get().pk, why="测试数据", now=NOW, **ASKED)
    assert numbers_of(source) == (0, 2, 0, 2)
    assert let_wait_again(source, rows=[first], now=NOW + 9, **ASKED) == 1
    assert numbers_of(source) == (1, 1, 1, 1)
    leave_out(source, rows=[first], why="确为测试数据", now=NOW + 20, **ASKED)
    kept = LeftOut.objects.filter(row=first).order_by("pk").values_list("why", "at", "back_at", "back_by")
    assert list(kept) == [
        ("测试数据", NOW, NOW + 9, "account-head"),
        ("确为测试数据", NOW + 20, None, ""),
    ]
    with pytest.raises(NoSuchRows):
        let_wait_again(source, rows=[second + 1], now=NOW, **ASKED)


def test_a_reason_is_required_and_the_head_of_the_own_organ(source) -> None:
    rows = rubbish(source, 1)
    with pytest.raises(NoWhy):
        leave_out(source, rows=rows, why="  ", now=NOW, **ASKED)
    others = (
        Person("o", "某", Role.OFFICER, ORGAN, ("650105",), "QS-0001"),
        Person("s", "某", Role.SYSTEM_ADMIN, "justice", ("650105",)),
        Person("h", "某", Role.AGENCY_HEAD, "organ-fire", ("650105",)),
    )
    for one in others:
        with pytest.raises(AccessRefused):
            leave_out(source, rows=rows, why="测试", by=one, now=NOW, today=TODAY)
        with pytest.raises(AccessRefused):
            let_wait_again(source, rows=rows, by=one, now=NOW, today=TODAY)
    assert not LeftOut.objects.exists()
    other = opened_source("second")
    with pytest.raises(NoSuchRows):
        leave_out(other, rows=rows, why="别的来源", now=NOW, **ASKED)


def test_sent_again_as_it_is_a_row_left_out_does_not_wait_anew_and_mended_it_is_in(source) -> None:
    rows = rubbish(source, 1)
    leave_out(source, rows=rows, why="测试数据", now=NOW, **ASKED)
    deliver(source, [row(1, "file_case", "kein Tag")], key=None, now=NOW)
    assert numbers_of(source) == (0, 1, 0, 1)
    deliver(source, [row(1, "file_case", "2026-03-02 10:00", source="inspection")], key=None, now=NOW)
    assert numbers_of(source) == (0, 0, 0, 0)
    assert HeldRow.objects.get().cells == {}, "no copy of the party stays outside the case"


def named_anew() -> None:
    import_module("plumbline.apps.exchange.migrations.0006_left_out").name_what_waits(apps, None)


def test_rows_that_waited_without_a_number_get_it_and_leave_when_they_come_mended() -> None:
    """Rows of before the column was there, of each kind of layout."""
    own, public = opened_source(), opened_source("dual", layout="penalty-publicity-2019")
    old = opened_source("old", layout="old-files")
    mapping = "columns: {case_id: 案号, record_id: 序号, step: 节点, at: 时间}\nsteps: {立案: file_case}\n"
    mapped = opened_source("mapped", layout="mapped", mapping=mapping, procedure="penalty.ordinary")
    decision = next(iter(decisions(LAYOUTS["penalty-publicity-2019"], 1)))
    told = {"案号": "旧1", "序号": "7", "节点": "立案", "时间": "2026-03-02"}
    filed = {
        "案号": "青字1号",
        "程序": "penalty.ordinary",
        "立案日期": "2020-03-02",
        "当事人": "青石区甲公司",
    }
    sent = (
        (own, case_rows(1)[0], {"at": "kein Tag"}),
        (public, decision, {"CF_JDRQ": "2026年13月5日"}),
        (mapped, told, {"时间": "neulich"}),
        (old, filed, {"立案日期": "neulich"}),
    )
    for source, good, wrong in sent:
        deliver(source, [{**good, **wrong}], key=None, now=NOW)
    assert all(HeldRow.objects.values_list("subject", flat=True))
    HeldRow.objects.update(subject="")
    named_anew()
    for source, good, _wrong in sent:
        assert numbers_of(source)[0] == 1
        answer = deliver(source, [good], key=None, now=NOW + 1)
        assert answer["stored"], answer
        assert numbers_of(source) == (0, 0, 0, 0), source.code


def test_a_row_whose_number_was_mended_is_known_by_the_new_one(source) -> None:
    """What was wrong with it first was its number; under the right one its source clears it itself."""
    good = row(1, "file_case", "2026-03-02 10:00", source="inspection")
    deliver(source, [{**good, "case_id": "", "at": "kein Tag"}], key=None, now=NOW)
    held = HeldRow.objects.get()
    assert held.subject == ""
    assert mend(source, held.pk, {**held.cells, "case_id": "A-1"}, by="x", now=NOW)
    deliver(source, [good], key=None, now=NOW)
    assert waiting_count(source.code) == 0


def test_a_row_mended_in_the_page_clears_what_else_waits_under_its_number(source) -> None:
    good = row(1, "file_case", "2026-03-02 10:00", source="inspection")
    for at in ("kein Tag", "neulich"):
        deliver(source, [{**good, "at": at}], key=None, now=NOW)
    held = HeldRow.objects.earliest("pk")
    assert mend(source, held.pk, {**held.cells, "at": "2026-03-02 10:00"}, by="x", now=NOW) == []
    assert numbers_of(source) == (0, 0, 0, 0)


def test_a_row_of_a_list_that_is_compared_leaves_when_the_next_list_has_it_right() -> None:
    source = opened_source("cards", layout="compare-certificates")
    right = {"证件编号": "QS-0009", "姓名": "新丁", "有效期自": "2025-01-02", "有效期至": "2029-12-31"}
    deliver(source, [{**right, "有效期至": "neulich"}], key=None, now=NOW)
    assert numbers_of(source)[0] == 1
    deliver(source, [{**right, "证件编号": "QS-0010"}], key=None, now=NOW + 1)
    assert numbers_of(source)[0] == 1
    answer = deliver(source, [right], key=None, now=NOW + 2)
    assert not answer["quarantined"], answer
    assert numbers_of(source) == (0, 0, 0, 0)


def test_the_command_leaves_a_delivery_out_in_the_name_of_the_head_alone(source, settings) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()
    account("lin", Role.AGENCY_HEAD, organ=ORGAN, divisions=["650105"], now=NOW)
    account("lu", Role.OFFICER, organ=ORGAN, divisions=["650105"], now=NOW)
    first, _second = rubbish(source, 1, 2)
    called = CliRunner()

    def said(*more: str) -> tuple[int, str]:
        done = called.invoke(exchange, ["leave-out", "--source", source.code, *more], standalone_mode=False)
        return (0 if done.exception is None else 1), f"{done.output}{done.exception or ''}"

    every = ("--delivery", str(HeldRow.objects.get(pk=first).delivery))
    assert said("--by", "lu", *every, "--why", "测试")[0] == 1
    assert said("--by", "lin", *every)[0] == 1, "no reason"
    assert said("--by", "lin", "--why", "测试")[0] == 1, "no row"
    assert numbers_of(source)[:2] == (2, 0)
    code, text = said("--by", "lin", *every, "--why", "测试")
    assert (code, "2" in text) == (0, True), text
    assert numbers_of(source)[:2] == (0, 2)
    assert said("--by", "lin", "--row", str(first), "--back")[0] == 0
    assert numbers_of(source)[:2] == (1, 1)
