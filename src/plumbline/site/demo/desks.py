"""What waits at the review desk and stands in the lists of recordings of the demo's organ QS02.

Entered by the demo's people through the doors; everything is invented.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.conf import settings

from plumbline.apps.casework.act import Act, Paper
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.legality import shelf
from plumbline.apps.legality.actions.reviewing import (
    Checked,
    Given,
    PaperSent,
    begin_review,
    check,
    give_opinion,
    send_paper,
)
from plumbline.apps.people import actions
from plumbline.core.authority.person import Person, Place
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.review.desk import CLASSIFIERS, Item
from plumbline.core.review.questions import Answer, Said
from plumbline.site.demo.institutions import set_up_institutions
from plumbline.site.demo.people import demo_person

ORGAN: Final = "QS02"
SENT: Final = ("送审单", "决定代拟稿", "依据材料", "证据材料")
PAPER_SENT: Final = ("送审单", "送审文本", "依据材料")
_NORMATIVE: Final = {f"D{n}": Said.YES for n in range(1, 7)} | {"D7": Said.NO}


def set_up_desks(now: int, today: int) -> None:
    """Enters it all; for a district that has its people."""
    officer, head, reviewer = (
        demo_person(name, today) for name in ("demo-officer", "demo-agency-head", "demo-reviewer")
    )
    _lists(head, officer, now, today)
    _review(officer, now, "未按规定检测安全设备", Decimal(80000), 180)
    case = _review(officer, now, "特种作业人员无证上岗", Decimal(60000), 60)
    _objected(reviewer, case, now)
    _paper(officer, now, "青石区安全生产举报奖励办法（征求意见稿）", "document", _NORMATIVE)
    internal = {**_NORMATIVE, "D3": Said.NO, "D7": Said.YES}
    _paper(officer, now, "应急物资储备服务合同（虚构）", "contract", internal)
    set_up_institutions(now, today)


def _lists(head: Person, officer: Person, now: int, today: int) -> None:
    """A catalogue of major decisions, a recording list of two rows, a recorder that is out."""
    matter: dict[str, Value] = {
        "catalogue_no": "ML001",
        "name": "较大数额罚款",
        "organ_no": ORGAN,
        "act_kind": "penalty",
        "least_amount": Decimal(50000),
        "valid_from": today - 200,
        "catalogue_basis": "118号 (十二)",
    }
    _register("review-catalogue", "ML001", "register_matter", matter, head, now, today)
    rows = (
        ("JL001", "查封扣押现场", "compulsory.measure", "impose", "表明身份", "当事人在清单上签字"),
        (
            "JL002",
            "先行登记保存、抽样取证",
            "penalty.ordinary",
            "sample_or_preserve",
            "告知当事人",
            "封存完毕",
        ),
    )
    for number, name, procedure, step, starts, ends in rows:
        row: dict[str, Value] = {
            "recording_no": number,
            "name": name,
            "organ_no": ORGAN,
            "list_version": "2026.1",
            "recorded_procedure": procedure,
            "recorded_step": step,
            "means": "audio_video",
            "starts_with": starts,
            "ends_with": ends,
            "valid_from": today - 200,
            "recording_basis": "118号 (八)",
        }
        _register("recording", number, "register_recording", row, head, now, today)
    device: dict[str, Value] = {"recorder_no": "JLY01", "name": "演示型", "organ_no": ORGAN}
    _register("recorder", "JLY01", "register_recorder", device, head, now, today)
    taken: dict[str, Value] = {
        "taken_by": officer.signs_as,
        "taken_at": now,
        "clock_off": 2,
        "battery": 96,
    }
    told = actions.Act("take_out", today, taken)
    actions.do("recorder", "JLY01", told, by=officer, now=now, today=today)


def _register(
    register: str, number: str, step: str, values: dict[str, Value], by: Person, now: int, today: int
) -> None:
    act = [actions.Act(step, today, values)]
    division = str(settings.DIVISION)
    actions.register(register, number, act, by=by, now=now, today=today, division=division)


def _review(officer: Person, now: int, cause: str, fine: Decimal, pages: int) -> str:
    """A penalty whose decision is major, its file submitted."""
    place = Place(officer.organ, officer.divisions[0])
    party = {"party_name": "青石区恒岳机械加工有限公司（虚构）"}
    opening = Opening("penalty.ordinary", None, cause, facts={"party_kind": "organisation"}, party=party)
    source = open_case(person=officer, place=place, opening=opening, now=now)
    concluded: dict[str, Value] = {"major": True, "complex_or_grave": False, "suspected_crime": False}
    _did(officer, source, "conclude_investigation", concluded, now)
    proposed: dict[str, Value] = {"proposed_fine": fine, "hearing_right_told": True, "content_told": True}
    _did(officer, source, "tell_proposed_penalty", proposed, now)
    asked = shelf.questions()["major"].questions
    yes = ("on_catalogue", "major_rights")
    answers = {
        one.id: Answer(
            one.id, Said.YES if one.id in yes else Said.NO, "目录第 ML001 项" if one.id in yes else ""
        )
        for one in asked
    }
    case = begin_review(person=officer, source=source, answers=answers, now=now)
    sent: dict[str, Value] = {"round": 1, "material_complete": True, "pages": pages}
    _did(officer, case, "submit", sent, now, SENT)
    return case


def _objected(reviewer: Person, case: str, now: int) -> None:
    """An opinion with two items."""
    asked = shelf.questions()["enforcement"].asked_of("penalty")
    answers = {one.id: Answer(one.id, Said.YES) for one in asked}
    answers["B5.3"] = Answer("B5.3", Said.NO, "告知书没有写明证据")
    check(person=reviewer, case=case, checked=Checked(answers), seen=None, now=now)
    items = (Item(1, "重新制作并送达告知书，写明证据"), Item(2, "核对决定书与告知书的日期"))
    given = Given("problems", items, False)
    give_opinion(person=reviewer, case=case, given=given, seen=None, now=now)


def _paper(officer: Person, now: int, title: str, kind: str, said: dict[str, Said]) -> None:
    asked = [one for name in CLASSIFIERS for one in shelf.questions()[name].questions]
    answers = {one.id: Answer(one.id, said.get(one.id, Said.NO)) for one in asked}
    case = send_paper(person=officer, sent=PaperSent(title, kind, False, answers), now=now)
    sent: dict[str, Value] = {"round": 1, "material_complete": True, "pages": 12}
    _did(officer, case, "submit", sent, now, PAPER_SENT)


def _did(
    person: Person, case: str, step: str, values: dict[str, Value], now: int, papers: tuple[str, ...] = ()
) -> None:
    at = Moment(written_instant(now), "microsecond")
    act = Act(step, at, values=values, papers=tuple(Paper(one) for one in papers))
    perform_act(person=person, case=case, act=act, seen=None, now=now, mode="attest")
