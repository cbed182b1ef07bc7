"""A legal hold protects from its first record on and is lifted by two different persons alone."""

from __future__ import annotations

import dataclasses

import pytest
from tests.builders.history import instant

from plumbline.core.cases.legal_hold import (
    check_agree,
    check_hold,
    check_lift,
    check_not_held,
    read_holds,
)
from plumbline.core.cases.legal_hold_errors import FilesHeld, HoldReasonMissing, HoldUnknown, SamePerson
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Record

TOLD = {"reason": "行政复议审理中", "authority": "青石区人民政府 青复答〔2026〕3号"}


def record(id: str, by: str, step: str, **fields: str) -> Record:
    at = instant("2026-03-01 09:00")
    moment = Moment(written_instant(at), "microsecond")
    draft = Draft(id, "c1", step, moment, "o", by, "sha256:" + "0" * 64, fields=fields)
    return entered(draft, recorded_at=at, previous=None, chance=bytes)[0]


SET = record("H1", "A", "hold_case_files", **TOLD)
AGREED = record("H2", "B", "hold_case_files", agrees="H1")
LIFTS = [record(f"L{by}", by, "lift_hold", hold="H1", reason="复议终结") for by in "AABC"]


def test_it_protects_before_the_second_person_agrees() -> None:
    (hold,) = read_holds([SET])
    assert (hold.in_force, hold.agreed_by, hold.set_by) == (True, "", "A")
    with pytest.raises(FilesHeld) as refused:
        check_not_held([SET], "1号")
    assert "青复答" in refused.value.message()
    with pytest.raises(SamePerson):
        check_agree(read_holds([SET]), "H1", "A")
    assert check_agree(read_holds([SET]), "H1", "B").record == "H1"
    assert read_holds([SET, AGREED])[0].agreed_by == "B"
    with pytest.raises(HoldUnknown):
        check_agree(read_holds([SET, AGREED]), "H1", "C")


def test_two_different_persons_lift_it() -> None:
    once = [SET, AGREED, LIFTS[0]]
    assert read_holds(once)[0].in_force
    assert read_holds([*once, LIFTS[1]])[0].in_force, "the same person twice is one person"
    with pytest.raises(SamePerson):
        check_lift(read_holds(once), "H1", "A", "复议终结")
    with pytest.raises(HoldReasonMissing):
        check_lift(read_holds(once), "H1", "B", " ")
    lifted = [*once, LIFTS[2]]
    (hold,) = read_holds(lifted)
    assert (hold.in_force, hold.lift_asked_by, hold.lifted_by) == (False, "A", "B")
    check_not_held(lifted, "1号")
    with pytest.raises(HoldUnknown):
        check_lift(read_holds(lifted), "H1", "C", "复议终结")


def test_a_second_hold_still_protects_and_a_voided_one_does_not() -> None:
    other = record("H9", "C", "hold_case_files", **TOLD)
    with pytest.raises(FilesHeld):
        check_not_held([SET, other, LIFTS[0], LIFTS[2]], "1号")
    void = dataclasses.replace(record("V", "A", "void_act"), corrects="H1")
    assert read_holds([SET, void]) == ()


def test_reason_and_authority_are_stated() -> None:
    with pytest.raises(HoldReasonMissing):
        check_hold("理由", "")
    check_hold(*TOLD.values())
