"""What else an organ of the demo has in hand: reconsiderations, a suit, a referral, documents, a decision, a contract.

Entered by the demo's people through the doors, dated a few days back; everything is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from plumbline.apps.casework.act import Act, Paper
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment
from plumbline.site.demo.people import demo_person

_OFFICE: Final = "demo-rule-of-law-office"
_OFFICER: Final = "demo-officer"
_HEAD: Final = "demo-agency-head"


@dataclass(frozen=True, slots=True)
class Done:
    """An act: who, how many days ago, what it says, with which papers. Days in `days` count from today."""

    step: str
    ago: int
    values: Mapping[str, Value] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    by: str = ""
    days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matter:
    """A case: its procedure, its cause, who handles it, and what was done."""

    procedure: str
    cause: str
    by: str
    acts: tuple[Done, ...]
    party: str = ""


def _asked(matter: str, applicants: int = 1) -> dict[str, Value]:
    return {
        "channel": "in_person",
        "matter": matter,
        "respondent": "青石区应急管理局",
        "respondent_kind": "department",
        "applicants": applicants,
    }


_TAKEN: Final[dict[str, Value]] = {"conditions_met": True, "outside_scope": False, "suit_pending": False}
_PLAIN: Final[dict[str, Value]] = {"complex": False, "professional": False}
_COMPLAINT: Final[dict[str, Value]] = {
    "matter": "penalty",
    "defendant_as": "original_organ",
    "is_simplified": False,
    "court_no": "（2026）青行初1号（虚构）",
}
SERVED: Final = (
    ("FW101", "安全生产许可证变更", "online"),
    ("FW101", "安全生产许可证变更", "window"),
    ("FW102", "应急演练指导预约", "window"),
)
"""Applications that were finished: code and name of the matter, and how they came."""
MATTERS: Final = (
    Matter(
        "reconsideration.case",
        "不服安全生产罚款决定（演示）",
        _OFFICE,
        (
            Done("receive", 24, _asked("penalty")),
            Done("accept", 20, _TAKEN, ("行政复议受理通知书",)),
            Done("choose_track", 20, {"track": "ordinary", **_PLAIN}, days={"accepted_on": -20}),
            Done("assign", 20, {"reviewers": 2, "all_qualified": True}),
            Done("send_copy", 18, papers=("行政复议答复通知书",)),
            Done("copy_received", 17),
            Done("reply_evidence", 6, {"explains_fitness": True}),
        ),
        "青石区恒岳机械加工有限公司（虚构）",
    ),
    Matter(
        "reconsideration.case",
        "不服政府信息公开答复（演示）",
        _OFFICE,
        (
            Done("receive", 40, _asked("information")),
            Done("accept", 37, _TAKEN, ("行政复议受理通知书",)),
            Done("send_copy", 36, papers=("行政复议答复通知书",)),
            Done("mediate", 22),
            Done(
                "mediation_agreed",
                15,
                {"all_signed": True, "is_sealed": True, "voluntary": True},
                ("行政复议调解书",),
            ),
            Done("close_case", 14, {"outcome": "mediated"}),
        ),
        "祁某（虚构）",
    ),
    Matter(
        "litigation.response",
        "不服罚款决定提起行政诉讼（演示）",
        _OFFICER,
        (
            Done("receive_complaint", 9, _COMPLAINT),
            Done("register_assign", 8),
            Done("collect_file", 7, {"self_collected": False}),
            Done("draft_defence", 2),
        ),
    ),
    Matter(
        "criminal.referral",
        "涉嫌危险作业移送公安机关（演示）",
        _OFFICER,
        (
            Done("detect", 3, {"intellectual_property": False}),
            Done("preserve", 3, {"goods_listed": True}, ("涉案物品清单",)),
        ),
        "青石区瑞泽化工产品有限公司（虚构）",
    ),
    Matter(
        "normative.document",
        "青石区安全生产举报奖励办法（虚构）",
        _OFFICER,
        (
            Done(
                "propose",
                60,
                {
                    "maker": "青石区应急管理局",
                    "maker_kind": "department",
                    "by_government": False,
                    "touches_market": True,
                    "internal_matter": False,
                },
            ),
            Done("draft", 50),
            Done("evaluate", 45, papers=("规范性文件评估论证报告",)),
            Done("publish_draft", 20, papers=("征求意见公告",)),
            Done("hear_enterprises", 12),
        ),
    ),
    Matter(
        "policy.document",
        "青石区企业安全服务若干措施（虚构）",
        _OFFICER,
        (
            Done("answer_normative", 30, {"is_normative": False, "reasons": "内部工作安排，不设定权利义务"}),
            Done("review_recorded", 25, {"review_kind": "paper_review", "result": "lawful"}),
        ),
    ),
    Matter(
        "document.cleanup",
        "妨碍统一市场和公平竞争的规定清理（演示）",
        _OFFICER,
        (
            Done("start", 30, {"subject": "unified_market"}, days={"finish_by": 30}),
            Done(
                "list_item",
                28,
                {"item_no": "1", "paper": "某准入通知", "maker_kind": "department", "enterprises": True},
            ),
            Done(
                "propose_result",
                14,
                {"item_no": "1", "result": "repeal", "reason": "限制外地经营者"},
                days={"carry_out_by": 45},
            ),
        ),
    ),
    Matter(
        "fair.competition",
        "企业安全服务若干措施公平竞争审查（演示）",
        _OFFICER,
        (
            Done(
                "check_scope",
                21,
                {
                    "measure": "青石区企业安全服务若干措施",
                    "in_scope": True,
                    "maker_kind": "department",
                    "touches_public": False,
                },
            ),
            Done("hear", 18),
            Done(
                "assess",
                10,
                {
                    "assessed_by": "drafter",
                    "access": False,
                    "free_flow": False,
                    "costs": False,
                    "conduct": False,
                },
            ),
        ),
    ),
    Matter(
        "major.decision",
        "青石区应急避难场所布局规划（虚构）",
        _OFFICER,
        (
            Done("propose", 70),
            Done(
                "start",
                60,
                {
                    "unit": "青石区应急管理局",
                    "professional": True,
                    "risky": False,
                    "touches_market": False,
                    "not_public": False,
                },
                by=_HEAD,
            ),
            Done("draft", 50),
            Done("public_comment", 35, {"is_shorter": False}, ("征求意见公告",)),
            Done("end_comment", 4),
        ),
    ),
    Matter(
        "government.contract",
        "应急物资储备服务合同履行（虚构）",
        _OFFICER,
        (
            Done("initiate", 40, {"credit_checked": True}),
            Done("choose_method", 38, {"manner": "open_tender", "by_procurement": True, "is_lawful": True}),
            Done("draft_negotiate", 20, papers=("合同草案和说明",)),
            Done("internal_review", 12),
        ),
        "青石区鑫源仓储有限公司（虚构）",
    ),
    *(
        Matter(
            "service.application",
            f"{matter}（演示）",
            _OFFICER,
            (
                Done(
                    "receive", 9, {"matter_no": code, "channel": channel, "first_contact": "综合窗口（演示）"}
                ),
                Done("accept", 8, days={"promised_on": -3}),
                Done("finish", 5, {"result": "granted", "is_wholly_online": channel == "online"}),
            ),
            "青石区鑫源仓储有限公司（虚构）",
        )
        for code, matter, channel in SERVED
    ),
    Matter(
        "service.application",
        "应急演练指导预约（演示）",
        _OFFICER,
        (
            Done(
                "receive", 2, {"matter_no": "FW102", "channel": "window", "first_contact": "综合窗口（演示）"}
            ),
            Done("tell_once", 1, {"gaps": "预约单未写明参加人数（演示）"}),
        ),
        "青石区恒岳机械加工有限公司（虚构）",
    ),
)


def set_up_institutions(now: int, today: int) -> None:
    """Enters them all; for a district that has its people."""
    people = {name: demo_person(name, today) for name in (_OFFICE, _OFFICER, _HEAD)}
    for one in MATTERS:
        _enter(one, people, now, today)


def _enter(matter: Matter, people: Mapping[str, Person], now: int, today: int) -> None:
    person = people[matter.by]
    place = Place(person.organ, person.divisions[0])
    party = {"party_name": matter.party} if matter.party else {}
    opening = Opening(matter.procedure, None, matter.cause, party=party)
    case = open_case(person=person, place=place, opening=opening, now=now)
    for one in matter.acts:
        values = {**one.values, **{name: today + days for name, days in one.days.items()}}
        at = Moment(date_of(today - one.ago).isoformat(), "day")
        act = Act(one.step, at, values=values, papers=tuple(Paper(name) for name in one.papers))
        by = people[one.by] if one.by else person
        perform_act(person=by, case=case, act=act, seen=None, now=now, mode="attest")
