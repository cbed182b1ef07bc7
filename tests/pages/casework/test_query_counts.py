"""How many questions a page asks of the database: a number that stays, whatever the number of records and cases.

The ceilings are what the pages ask today; who needs more raises one here and says why in the commit.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import FILED, HEAD, INVESTIGATED, QIN, did, opened
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case

pytestmark = [pytest.mark.database, pytest.mark.django_db]
# Own work asks once whether the result of a case-file review was told to its reader.
CASE_PAGE, MY_WORK, LIST, ACT = 17, 17, 10, 25


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")


def case_of(acts: int, number: int = 1) -> str:
    """A case filed, with so many acts of investigation."""
    case = opened("2026-10-08 09:00", number=f"青市监立〔2026〕{number}号")
    did(case, "file_case", "2026-10-08 10:00", by=HEAD, **FILED)
    for place in range(acts):
        did(case, "investigate", f"2026-10-09 09:{place:02}", mode="attest", **INVESTIGATED)
    return case


def asked(client: Client, address: str) -> int:
    """Questions of one request; the first one, which fills what a process keeps, is not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(found)


def entered(client: Client, case: str) -> int:
    """Questions of an act that is entered through its form."""
    form = {
        "at": "2026-10-12T09:00",
        "seen": read_case(case).history.position,
        "attest": "1",
        **{f"f_{name}": {True: "1", False: "0"}.get(value, value) for name, value in INVESTIGATED.items()},
    }
    with CaptureQueriesContext(connection) as found:
        answer = client.post(f"/cases/{case}/act/investigate/", form)
    assert answer.status_code == 302
    return len(found)


def test_the_case_page_asks_as_much_of_a_long_case_as_of_a_short_one() -> None:
    desk = desk_of(QIN)
    short, long = case_of(1), case_of(20, 2)
    few, many = (asked(desk, f"/cases/{case}/") for case in (short, long))
    assert few == many
    assert many <= CASE_PAGE


@pytest.mark.parametrize(
    ("address", "ceiling"), [("/my-work/?tab=open", MY_WORK), ("/cases/?tab=open", LIST)]
)
def test_a_list_asks_as_much_for_a_full_page_as_for_one_case(address: str, ceiling: int) -> None:
    desk = desk_of(QIN)
    case_of(1)
    few = asked(desk, address)
    for number in range(2, 26):
        opened("2026-10-08 09:00", number=f"青市监立〔2026〕{number}号")
    assert asked(desk, address) == few
    assert few <= ceiling


def test_an_act_asks_as_much_on_a_long_case_as_on_a_short_one() -> None:
    desk = desk_of(QIN)
    short, long = case_of(1), case_of(20, 2)
    for case in (short, long):
        entered(desk, case)  # the first one moves the case on
    few, many = entered(desk, short), entered(desk, long)
    assert few == many
    assert many <= ACT
