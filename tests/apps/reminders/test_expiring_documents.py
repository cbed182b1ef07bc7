"""A document about to expire is warned of ninety and thirty days ahead: in the work of its handler and by message."""

from __future__ import annotations

import pytest
from tests.builders.desk import HEAD, PLACE, QIN, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.reminders import actions, queries
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.moment import Moment

pytestmark = pytest.mark.django_db
PUBLISHED = {
    "channel": "政府网站",
    "effective_on": parse_day("2026-03-01"),
    "valid_until": parse_day("2026-12-31"),
}
EVALUATE, SETTLE = "有效期届满九十日前进行评估", "有效期届满三十日前决定延续、修改或者废止"


def did(case: str, step: str, day: str, by=QIN, **values) -> None:
    act = Act(step, Moment(f"{day}T09:00+08:00", "minute"), values=values)
    officers = OfficerRegister({}, closed=True)
    now = instant(f"{day} 09:30")
    perform_act(person=by, case=case, act=act, seen=None, now=now, mode="attest", officers=officers)


def warned() -> set[str]:
    return {one.says_zh for one in queries.unread(QIN.signs_as)}


def test_expiring_documents_are_warned_of_90_and_30_days_ahead(settings) -> None:
    registered_organ()
    desk_of(QIN)
    desk_of(HEAD)
    opening = Opening("normative.document", "规〔2026〕1号", "某办法")
    case = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-02-02 09:00"))
    did(case, "collective_decision", "2026-02-10", HEAD, outcome="adopted", meeting="office_meeting")
    did(case, "publish", "2026-02-20", **PUBLISHED)
    did(case, "interpret", "2026-02-20", form="article")
    actions.remind(now=instant("2026-09-01 07:30"))
    assert not warned() & {EVALUATE, SETTLE}, "warned before anything is near"
    actions.remind(now=instant("2026-09-30 07:30"))  # 2 October, the ninetieth day before, is a holiday
    assert EVALUATE in warned()
    settings.CLOCK = lambda: instant("2026-09-30 09:00")
    page = desk_of(QIN).get("/my-work/").content.decode()
    assert EVALUATE in page
    assert "规〔2026〕1号" in page
    did(case, "re_evaluate", "2026-09-30", advice="keep")
    actions.remind(now=instant("2026-11-30 07:30"))
    assert warned() & {EVALUATE, SETTLE} == {SETTLE}
    did(case, "renew", "2026-11-30", HEAD, new_valid_until=parse_day("2028-12-31"))
    actions.remind(now=instant("2026-12-01 07:30"))
    assert not warned() & {EVALUATE, SETTLE}, "a document that was renewed is still warned of"
