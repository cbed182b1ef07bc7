"""The storing function: what it enters, what it refuses, and that nothing else is left behind by a refusal."""

from dataclasses import replace

import pytest
from django.db import connection
from tests.builders.ledger import NOON, SECOND, act, opening

from plumbline.apps.ledger_store import actions, queries, store
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.errors import (
    CaseMoved,
    CaseOpened,
    CaseUnknown,
    NothingToCorrect,
    NothingToDestroy,
    RecordKept,
)
from plumbline.apps.ledger_store.projections import CaseProjection, case_overview
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.core.ledger.commitment import commit_attachment, opens
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.hashing import tree_hash, written_hash
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Attachment, Confirmation
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def open_case(case: str = "c-1") -> None:
    actions.enter(opening(case), expected=0, now=NOON)


def test_records_of_a_case_are_chained_and_read_back_as_they_were_entered() -> None:
    first = actions.enter(opening("c-1"), expected=0, now=NOON)
    second = actions.enter(act("c-1", "inspect", fields={"place": "仓库"}), expected=1, now=NOON + SECOND)
    held = queries.case_records("c-1")
    assert [one.data for one in held] == [first.data, second.data]
    assert [one.position for one in held] == [0, 1]
    assert first.record.previous is None
    assert second.record.previous == written_hash(tree_hash().leaf(first.data))
    assert held[1].record == second.record
    assert second.record.fields["place"] == "仓库"
    assert second.record.recorded_at == NOON + SECOND
    assert first.record.nonce != second.record.nonce


def test_personal_values_stand_beside_the_record_as_openings_of_its_commitments() -> None:
    open_case()
    salt = b"s" * 32
    file = Attachment("photo", "image/jpeg", 3, commit_attachment(salt, [b"jpg"]), salted=True)
    draft = act("c-1", "inspect", personal={"party_name": "张某"}, attachments=(file,), salts={"photo": salt})
    kept = actions.enter(draft, expected=1, now=NOON)
    assert "张某".encode() not in kept.data
    values = queries.personal_values([draft.id])
    name = values[ValuePlace(draft.id, "personal", "party_name")]
    assert name.value == "张某"
    assert opens(kept.record.personal["party_name"], "party_name", name)
    assert values[ValuePlace(draft.id, "attachment", "photo")].salt == salt


def test_a_salted_file_without_its_salt_is_refused() -> None:
    open_case()
    file = Attachment("photo", "image/jpeg", 3, commit_attachment(b"s" * 32, [b"jpg"]), salted=True)
    with pytest.raises(RecordMalformed):
        actions.enter(act("c-1", "inspect", attachments=(file,)), expected=1, now=NOON)
    assert len(queries.case_records("c-1")) == 1


def test_a_case_that_moved_on_gives_a_conflict_with_what_came_between() -> None:
    open_case()
    actions.enter(act("c-1", "inspect"), expected=1, now=NOON)
    with pytest.raises(CaseMoved) as refusal:
        actions.enter(act("c-1", "seal"), expected=1, now=NOON)
    assert refusal.value.retryable
    assert [one.record.step for one in refusal.value.between] == ["inspect"]
    assert (refusal.value.data["expected"], refusal.value.data["position"]) == (1, 2)
    assert queries.record("c-1-seal") is None
    again = actions.enter(act("c-1", "seal"), expected=2, now=NOON)
    assert again.position == 2


def test_a_caller_ahead_of_the_case_is_told_too() -> None:
    open_case()
    with pytest.raises(CaseMoved) as refusal:
        actions.enter(act("c-1", "seal"), expected=3, now=NOON)
    assert refusal.value.between == ()


def test_an_entry_sent_again_finds_itself() -> None:
    open_case()
    draft = act("c-1", "inspect")
    kept = actions.enter(draft, expected=1, now=NOON)
    for expected in (1, 2, None):
        with pytest.raises(RecordKept) as refusal:
            actions.enter(draft, expected=expected, now=NOON + SECOND)
        assert refusal.value.held.data == kept.data
    with pytest.raises(RecordKept):
        actions.enter(opening("c-1"), expected=2, now=NOON)


def test_a_case_begins_with_its_opening_and_is_opened_once() -> None:
    with pytest.raises(CaseUnknown):
        actions.enter(act("c-1", "inspect"), expected=0, now=NOON)
    open_case()
    with pytest.raises(CaseOpened):
        actions.enter(replace(opening("c-1"), id="second"), expected=1, now=NOON)


@pytest.mark.parametrize("missing", ["procedure", "number", "title", "division", "ends"])
def test_an_opening_that_is_not_whole_is_refused(missing: str) -> None:
    draft = opening("c-1")
    fields = {name: value for name, value in draft.fields.items() if name != missing}
    with pytest.raises(RecordMalformed, match=missing):
        actions.enter(replace(draft, fields=fields), expected=0, now=NOON)
    assert queries.case_records("c-1") == ()


def test_the_clock_never_falls_and_the_receipt_says_so() -> None:
    open_case()
    late = actions.enter(act("c-1", "inspect"), expected=1, now=NOON - 5 * SECOND)
    assert late.record.recorded_at == NOON
    assert late.lifted == 5 * SECOND
    assert actions.enter(act("c-1", "seal"), expected=2, now=NOON + 1).lifted == 0


