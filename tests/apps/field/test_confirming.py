"""A colleague confirms on the phone with an own PIN; what does not fit counts as nothing and is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.builders.desk import LU, ORGAN, QIN
from tests.builders.field_visits import registered_people, time, usual
from tests.builders.history import instant
from tests.builders.signing_in import account

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.field.actions import receive_visit
from plumbline.apps.field.actions.pins import is_weak, set_pin, signature, stretched
from plumbline.apps.field.errors import PinWeak
from plumbline.apps.field.models import FieldPin
from plumbline.apps.field.queries.arrivals import arrival
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.field_visit import read_visit

pytestmark = [pytest.mark.django_db]
PIN = "南山坡 2741"
NOW = instant("2026-03-02 12:00")


@pytest.fixture
def colleague(settings: Any, tmp_path: Path) -> Person:
    """The second officer, with an account and a field PIN."""
    settings.DATA = tmp_path
    registered_people()
    key = account("lu", Role.OFFICER, organ=ORGAN, officer="QS-0002", divisions=["650105"])
    lu = Person(key, "lu", Role.OFFICER, ORGAN, ("650105",), "QS-0002")
    set_pin(person=lu, pin=PIN, now=NOW)
    return lu


def confirmed(visit: dict[str, Any], pin: str) -> dict[str, Any]:
    """The visit as the phone sends it once the colleague typed the PIN."""
    signed = json.dumps(visit["acts"], ensure_ascii=False)
    key = stretched(pin, FieldPin.objects.get().salt)
    mac = signature(key, visit["visit"], "QS-0002", signed)
    told = {"officer": "QS-0002", "at": time("2026-03-02 10:31"), "mac": mac}
    return {**visit, "signed": signed, "confirmed": [told]}


def who(visit: dict[str, Any]) -> dict[str, bool]:
    """Who is named in the inspection, and whether they confirmed."""
    act = next(one for one in read_case(visit["case"]).history.acts if one.step == "inspect")
    return {one.officer: one.confirmed_at is not None for one in act.by or ()}


def rules(visit: dict[str, Any]) -> list[str]:
    found = arrival(visit["visit"])
    assert found is not None
    return [one.rule for one in found.breaches]


def test_a_pin_that_fits_confirms_what_both_did_once(colleague: Person) -> None:
    visit = confirmed(usual(), PIN)
    for _ in range(2):
        receive_visit(person=QIN, visit=read_visit(visit), now=NOW)
    assert who(visit) == {"QS-0001": True, "QS-0002": True}
    held = [one.record for one in read_case(visit["case"]).held if "confirms" in one.record.fields]
    assert [one.entered_by for one in held] == ["QS-0002"]
    assert held[0].fields["_field"]["by"] == "pin"  # type: ignore[index,call-overload]
    assert "confirmation-unfit" not in rules(visit)


@pytest.mark.parametrize("spoilt", ["pin", "acts", "text"])
def test_what_was_not_confirmed_so_is_no_confirmation_and_a_finding(colleague: Person, spoilt: str) -> None:
    visit = confirmed(usual(), "北山坡 2741" if spoilt == "pin" else PIN)
    if spoilt == "acts":
        visit["acts"][1]["values"] = {**visit["acts"][1]["values"], "site": "别处"}
    if spoilt == "text":
        visit["signed"] = "[]"
    receive_visit(person=QIN, visit=read_visit(visit), now=NOW)
    assert who(visit) == {"QS-0001": True, "QS-0002": False}
    assert "confirmation-unfit" in rules(visit)


def test_a_pin_lies_in_no_table_and_a_weak_one_is_refused(colleague: Person) -> None:
    row = FieldPin.objects.get()
    assert stretched(PIN, row.salt).hex() not in row.sealed
    for weak in ("483920", "1234567890", "aaaaaaaaaa", "12345678", "abcabcab"):
        assert is_weak(weak), weak
        with pytest.raises(PinWeak):
            set_pin(person=LU, pin=weak, now=NOW)
    assert not is_weak("4839205716")
