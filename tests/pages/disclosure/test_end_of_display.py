"""How a display ends, on the pages: until when it is shown, what the field refuses, what the public reads after."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.release import HEAD, QIN, decided, published, registered_organ

from plumbline.apps.casework.actions import Act, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.disclosure import actions
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]
MET = ("obligations_met", "harm_removed", "not_penalised_again", "not_listed")


@pytest.fixture
def clock(settings: Any) -> dict[str, int]:
    registered_organ()
    now = {"now": instant("2026-09-30 09:00")}
    settings.CLOCK = lambda: now["now"]
    return now


def test_credit_repair_from_the_application_to_the_public_page(clock: dict[str, int]) -> None:
    source = decided(field="market-supervision", number="青市监罚〔2026〕85号")
    case = published(source, severe_sanction=False, minor_sanction=True, restricted=False)
    page, public = f"/publication/{case}/", f"/public/decisions/{case}/"
    assert "2026-12-23" in Client().get(public).content.decode().partition("公示期至")[2][:80]
    told = desk_of(QIN).get(page).content.decode()
    assert "当事人没有申请" in told
    assert f"/cases/{case}/act/apply_early_end/" in told
    head = desk_of(HEAD)
    early = {"do_stop_display": "1", "s-ground": "early", "s-met": MET}
    refused = head.post(page, early)
    assert refused.status_code == 422
    assert "应当由当事人向作出处罚决定的市场监管部门申请" in refused.content.decode()
    at = Moment("2026-09-30T09:00+08:00", "minute")
    perform_act(person=QIN, case=case, act=Act("apply_early_end", at), seen=None, now=clock["now"])
    told = head.get(page).content.decode()
    assert "当事人申请" in told
    assert f"/cases/{case}/act/refuse_early_end/" in told
    assert head.post(page, {**early, "s-met": MET[:3]}).status_code == 422
    assert head.post(page, early).status_code == 302
    gone = Client().get(public)
    assert gone.status_code == 410
    assert "已于 2026-09-30 提前停止公示" in gone.content.decode()


def test_what_ran_its_term_says_so_to_the_desk_and_to_the_public(clock: dict[str, int]) -> None:
    source = decided(field="market-supervision", number="青市监罚〔2026〕86号")
    case = published(source, severe_sanction=False, minor_sanction=True, restricted=False)
    head, ends = desk_of(HEAD), {"do_stop_display": "1", "s-ground": "expired"}
    clock["now"] = instant("2026-12-22 09:00")
    head = desk_of(HEAD)
    assert head.post(f"/publication/{case}/", ends).status_code == 422, "its term has not run"
    clock["now"] = instant("2026-12-25 09:00")
    head = desk_of(HEAD)
    assert "公示期已满，仍在公示" in head.get("/publication/?tab=over").content.decode()
    assert head.post(f"/publication/{case}/", ends).status_code == 302
    assert (
        "公示期已满，已于 2026-12-25 停止公示" in Client().get(f"/public/decisions/{case}/").content.decode()
    )


def test_a_restriction_is_stated_with_the_day_on_which_it_ends(clock: dict[str, int]) -> None:
    source = decided(field="market-supervision", number="青市监罚〔2026〕87号")
    case = actions.begin_release(person=QIN, source=source, now=clock["now"])
    page, desk = f"/publication/{case}/", desk_of(QIN)
    form = desk.get(page).context["forms"]["extract"]
    sent = {"do_extract": "1", "t-digest": form.initial["digest"], "t-fact_restricted_until": "2030-03-31"}
    refused = desk.post(page, {**sent, "mark": ["0", "1", "2", "3", "4", "5"]})
    assert refused.status_code == 422
    assert "请先在" in refused.content.decode()
    marks = [str(n) for n in range(30)]
    assert desk.post(page, {**sent, "mark": marks, "t-fact_restricted": "yes"}).status_code == 302
    stated = read_case(case).history.folded(clock["now"] + 1).by_step["decide"][-1].fields
    assert (stated["restricted"], stated["restricted_until"]) == (True, parse_day("2030-03-31"))
