"""An application is laid beside its matter in the catalogue: what is promised there, and a later promise."""

from __future__ import annotations

import pytest
from tests.builders.desk import HEAD, ORGAN, PLACE, QIN, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import do, register
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
TOLD = {"by": HEAD, "now": NOW, "today": TODAY}


@pytest.fixture(autouse=True)
def catalogue(settings, db) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()
    values: dict[str, Value] = {
        "service_no": "FW-1",
        "name": "食品经营许可变更",
        "organ_no": ORGAN,
        "service_kind": "permit",
        "service_basis": "营商条例 §36",
        "statutory_days": 20,
        "promised_days": 3,
        "first_contact": "综合窗口",
        "online_level": "wholly_online",
    }
    register(
        "service-matter", "FW-1", [RegisterAct("register_service", TODAY, values)], division="650105", **TOLD
    )


def applied(code: str) -> str:
    opening = Opening("service.application", f"办〔2026〕{code}号", "某申请")
    case = open_case(person=QIN, place=PLACE, opening=opening, now=NOW)
    did(case, "receive", matter_no=code, channel="online")
    return case


def did(case: str, step: str, **values: Value) -> None:
    act = Act(step, Moment("2026-10-12", "day"), values=values)
    perform_act(person=QIN, case=case, act=act, seen=None, now=NOW)


def shown(case: str) -> str:
    return desk_of(QIN).get(f"/cases/{case}/").content.decode()


def test_what_the_catalogue_promises_stands_beside_the_application() -> None:
    case = applied("FW-1")
    page = shown(case)
    assert "食品经营许可变更（FW-1）" in page
    assert "综合窗口" in page
    assert "目录承诺的最后一日" not in page, "nothing was accepted yet"
    did(case, "accept", promised_on=parse_day("2026-10-15"))
    page = shown(case)
    assert "目录承诺的最后一日" in page
    assert "2026-10-15" in page
    assert "晚于目录承诺" not in page


def test_a_later_promise_and_a_matter_that_is_not_there_are_seen() -> None:
    late = applied("FW-1")
    did(late, "accept", promised_on=parse_day("2026-10-16"))
    assert "晚于目录承诺" in shown(late)
    assert "不在目录中" in shown(applied("FW-9"))
    do("service-matter", "FW-1", RegisterAct("withdraw_service", TODAY, {"reason": "取消"}), **TOLD)
    assert "不在目录中" in shown(late)


def test_other_cases_have_no_such_card() -> None:
    opening = Opening("enterprise.visit", "访〔2026〕1号", "某走访", facts={"party_kind": "organisation"})
    case = open_case(person=QIN, place=PLACE, opening=opening, now=NOW)
    assert "服务事项目录所载" not in shown(case)
