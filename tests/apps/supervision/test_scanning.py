"""The scan over the real store: findings open, change and close as records arrive; a tick finds what a scan finds."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import FILED, HEAD, INVESTIGATED, QIN, did, opened
from tests.builders.examples import some
from tests.builders.history import instant

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import correct_act, void_act
from plumbline.apps.goods.actions import enter_payment
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.supervision import store
from plumbline.apps.supervision.actions import scanning
from plumbline.apps.supervision.actions.scanning import scan_all, tick
from plumbline.apps.supervision.models import CaseLooked, CaseRests, FindingRow, ScanPlace
from plumbline.core.cases.account_rules import PAID
from plumbline.core.cases.errors import ActRefused
from plumbline.core.ledger.moment import Moment
from plumbline.core.oversight.finding import stream_of

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case() -> str:
    built = opened("2026-03-02 09:00")
    did(built, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


def rows() -> list[tuple[str, str, str]]:
    return sorted(FindingRow.objects.values_list("rule", "outcome", "state"))


def alone(case: str) -> None:
    """One officer investigates, which §42 forbids; attested, since the desk would refuse it."""
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)


def test_what_was_attested_against_the_law_is_a_finding_that_no_edit_removes(case) -> None:
    assert tick(now=instant("2026-03-03 08:00")).opened == 0
    alone(case)
    found = tick(now=instant("2026-03-03 10:00"))
    assert found.opened == 1
    assert rows() == [("two-officers", "violated", "open")]
    record = case_records(case)[-1].record.id
    act = Act(
        "investigate", Moment("2026-03-03T09:00+08:00", "minute"), others=("QS-0002",), values=INVESTIGATED
    )
    correct_act(
        person=QIN,
        case=case,
        record=record,
        act=act,
        reason="漏填",
        seen=None,
        now=instant("2026-03-04 09:00"),
    )
    tick(now=instant("2026-03-04 10:00"))
    assert ("two-officers", "violated", "open") in rows(), "what a correction cleared is itself told"
    assert FindingRow.objects.get(kind="corrected").rule == "two-officers"


def test_a_tick_that_finds_nothing_new_enters_nothing(case) -> None:
    alone(case)
    tick(now=instant("2026-03-03 10:00"))
    before = case_records(stream_of(case))
    again = tick(now=instant("2026-03-03 10:05"))
    assert (again.opened, again.changed, again.closed) == (0, 0, 0)
    assert case_records(stream_of(case)) == before


def test_a_clock_that_runs_out_is_found_without_a_new_record(case) -> None:
    sequence()
    tick(now=instant("2026-03-02 12:00"))
    assert rows() == []
    again_at = CaseLooked.objects.get(case=case).again_at
    assert again_at is not None
    assert tick(now=again_at - 1).looked == 0
    found = tick(now=again_at)
    assert found.looked == 1
    assert found.opened == 1
    assert [(outcome, state) for _rule, outcome, state in rows()] == [("violated", "open")]


def test_a_late_act_mends_and_once_it_is_void_the_finding_is_open_again(case) -> None:
    tick(now=instant("2026-07-01 09:00"))
    assert FindingRow.objects.get(rule="decide-in-90-days").state == "open"
    done = did(case, "decide", "2026-07-02 09:00", by=HEAD, mode="attest")
    tick(now=instant("2026-07-02 10:00"))
    mended = FindingRow.objects.get(rule="decide-in-90-days")
    assert (mended.state, mended.days_over) == ("mended", 31)
    record, entered = done.receipt.record.id, instant("2026-07-03 09:00")
    void_act(person=HEAD, case=case, record=record, reason="误录", seen=None, now=entered)
    tick(now=instant("2026-07-03 10:00"))
    again = FindingRow.objects.get(rule="decide-in-90-days", kind="")
    assert (again.state, again.days_over, again.id) == ("open", None, mended.id)


def test_a_rebuild_gives_the_same_findings(case) -> None:
    alone(case)
    tick(now=instant("2026-03-03 10:00"))
    assert all(one.same for one in rebuild_projections(write=False))


def test_a_scan_that_was_cut_off_goes_on(case, monkeypatch) -> None:
    alone(case)

    def cut(*_given, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(scanning.store, "move_place", cut)
        with pytest.raises(KeyboardInterrupt):
            tick(now=instant("2026-03-03 10:00"))
    assert FindingRow.objects.count() == 1
    assert tick(now=instant("2026-03-03 10:01")).opened == 0
    assert FindingRow.objects.count() == 1


@pytest.mark.parametrize("seed", range(11, 11 + some(9)))
def test_what_ticks_found_is_what_a_scan_of_everything_finds(case, seed) -> None:
    """Whatever was entered, and whenever ticks came between: the same findings as one look at the end."""
    rng = random.Random(seed)
    others = [opened(f"2026-03-0{day} 09:00", number=f"青市监立〔2026〕{day}号") for day in range(3, 7)]
    for day in range(5, 28):
        chosen = rng.choice([case, *others])
        moment = f"2026-03-{day:02} 0{rng.randint(8, 9)}:00"
        act = rng.choice(("investigate", "file_case", "decide"))
        if act == "investigate":
            did(chosen, act, moment, mode="attest", **INVESTIGATED)
        elif act == "file_case":
            did(chosen, act, moment, by=HEAD, mode="attest", **FILED)
        else:
            fine = {"outcome": "penalty", "fine": Decimal(500), "object_key": rng.choice("AB")}
            did(chosen, act, moment, by=HEAD, mode="attest", **fine)
        if rng.random() < 0.3:
            held = [one.record for one in case_records(chosen) if one.record.step == "investigate"]
            if held:
                void_act(
                    person=QIN,
                    case=chosen,
                    record=held[0].id,
                    reason="误录",
                    seen=None,
                    now=instant(f"2026-03-{day:02} 10:00"),
                )
        if rng.random() < 0.4:
            tick(now=instant(f"2026-03-{day:02} 11:00"))
    end = instant("2026-08-01 09:00")
    tick(now=end)
    known = _state()
    assert second_fines() or seed != 11, "rules over several cases are among them"
    again = scan_all(now=end)
    assert (again.opened, again.changed, again.closed) == (0, 0, 0)
    assert _state() == known
    ScanPlace.objects.update(leaf=0)
    CaseLooked.objects.all().delete()
    tick(now=end)
    assert _state() == known


def _state() -> list[tuple[object, ...]]:
    return sorted(
        FindingRow.objects.values_list("case", "key", "outcome", "state", "due", "days_over").iterator(),
        key=str,
    )


def test_a_case_that_cannot_be_read_is_named_and_tried_again_and_keeps_nobody_waiting(
    case, monkeypatch
) -> None:
    alone(case)
    sequence()  # a record that waits for its leaf is looked at by every tick
    read = scanning._read

    def broken(wanted: str, seen_now: object) -> object:
        if wanted == case:
            raise ValueError("torn")
        return read(wanted, seen_now)

    with monkeypatch.context() as patch:
        patch.setattr(scanning, "_read", broken)
        assert tick(now=instant("2026-03-03 10:00")).left_out == {case: "torn"}
        assert tick(now=instant("2026-03-03 10:30")).left_out == {}
        assert tick(now=instant("2026-03-03 11:01")).left_out == {case: "torn"}
    assert tick(now=instant("2026-03-03 12:05")).opened == 1


def fined(number: int, key: str, at: str) -> str:
    built = opened(at, number=f"青市监立〔2026〕{number}号")
    did(built, "decide", at, mode="attest", by=HEAD, outcome="penalty", fine=Decimal(500), object_key=key)
    return built


def second_fines() -> list[tuple[str, str]]:
    return sorted(FindingRow.objects.filter(rule="no-second-fine").values_list("case", "state"))


def test_one_act_fined_in_two_cases_is_found_whichever_case_is_looked_at() -> None:
    first = fined(11, "A1", "2026-03-02 09:00")
    fined(12, "A2", "2026-03-02 10:00")
    tick(now=instant("2026-03-02 11:00"))
    assert second_fines() == []
    second = fined(13, "A1", "2026-03-03 09:00")
    tick(now=instant("2026-03-03 10:00"))
    assert second_fines() == [(second, "open")]
    again = scan_all(now=instant("2026-03-03 11:00"))
    assert (again.opened, again.changed, again.closed) == (0, 0, 0)
    decided = case_records(first)[-1]
    told = {"record": decided.record.id, "reason": "误录", "seen": decided.position + 1}
    void_act(person=HEAD, case=first, now=instant("2026-03-03 12:00"), **told)
    tick(now=instant("2026-03-03 13:00"))
    assert second_fines() == [(second, "gone")], "the case itself has no new record"


def test_a_second_fine_is_refused_at_the_door_before_any_scan_and_found_where_it_was_attested() -> None:
    fined(11, "A1", "2026-03-02 09:00")
    second = opened("2026-03-02 10:00", number="青市监立〔2026〕12号")
    fine = {"outcome": "penalty", "fine": Decimal(500)}
    with pytest.raises(ActRefused) as refused:
        did(second, "decide", "2026-03-02 11:00", by=HEAD, **fine, object_key="A1")
    against = {one.rule: one for one in refused.value.hindrances}
    assert against["no-second-fine"].blocks
    assert ("相关案件：青市监立〔2026〕11号", "related cases: 青市监立〔2026〕11号") in against[
        "no-second-fine"
    ].facts
    with pytest.raises(ActRefused) as refused:
        did(second, "decide", "2026-03-02 11:00", by=HEAD, **fine, object_key="A2")
    assert "no-second-fine" not in {one.rule for one in refused.value.hindrances}
    did(second, "decide", "2026-03-02 11:00", by=HEAD, mode="attest", **fine, object_key="A1")
    tick(now=instant("2026-03-02 12:00"))
    assert second_fines() == [(second, "open")]


def test_a_scan_from_nothing_finds_what_lies_between_cases(monkeypatch) -> None:
    fined(11, "A1", "2026-03-02 09:00")
    second = fined(12, "A1", "2026-03-03 09:00")
    monkeypatch.setattr(scanning, "CASES", 1)
    scan_all(now=instant("2026-03-03 10:00"))
    assert second_fines() == [(second, "open")]


def test_a_kill_between_a_case_and_those_it_calls_loses_nobody(monkeypatch) -> None:
    fined(11, "A1", "2026-03-02 09:00")
    sequence()
    tick(now=instant("2026-03-02 10:00"))
    early = fined(12, "A1", "2026-03-01 09:00")
    monkeypatch.setattr(scanning, "_look_at_due", lambda *_given: None)
    tick(now=instant("2026-03-03 10:00"))
    assert second_fines() == [], "the earlier decision came in later: the other case has the second fine now"
    monkeypatch.undo()
    tick(now=instant("2026-03-03 11:00"))
    assert [(case != early, state) for case, state in second_fines()] == [(True, "open")]


def test_who_rests_on_something_is_not_looked_for_among_all_cases() -> None:
    """Of a district's million cases those that rest on what changed are found by it, also once there are statistics."""
    CaseRests.objects.bulk_create(
        CaseRests(key=f"c{n}/{on}", case=f"c{n}", on=f"case:{n}{on}") for n in range(1000) for on in "ab"
    )
    with CaptureQueriesContext(connection) as asked:
        assert store.resting_on(["case:2b", "case:1a", "case:2a"]) == ["c1", "c2"]
        store.resting_on(f"case:{n}a" for n in range(300))
    if connection.vendor == "sqlite":  # with so few rows PostgreSQL rightly reads them all
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE case_rests")
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[1]['sql']}")
            (plan,) = [row[-1] for row in cursor.fetchall()]
        assert plan.startswith("SEARCH"), plan


def test_a_fine_told_as_paid_while_its_account_is_open_is_a_finding_until_the_payment_is_entered(
    case,
) -> None:
    def paid(amount: int, at: str) -> None:
        moment = Moment("2026-04-01T09:00+08:00", "minute")
        enter_payment(person=QIN, case=case, amount=Decimal(amount), at=moment, now=instant(at))

    did(case, "decide", "2026-03-16 09:00", by=HEAD, mode="attest", outcome="penalty", fine=Decimal(1000))
    did(case, "serve", "2026-03-20 09:00", mode="attest")
    paid(400, "2026-04-01 09:30")
    did(case, "pay_fine", "2026-04-01 10:00", mode="attest", channel="bank")
    tick(now=instant("2026-04-01 11:00"))
    mine = FindingRow.objects.filter(rule=PAID)
    assert [(one.outcome, one.state) for one in mine] == [("violated", "open")]
    paid(600, "2026-04-02 09:00")
    tick(now=instant("2026-04-02 10:00"))
    assert mine.get().state == "gone", "the rule finds it no more"
