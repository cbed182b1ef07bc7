"""A service is rated by a code on the portal: what the organ never sees, and how a low rating is mended in its time."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.builders.desk import ORGAN, PLACE, QIN, did
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.pages.public_portal.test_public_service import (
    FOLLOW,
    WRONG,
    Clock,
    clock,
    code_in,
    inspected,
    send,
)

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.public_service.models import Rating
from plumbline.apps.public_service.store import case_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role

__all__ = ["clock"]
pytestmark = [pytest.mark.django_db(transaction=True)]
OFFICE = Person("account-office", "法治办", Role.RULE_OF_LAW_OFFICE, "organ-justice", ("650105",))
SERVICE = "service.rating"
LOW = {"grade": "dissatisfied", "gaps_told_once": "no", "promise_kept": "", "told": WRONG}


def finished(number: int, *, by: Person = QIN, place: Place = PLACE) -> str:
    """An application that was finished."""
    opening = Opening("service.application", None, f"开办申请{number}")
    case = open_case(person=by, place=place, opening=opening, now=instant("2026-10-11 09:00"))
    assert desk_of(by).post(f"/cases/{case}/rating-code/").status_code == 409, "not finished yet"
    did(case, "receive", "2026-10-11 09:30", by=by, mode="attest", matter_no="FW-1", channel="window")
    did(
        case, "finish", "2026-10-11 10:00", by=by, mode="attest", result="granted", is_wholly_online=False
    )  # fmt: skip
    return case


def test_a_service_is_rated_once_by_code_and_a_low_rating_is_mended_in_its_time(clock: Clock) -> None:
    case = finished(0)
    assert "申请人好差评" in desk_of(QIN).get(f"/cases/{case}/").content.decode()
    codes = [code_in(desk_of(QIN).post(f"/cases/{case}/rating-code/"))]
    assert desk_of(QIN).post(f"/cases/{case}/rating-code/").status_code == 409, "it is shown once"
    codes += [code_in(desk_of(QIN).post(f"/cases/{finished(n)}/rating-code/")) for n in range(1, 5)]
    other = code_in(desk_of(QIN).post(f"/cases/{inspected(0)}/rating-code/"))
    answer = send(clock, Client(REMOTE_ADDR="10.0.2.1"), "service-rating", code=other, **LOW)
    assert answer.status_code == 409, "a code for an inspection rates no service"
    sent = [
        send(clock, Client(REMOTE_ADDR=f"10.0.0.{n}"), "service-rating", code=one, **LOW)
        for n, one in enumerate(codes)
    ]
    receipt = code_in(sent[0])
    again = send(clock, Client(REMOTE_ADDR="10.0.1.1"), "service-rating", code=codes[0], **LOW)
    assert again.status_code == 409

    rated = list(CaseStanding.objects.filter(procedure=SERVICE))
    assert {one.organ for one in rated} == {"organ-justice"}
    everything = "".join(str(record.record) for one in rated for record in case_records(one.case))
    for hidden in (case, *codes, WRONG):
        assert hidden not in everything, "no record leads to the application"
    for address in (
        f"/cases/{rated[0].case}/",
        f"/cases/{rated[0].case}/written/",
        f"/cases/?procedure={SERVICE}",
    ):
        answer = desk_of(QIN).get(address)
        assert answer.status_code == 403 or rated[0].case not in answer.content.decode()
    one = case_of(receipt)
    assert one is not None
    office = desk_of(OFFICE)
    assert WRONG in office.get(f"/cases/{one}/written/").content.decode()
    page = office.get(f"/cases/{one}/").content.decode()
    assert "11-02" in page, "fifteen working days from 12 October"
    assert "青石区市场监督管理局" in page, "an organ is shown by its name"
    assert ORGAN not in page

    mended(clock, one)
    clock.now = instant("2026-11-02 09:00")
    followed = Client().get(f"{FOLLOW}?code={receipt}").content.decode()
    assert "已改为一次告知" in followed
    assert "分两次告知" not in followed, "what the office found is its own"
    figures = Client().get("/public/figures/").content.decode()
    assert "政务服务好差评 2026" in figures
    assert Rating.objects.filter(service="service-rating").count() == 5
    assert next(each for each in rebuild_projections(write=False) if each.name == "ratings").same


def mended(clock: Clock, one: str) -> None:
    """The office looks into it, has it mended, answers and closes."""
    clock.now = instant("2026-10-20 09:00")
    did(one, "look_into", "2026-10-20 09:00", by=OFFICE, found="confirmed", facts="分两次告知")
    did(one, "pass_on", "2026-10-20 09:10", by=OFFICE, problem_no="问1")
    did(one, "mend_rating", "2026-10-28 09:00", by=OFFICE, done="一次告知单已改")
    did(one, "reply", "2026-10-28 09:30", by=OFFICE, answer="已改为一次告知")
    did(one, "close_rating", "2026-10-28 10:00", by=OFFICE)