def test_below_the_floor_of_the_log_a_record_of_another_case_is_lifted_and_entered_once() -> None:
    """On PostgreSQL the database refuses the first try, and everything of the call is done again."""
    actions.enter(opening("c-1"), expected=0, now=NOON + 9 * SECOND)
    if connection.vendor == "postgresql":
        sequence()
    tries: list[None] = []
    (late,) = store.keep(
        [Wanted(opening("c-2"), 0)],
        now=NOON,
        projections=(CaseProjection(),),
        along=lambda: tries.append(None),
    )
    assert (late.record.recorded_at, late.lifted) == (NOON + 9 * SECOND, 9 * SECOND)
    assert len(tries) == (2 if connection.vendor == "postgresql" else 1)
    assert [one.record.id for one in queries.case_records("c-2")] == ["c-2-open"]
    overview = case_overview("c-2")
    assert overview is not None
    assert overview.last_recorded_at == NOON + 9 * SECOND


def test_a_correction_names_an_earlier_record_of_its_case() -> None:
    open_case()
    open_case("c-2")
    first = act("c-1", "inspect")
    again = act("c-1", "inspect", id="again", corrects=first.id)
    actions.enter_all([Wanted(first, 1), Wanted(again, 2)], now=NOON)
    for corrects in ("c-2-open", "nothing", "third"):
        with pytest.raises(NothingToCorrect):
            actions.enter(act("c-1", "inspect", id="third", corrects=corrects), expected=3, now=NOON)
    actions.enter(act("c-1", "inspect", id="third", corrects="again"), expected=3, now=NOON)


def test_a_batch_is_entered_whole_in_the_order_of_its_cases() -> None:
    wanted = [Wanted(opening(case), 0) for case in ("c-2", "c-1", "c-3")]
    wanted += [
        Wanted(act("c-1", "inspect"), 1),
        Wanted(act("c-2", "inspect"), None),
        Wanted(act("c-1", "seal"), 2),
    ]
    receipts = actions.enter_all(wanted, now=NOON)
    assert [one.record.id for one in receipts] == [one.draft.id for one in wanted]
    for held, receipt in ((queries.record(one.record.id), one) for one in receipts):
        assert held is not None
        assert (held.seq, held.position, held.leaf) == (receipt.seq, receipt.position, receipt.leaf)
    case = [one.record for one in queries.case_records("c-1")]
    assert [one.step for one in case] == ["open_case", "inspect", "seal"]
    assert case[2].previous == written_hash(tree_hash().leaf(case[1].to_bytes()))


def test_a_batch_with_one_wrong_entry_enters_nothing() -> None:
    with pytest.raises(CaseUnknown):
        actions.enter_all([Wanted(opening("c-1"), 0), Wanted(act("c-2", "inspect"), 0)], now=NOON)
    assert queries.case_records("c-1") == ()
    assert queries.log_size() == 0


def destruction(*places: ValuePlace, case: str = "c-1") -> "actions.Draft":
    fields = destruction_fields(
        places=places, retention_expired="2026-03-01", appraisal="鉴定意见〔2026〕1号", ground="保管期限届满"
    )
    officers = (Actor("o-1", "archivist"), Actor("o-2", "appraiser"))
    confirmed = tuple(Confirmation(one.officer, NOON) for one in officers)
    draft = act(case, DESTROY, fields=fields, by=officers, confirmations=confirmed)
    return replace(draft, at=Moment("2026-03-02", "day"))


def test_a_destruction_removes_the_value_and_says_where_it_was() -> None:
    open_case()
    actions.enter(act("c-1", "inspect", personal={"a": "甲", "b": "乙"}), expected=1, now=NOON)
    place = ValuePlace("c-1-inspect", "personal", "a")
    actions.enter(destruction(place), expected=2, now=NOON)
    assert [one.name for one in queries.personal_values(["c-1-inspect"])] == ["b"]
    assert queries.destroyed_places(["c-1-inspect"]) == {place: f"c-1-{DESTROY}"}


def test_a_destruction_of_nothing_or_in_another_case_is_refused() -> None:
    open_case()
    open_case("c-2")
    actions.enter(act("c-1", "inspect", personal={"a": "甲"}), expected=1, now=NOON)
    with pytest.raises(NothingToDestroy):
        actions.enter(destruction(ValuePlace("c-1-inspect", "personal", "z")), expected=2, now=NOON)
    with pytest.raises(NothingToDestroy):
        actions.enter(
            destruction(ValuePlace("c-1-inspect", "personal", "a"), case="c-2"), expected=1, now=NOON
        )
    assert len(queries.personal_values(["c-1-inspect"])) == 1
    assert queries.destroyed_places(["c-1-inspect"]) == {}


def test_the_log_has_a_case_of_its_own_that_nobody_opens() -> None:
    kept = actions.enter(act("log", "change_log_key"), expected=0, now=NOON)
    assert kept.position == 0
    assert queries.case_overview("log") is None
