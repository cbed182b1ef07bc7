"""A recorder goes out to one person at a time, to nobody who has left, and comes back from a turn that began."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders.desk import ORGAN, QIN, registered_organ
from tests.builders.history import instant

from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.people import actions
from plumbline.apps.people.actions import Act, registers
from plumbline.apps.people.errors import EntryEnded, FieldsWrong
from plumbline.apps.people.queries.taken_out import recorders_out
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
NOW, TODAY = instant("2026-09-22 18:00"), parse_day("2026-09-22")
WHEN: dict[str, Any] = {"by": QIN, "now": NOW, "today": TODAY}


@pytest.fixture(autouse=True)
def book(settings: Any) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()
    for number in ("P1", "P2"):
        values = {"officer_no": number, "name": f"姓名{number}", "organ_no": ORGAN}
        actions.register("officer", number, [Act("register_officer", TODAY - 900, values)], **WHEN)
    device = {"recorder_no": "R01", "name": "某型", "organ_no": ORGAN}
    actions.register("recorder", "R01", [Act("register_recorder", TODAY - 900, device)], **WHEN)


def out(time: str, officer: str = "P1") -> str:
    values = {"taken_by": officer, "taken_at": instant(f"2026-09-22 {time}"), "clock_off": 0}
    return actions.do("recorder", "R01", Act("take_out", TODAY, values), **WHEN).record.id


def back(time: str) -> str:
    values = {"brought_at": instant(f"2026-09-22 {time}"), "clock_off": 0}
    return actions.do("recorder", "R01", Act("bring_back", TODAY, values), **WHEN).record.id


def refused(error: type[Exception] = FieldsWrong) -> Any:
    return pytest.raises(error)


def test_a_device_that_is_out_is_taken_by_nobody_else_until_it_is_back() -> None:
    out("08:00")
    with refused() as caught:
        out("09:00", "P2")
    (problem,) = caught.value.problems
    assert "“姓名P1”于 2026-09-22 08:00 领用，尚未归还" in problem.error.message()
    back("10:00")
    with refused():
        back("11:00")
    out("12:00", "P2")
    assert [one.zh for one in recorders_out("P2", ORGAN)] == ["执法记录仪 R01（某型）领用未归还"]


def test_nothing_comes_back_before_it_went_out_and_a_correction_keeps_the_order() -> None:
    with refused():
        back("08:00")
    out("09:00")
    with refused():
        back("08:00")
    record = back("10:00")
    wrong = Act("bring_back", TODAY, {"brought_at": instant("2026-09-22 08:00"), "clock_off": 0})
    with refused():
        actions.correct(record, wrong, "时间有误", **WHEN)
    right = Act("bring_back", TODAY, {"brought_at": instant("2026-09-22 09:30"), "clock_off": 1})
    actions.correct(record, right, "时间有误", **WHEN)


def test_who_has_left_takes_nothing_out_and_nobody_takes_what_is_retired() -> None:
    actions.do("officer", "P1", Act("exit_officer", TODAY - 1, {"reason": "retired"}), **WHEN)
    with refused() as caught:
        out("08:00")
    assert "姓名P1" in caught.value.problems[0].error.message()
    actions.do("recorder", "R01", Act("retire_recorder", TODAY, {"reason": "损坏"}), **WHEN)
    with refused(EntryEnded):
        out("08:00", "P2")


def test_of_two_who_take_it_in_one_moment_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    check = registers.check_turn

    def meanwhile(*args: Any, **named: Any) -> None:
        check(*args, **named)
        monkeypatch.setattr(registers, "check_turn", check)
        out("08:01", "P2")

    monkeypatch.setattr(registers, "check_turn", meanwhile)
    with refused(CaseMoved):
        out("08:00")
