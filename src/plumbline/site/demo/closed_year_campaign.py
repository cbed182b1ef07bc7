"""The inspection campaign of June 2024: thirteen units, common and individual problems, followed to their end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment
from plumbline.site.demo.closed_year import YEAR

PROCEDURE: Final = "enforcement.campaign"
UNITS: Final = (*(f"QS{number:02}" for number in range(2, 12)), "QS61", "QS62", "QS63")
"""Ten organs and three sub-district offices."""
STEPS: Final = frozenset(
    {"plan", "form_group", "visit", "problem", "rectify", "verify", "return_visit", "close_unit"}
)
_COMMON, _INDIVIDUAL = 5, 27
_BEGUN: Final = dt.date(YEAR, 6, 5)


def inspect_units(person: Person, division: str, now: int) -> int:
    """Opens a case for each unit and enters what was done in it; what is there is not done again."""
    campaign = uuid5(NAMESPACE_URL, f"plumbline.invalid/demo/{YEAR}/{PROCEDURE}").hex
    for place, unit in enumerate(UNITS):
        case = f"{campaign}-{unit}"
        if not case_records(case):
            facts: dict[str, Value] = {"supervising_organ": person.organ}
            opening = Opening(PROCEDURE, None, f"{YEAR}年行政执法监督检查", facts=facts)
            open_case(person=person, place=Place(unit, division), opening=opening, now=now, case=case)
        done = sum(one.record.step in STEPS for one in case_records(case))
        visited = _BEGUN + dt.timedelta(days=place * 7 // len(UNITS))
        for step, after, said in islice(_acts(place), done, None):
            at = Moment((visited + dt.timedelta(days=after)).isoformat(), "day")
            act = Act(step, at, values=said)
            perform_act(person=person, case=case, act=act, seen=None, now=now, mode="attest")
    return len(UNITS)


def _acts(place: int) -> Iterator[tuple[str, int, Mapping[str, Value]]]:
    plan: dict[str, Any] = {"mode": "key", "below_province": True, "checklist": "三项制度落实情况"}
    yield "plan", -10, {**plan, "from_day": day_of(_BEGUN), "to_day": day_of(_BEGUN) + 7}
    yield "form_group", -9, {"members": "司法局、检察院、人大代表、法律顾问"}
    yield "visit", 0, {"form": "on_site", "told": "查阅案卷"}
    numbers = [(f"共{place + 1}", "common")] if place < _COMMON else []
    numbers += [(f"个{one + 1}", "individual") for one in range(place, _INDIVIDUAL, len(UNITS))]
    for number, kind in numbers:
        yield "problem", 7, {"problem_no": number, "kind": kind, "facts": "三项制度落实不到位（虚构）"}
    for number, _kind in numbers:
        yield "rectify", 60, {"problem_no": number, "done": "已整改，附佐证"}
        yield "verify", 70, {"problem_no": number, "result": "accepted"}
    yield "return_visit", 80, {"all_corrected": True, "told": "已全部整改"}
    yield "close_unit", 81, {"outcome": "corrected"}
