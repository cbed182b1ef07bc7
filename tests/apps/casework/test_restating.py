"""Party and cause stated after the opening: what stands from then on everywhere, and what stays as it was."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders.desk import HEAD, QIN, opened, registered_organ
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import NothingRestated, ReasonMissing
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.casework.party_names import parties_of
from plumbline.apps.casework.queries import party_of
from plumbline.apps.casework.restating import restate_party
from plumbline.apps.disclosure.texts import party_in
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_overview
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.reserved import STATE_PARTY
from plumbline.core.vocabulary import PARTY_KEY

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-03-03 09:00")
OLD, NEW = "青石区恒岳机械加工有限公司", "青石区恒岳机械制造有限公司"


@pytest.fixture
def case(db: None) -> str:
    registered_organ()
    return opened("2026-03-02 09:00")


def restate(case: str, **more: Any) -> None:
    given: dict[str, Any] = {
        "person": QIN, "case": case, "cause": "", "party": {}, "reason": "立卷时写错", "seen": None, "now": NOW,
    }  # fmt: skip
    restate_party(**(given | more))


def test_what_differs_stands_from_now_on_and_the_opening_stays(case: str) -> None:
    assert parties_of([case]) == {case: OLD}
    restate(case, party={"party_name": NEW, "party_address": "青石区河滨路18号"}, cause="未按期检测安全设备")
    file = read_case(case)
    assert party_of(file.party_records) == {
        "party_name": NEW,
        "party_number": "91659900MA7QT2K3XB",
        "party_address": "青石区河滨路18号",
    }
    assert parties_of([case]) == {case: NEW}
    assert party_in(file).name == NEW
    assert file.history.opening.title == "未按期检测安全设备"
    assert CaseStanding.objects.get(case=case).cause == "未按期检测安全设备"
    overview = case_overview(case)
    assert overview is not None
    assert overview.title == "未按期检测安全设备"
    first, last = file.history.sealed[0], file.history.sealed[-1]
    assert party_of([first.id])["party_name"] == OLD
    assert (last.step, last.fields["stated"]) == (STATE_PARTY, ["party_address", "party_name"])
    assert NEW not in str(last.fields), "a value of the party stands in the sealed record"


def test_the_later_of_two_stands_and_a_value_may_stand_no_more(case: str) -> None:
    restate(case, party={"party_phone": "0900-5550111"})
    restate(case, party={"party_phone": "", "party_name": NEW}, now=NOW + 1)
    party = party_of(read_case(case).party_records)
    assert (party["party_name"], party["party_phone"]) == (NEW, "")


def test_an_organisation_is_known_again_by_its_new_number(db: None) -> None:
    registered_organ()
    case = opened("2026-03-02 09:00", "inspection")
    before = read_case(case).history.header.get(PARTY_KEY)
    restate(case, party={"party_number": "91650105MA0000000A"})
    after = read_case(case).history.header.get(PARTY_KEY)
    assert before
    assert after
    assert after != before
    restate(case, party={"party_number": ""}, now=NOW + 1)
    assert read_case(case).history.header.get(PARTY_KEY) is None, "the party of every case without a number"


def test_it_wants_a_reason_a_change_and_a_case_that_nobody_moved(case: str) -> None:
    with pytest.raises(ReasonMissing):
        restate(case, party={"party_name": NEW}, reason=" ")
    with pytest.raises(NothingRestated):
        restate(case, party={"party_name": OLD})
    with pytest.raises(CaseMoved):
        restate(case, party={"party_name": NEW}, seen=1)
    assert parties_of([case]) == {case: OLD}


def test_the_heads_may_and_a_reviewer_may_not(case: str) -> None:
    reviewer = Person("account-reviewer", "审", Role.REVIEWER, HEAD.organ, HEAD.divisions, "QS-0009")
    with pytest.raises(AccessRefused):
        restate(case, party={"party_name": NEW}, person=reviewer)
    restate(case, party={"party_name": NEW}, person=HEAD)
