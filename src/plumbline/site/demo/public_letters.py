"""What the public of the living district sent, through the door that everybody's letters take; some of it begun on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q

from plumbline.apps.casework.actions import Act, perform_act
from plumbline.apps.casework.queries.limits import standing_under
from plumbline.apps.public_service.actions import Submission, hand_out_rating, submit
from plumbline.apps.public_service.errors import ServiceRefused
from plumbline.apps.public_service.inspection_codes import INSPECTION
from plumbline.apps.public_service.services import SERVED, SERVICES
from plumbline.core.authority.person import Person
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.site.demo.people import demo_person

ORGAN: Final = "QS02"
RATINGS: Final = 6
"""One more than counts are shown from."""
_LETTERS: Final[tuple[tuple[str, str, str, Mapping[str, Value]], ...]] = (
    ("complaint", "检查时只出示了一人的执法证件，没有说明检查事由", "classify", {"route": "supervision"}),
    ("complaint", "罚款收据与决定书上的金额不一致", "", {}),
    ("suggestion", "希望公布仓储企业自查表，便于企业对照整改", "", {}),
    ("suggestion", "建议检查通知提前一天发送到经营者手机", "", {}),
    ("information", "2025年本区仓储企业安全检查的次数和结果", "register", {}),
    ("information", "青石区应急物资储备点的数量", "", {}),
)
"""What, its words, the act that somebody has done on it since, with its fields."""
_ANSWERS: Final[Mapping[str, Mapping[str, str | bool]]] = {
    "information": {"form_wanted": "electronic"},
    "rating": {"overall": "satisfied"},
    SERVED: {"grade": "dissatisfied", "gaps_told_once": False},
}
_HANDLERS: Final = {"complaint": "demo-supervisor", "information": "demo-officer"}


def send_letters(now: int, today: int) -> None:
    """Sends it all; for a district that has its people and its cases."""
    for number, (key, told, step, values) in enumerate(_LETTERS):
        case = _sent(number, key, told, now)
        if step:
            _did(demo_person(_HANDLERS[key], today), case, step, dict(values), now)
    _rated(now, today)
    _served(now, today)


def _sent(number: int, key: str, told: str, now: int, code: str = "") -> str:
    case = uuid5(NAMESPACE_URL, f"plumbline.invalid/letter/{number}").hex
    answers = _ANSWERS.get(key, {})
    letter = Submission(
        SERVICES[key],
        case,
        "" if code else ORGAN,
        {"told": told},
        {} if code else {"party_name": "祝明远（虚构）", "party_phone": "0900-5550123"},
        answers=answers,
        code=code,
    )
    submit(sent=letter, client=f"demo-{number}", now=now)
    return case


def _rated(now: int, today: int) -> None:
    """Ratings by codes that officers handed out after inspections."""
    officer = demo_person("demo-officer", today)
    rows = standing_under(INSPECTION, [ORGAN], [], chosen=Q()).order_by("case")
    left = RATINGS
    for case in rows.values_list("case", flat=True):
        if not left:
            return
        try:
            code = hand_out_rating(person=officer, case=case, now=now)
        except ServiceRefused:  # not carried out yet
            continue
        _sent(100 + left, "rating", "检查人员态度认真，讲解清楚", now, code)
        left -= 1


def _served(now: int, today: int) -> None:
    """One application whose applicant was not content; the codes of the others were not handed out yet."""
    officer = demo_person("demo-officer", today)
    rows = standing_under("service.application", [ORGAN], [], chosen=Q(stage="finish")).order_by("case")
    for case in rows.values_list("case", flat=True)[:1]:
        code = hand_out_rating(person=officer, case=case, now=now)
        _sent(200, SERVED, "补正材料分两次告知，多跑了一趟", now, code)


def _did(person: Person, case: str, step: str, values: dict[str, Value], now: int) -> None:
    at = Moment(written_instant(now), "microsecond")
    perform_act(person=person, case=case, act=Act(step, at, values=values), seen=None, now=now, mode="attest")
