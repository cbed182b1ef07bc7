"""One person met by five organs: no page, search or export gathers the five, whoever asks (decision 0001)."""

import io

import pytest
from openpyxl import load_workbook
from tests.builders.signing_in import NOW, account, signed_in
from tests.builders.small_pack import day

from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = day("2026-09-21")
NAME, NUMBER = "庚辛壬", "650105199001010016"
ORGANS = ("A01", "A02", "A03", "A04", "A05")
ADDRESSES = ("/registers/party/", f"/registers/party/?q={NAME}", "/registers/party/?organ=A02&ended=all")


@pytest.fixture(autouse=True)
def met_by_five(settings) -> None:
    settings.CLOCK = lambda: NOW
    for organ in ORGANS:
        by = Person("x", "x", Role.OFFICER, organ, ("650105",))
        values = {"party_kind": "citizen", "name": NAME, "identity_code": NUMBER}
        acts = [Act("register_party", TODAY, values)]
        actions.register("party", f"{organ}-1", acts, by=by, now=NOW, today=TODAY)


def organs_in(text: str) -> set[str]:
    return {organ for organ in ORGANS if f"{organ}-1" in text}


@pytest.mark.parametrize("role", list(Role))
def test_nobody_sees_the_five_together(role: Role) -> None:
    account("who", role, organ="A01", divisions=["650105"])
    client = signed_in("who")
    seen: set[str] = set()
    for address in ADDRESSES:
        answer = client.get(address)
        seen |= organs_in(answer.content.decode())
        assert NAME not in answer.content.decode().replace(f'value="{NAME}"', "")
    sheet = client.get("/registers/party/sheet.xlsx")
    if sheet.status_code == 200:
        rows = load_workbook(io.BytesIO(sheet.content)).worksheets[0].iter_rows(values_only=True)
        assert NAME not in str(list(rows))
    assert seen <= {"A01"}
    others = [client.get(f"/registers/party/entry/{organ}-1/").status_code for organ in ORGANS[1:]]
    assert set(others) == {403}


def test_no_two_entries_share_a_value_by_which_they_could_be_joined() -> None:
    sealed = [
        {
            value
            for held in case_records(f"register.party:{organ}-1")
            for value in held.record.personal.values()
        }
        for organ in ORGANS
    ]
    assert all(len(values) == 2 for values in sealed)
    assert len(set.union(*sealed)) == 10
    shown = [dict(queries.entry("party", f"{organ}-1").values) for organ in ORGANS]
    assert all(values == {"party_kind": "citizen"} for values in shown)
