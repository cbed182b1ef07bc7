"""A case opened by mistake through its door: who may, what it counts as, what is kept, and how it is taken back."""

from __future__ import annotations

import pytest
from tests.builders.desk import FILED, HEAD, QIN, did, opened, registered_organ
from tests.builders.history import instant

from plumbline.apps.case_file.models import KeptFile
from plumbline.apps.casework.cancelling import cancel_opening, restore_opening
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import NotCancelled, OpeningStands, ReasonMissing
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.reserved import CANCEL_OPENING

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-03-03 09:00")


@pytest.fixture
def case(db: None) -> str:
    registered_organ()
    return opened("2026-03-02 09:00")


def test_the_head_cancels_it_and_it_counts_as_none(case: str) -> None:
    cancel_opening(person=HEAD, case=case, reason="与另案重复", seen=None, now=NOW)
    row = CaseStanding.objects.get(case=case)
    assert (row.state, row.next_step, row.waiting_for) == ("cancelled", "", "")
    assert row.ended_day is not None
    assert not KeptFile.objects.filter(case=case).exists(), "it waits for the archives"
    record = read_case(case).history.sealed[-1]
    assert (record.step, record.fields["reason"], record.entered_by) == (
        CANCEL_OPENING,
        "与另案重复",
        HEAD.signs_as,
    )
    with pytest.raises(ActRefused, match="opened by mistake"):
        did(case, "file_case", "2026-03-03 10:00", by=HEAD, papers=("立案审批表",), **FILED)


def test_whoever_handles_it_does_not(case: str) -> None:
    with pytest.raises(AccessRefused):
        cancel_opening(person=QIN, case=case, reason="重复", seen=None, now=NOW)


def test_it_wants_a_reason_and_a_case_that_nobody_moved(case: str) -> None:
    with pytest.raises(ReasonMissing):
        cancel_opening(person=HEAD, case=case, reason="  ", seen=None, now=NOW)
    with pytest.raises(CaseMoved):
        cancel_opening(person=HEAD, case=case, reason="重复", seen=1, now=NOW)
    assert CaseStanding.objects.get(case=case).state == "open"


def test_a_case_in_which_something_was_done_stands(case: str) -> None:
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    with pytest.raises(OpeningStands, match="done already: “File the case”"):
        cancel_opening(person=HEAD, case=case, reason="不想办了", seen=None, now=NOW)
    assert read_case(case).history.sealed[-1].step == "file_case"


def test_a_wrong_cancelling_is_taken_back_once(case: str) -> None:
    cancel_opening(person=HEAD, case=case, reason="重复", seen=None, now=NOW)
    restore_opening(person=HEAD, case=case, reason="并未重复", seen=None, now=NOW + 1)
    row = CaseStanding.objects.get(case=case)
    assert (row.state, row.ended_day) == ("open", None)
    did(case, "file_case", "2026-03-03 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    with pytest.raises(NotCancelled):
        restore_opening(person=HEAD, case=case, reason="再次", seen=None, now=NOW + 10**10)
