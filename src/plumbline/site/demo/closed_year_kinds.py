"""What the closed year had: cases of each procedure, and the acts that they held. How many there were is the year's own
doing; what they come to, the indicators say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from plumbline.site.demo.closed_year import YEAR, Kind, Steps, begins
from plumbline.site.demo.closed_year_enforcement import ORGANS, TEAMS, team_officer

_SUBMITTED: Final = (
    ("entities_net_growth", "5351", "户", "青石区市场监督管理局"),
    ("entities_total", "60409", "户", "青石区市场监督管理局"),
    ("entities_before", "55058", "户", "青石区市场监督管理局"),
    ("civil_cases_received", "13766", "件", "青石区人民法院"),
    ("civil_cases_closed", "11152", "件", "青石区人民法院"),
    ("civil_cases_firms", "6776", "件", "青石区人民法院"),
    ("counterfeit_cases", "10", "件", "青石区人民检察院"),
    ("counterfeit_persons", "14", "人", "青石区人民检察院"),
    ("contract_fraud_cases", "7", "件", "青石区人民检察院"),
    ("contract_fraud_persons", "14", "人", "青石区人民检察院"),
    ("insurance_fraud_cases", "2", "件", "青石区人民检察院"),
    ("insurance_fraud_persons", "2", "人", "青石区人民检察院"),
    ("economic_crime_cases", "115", "件", "青石区公安分局"),
    ("economic_crime_recovered", "4139.7284", "万元", "青石区公安分局"),
    ("administrative_fees", "412.35", "万元", "青石区财政局"),
    ("enforcement_staff", "486", "人", "青石区委编办"),
    ("levies", "21", "件", "青石区税务局"),
    ("rulings", "6", "件", "青石区司法局"),
    ("confirmations", "3214", "件", "青石区行政审批局"),
    ("rewards", "38", "件", "青石区人力资源和社会保障局"),
    ("payments_made", "1126", "件", "青石区民政局"),
)
"""Figures of other bodies, as their letters gave them."""
_ON_SITE: Final = 18
_EXAMINED_UNITS: Final = 17
"""Units whose leading officials sat the year's exam; exams before appointment are counted apart."""
_RESULTS: Final = ("unlawful",) * 14 + ("ordered",) * 3 + ("quashed",)
"""Results of reconsiderations that the year's report names. How the others ended it does not say: here they were upheld
or withdrawn after a settlement, in time.
"""
_ALL_HOLDS: Final = {
    "facts_proved": True,
    "basis_right": True,
    "procedure_lawful": True,
    "content_fit": True,
}
_WITH_HEAD: Final = 21
"""Suits in which the head appeared; the rest were excused."""
_EVALUATED: Final = {"voters": 40, "good": 36, "fairly_good": 3, "ordinary": 1, "poor": 0, "invalid": 0}


def _study(number: int) -> Steps:
    held = {
        "session_kind": "collective_study",
        "body_kind": "party_committee" if number % 3 == 0 else "party_group",
        "subject": "rule_of_law_thought",
        "topic": "法治思想专题学习",
        "minutes": f"会议记录{number + 1}",
    }
    counted = {"unit": "本单位", "expected": 12, "attended": 11}
    return (("hold_session", 0, held), ("attendance", 0, counted), ("close_session", 1, {}))


def _pre_meeting(number: int) -> Steps:
    held = {
        "session_kind": "pre_meeting",
        "body_kind": "government",
        "subject": "duty_law",
        "topic": "会前学法",
        "minutes": f"常务会议纪要{number + 1}",
    }
    return (("hold_session", 0, held), ("close_session", 1, {}))


def _duty_report(number: int) -> Steps:
    form = "on_site" if number < _ON_SITE else "written"
    plan = {"year": YEAR - 1, "post": f"岗位{number + 1}", "report_form": form, "due_on": f"{YEAR}-02-28"}
    said = {"year": YEAR - 1, "report_form": form, "duties": "履行职责情况", "shortcomings": "存在不足"}
    site = (("present", 39, {"meeting": "年度述法会"}),) if form == "on_site" else ()
    sent = {"paper_no": f"青法治办函〔{YEAR}〕3号"}
    return (
        ("plan_report", 0, plan),
        ("submit_report", 20, said),
        *site,
        ("evaluate", 40, _EVALUATED),
        ("forward_result", 50, sent),
        ("close_report", 51, {}),
    )


def _exam(_number: int) -> Steps:
    units = tuple(
        (
            "unit_result",
            20,
            {"exam_kind": "leading", "unit": f"单位{unit + 1}", "participants": 31, "passed": 31 - unit % 3},
        )
        for unit in range(_EXAMINED_UNITS)
    )
    plan = {"exam_kind": "leading", "title": "年度领导干部考法", "held_on": f"{YEAR}-04-18"}
    return (("plan_exam", 0, plan), *units, ("close_exam", 21, {}))


def _before_appointment(number: int) -> Steps:
    held = dt.date(YEAR, 3 * number + 2, 20).isoformat()
    plan = {"exam_kind": "before_appointment", "title": "任前考法", "held_on": held}
    return (
        ("plan_exam", 0, plan),
        ("appointment_result", 5, {"participants": 37}),
        ("close_exam", 6, {}),
    )


def _online(number: int) -> Steps:
    told = {"matter_no": f"FW{number % 60:03}", "channel": "online", "first_contact": "政务服务首问岗"}
    done = {"result": "granted", "is_wholly_online": True}
    return (("receive", 0, told), ("finish", 2, done), ("close_application", 3, {}))


def _visit(number: int) -> Steps:
    told = {
        "visitor_kind": "district_leader" if number % 4 == 0 else "organ_head",
        "purpose": "look_after",
        "is_willing": True,
        "told": "了解经营情况",
    }
    if number % 5:
        return (("visit", 0, told), ("close_visit", 8, {}))
    raised = {"problem_no": "1", "topic": "policy", "facts": "政策咨询", "unit": "青石区司法局"}
    solved = {"problem_no": "1", "result": "explained", "done": "解答政策"}
    return (
        ("visit", 0, told),
        ("raise_problem", 0, {**raised, "answer_by": f"{YEAR}-12-31"}),
        ("solve_problem", 5, solved),
        ("answer_problem", 6, {"problem_no": "1", "answer": "已书面答复"}),
        ("close_visit", 8, {}),
    )


def _published(kind: str, count: int) -> Callable[[int], Steps]:
    def steps(number: int) -> Steps:
        made = begins(number, count)
        drafted = {"item_kind": kind, "headline": f"信息{number + 1}", "made_on": made.isoformat()}
        drafted |= {"area": "重点领域"} if kind == "key_area" else {"source": "上级政府门户网站"}
        reviewed = {"secrets": True, "third_party": True, "result": "may_publish"}
        address = f"https://qingshi.invalid/xxgk/{kind}/{number + 1}"
        out = {"item_kind": kind, "outlet": "portal", "address": address}
        return (
            ("draft_item", 0, drafted),
            ("release_review", 1, reviewed),
            ("publish_item", 2, out),
            ("close_item", 3, {}),
        )

    return steps


def _suggestion(_number: int) -> Steps:
    answer = {"is_adopted": True, "answer": "已采纳"}
    return (
        ("receive", 0, {"told": "建议内容（虚构）"}),
        ("inform", 3, {"way": "转业务科室研究"}),
        ("study", 8, {"result": "可行"}),
        ("feedback", 12, answer),
    )


def _policy(number: int) -> Steps:
    reviewed = {"review_kind": "normative_review" if number == 0 else "paper_review", "result": "lawful"}
    return (
        ("answer_normative", 0, {"is_normative": number == 0}),
        ("review_recorded", 5, reviewed),
        ("issue", 10, {}),
        ("publish", 11, {}),
        ("interpret", 12, {"form": "article"}),
        ("close_case", 20, {}),
    )


def _clean_up(_number: int) -> Steps:
    listed = [
        (
            "list_item",
            5,
            {"item_no": str(one), "paper": f"文件{one}", "maker_kind": "party_office", "enterprises": True},
        )
        for one in (1, 2)
    ]
    kept = [
        ("propose_result", 30, {"item_no": str(one), "result": "keep", "reason": "符合上位法"})
        for one in (1, 2)
    ]
    started = ("start", 0, {"subject": "enterprises", "finish_by": f"{YEAR}-12-31"})
    return (started, *listed, *kept, ("publish_list", 60, {}), ("close_case", 90, {}))


_CLASSIFIED: Final = {"normative": True, "major_decision": False, "touches_market": False}


def _normative(number: int) -> Steps:
    return (("classify", -1, _CLASSIFIED), *_reviewed(number))


_DESK: Final = tuple(f"QS-{YEAR}-{number:04}" for number in range(457, 469))
"""Officers of the bureau who held a certificate before the year."""
_SENT: Final = "送审单;送审文本;依据材料"


def _drafted_and_reviewed(number: int, step: str) -> Mapping[str, str]:
    """The enforcing organs draft and send; somebody of the bureau reviews and gives the opinion."""
    if step in ("review", "opinion"):
        paper = "合法性审查意见书" if step == "opinion" else "-"
        return {"officers": f"{_DESK[number % len(_DESK)]}:legal_reviewer", "documents": paper}
    drafter = team_officer(ORGANS[number % len(ORGANS)][0], number // len(ORGANS) % TEAMS, 1)
    return {"officers": drafter, "documents": _SENT if step == "submit" else "-"}


def _entered_and_approved(_number: int, step: str) -> Mapping[str, str]:
    """One enters what a letter says, another approves it."""
    return {"officers": f"{_DESK[1]}:rule_of_law_office" if step == "approve_figure" else _DESK[0]}


def _released(_number: int, step: str) -> Mapping[str, str]:
    """One drafts and publishes, another reviews before the release."""
    return {"officers": _DESK[3] if step == "release_review" else _DESK[2]}


def _reviewed(_number: int) -> Steps:
    sent = {"round": 1, "material_complete": True, "pages": 12}
    looked = {"round": 1, "questions_answered": True, "content_lawful": "ok"}
    given = {"round": 1, "result": "lawful", "signed": True}
    return (("submit", 0, sent), ("review", 3, looked), ("opinion", 8, given))


def _suit(number: int) -> Steps:
    got = {"matter": "penalty", "defendant_as": "original_organ", "is_simplified": False}
    excused = number >= _WITH_HEAD
    named = {
        "hearing_no": "1",
        "identity_proof": True,
        "excuse": "irreplaceable_duty" if excused else "none",
        "excuse_proved": True,
    }
    held = {
        "hearing_no": "1",
        "instance": "first",
        "attendance": "excused" if excused else "head",
        "head_kind": None if excused else "deputy",
        "staff_attended": True,
        "spoke_on_settlement": None if excused else True,
    }
    return (
        ("receive_complaint", 0, got),
        ("register_assign", 1, {}),
        ("submit_defence", 10, {"with_evidence": True, "with_basis": True}),
        ("court_notice", 25, {"hearing_no": "1"}),
        ("name_head", 27, named),
        ("hold_hearing", 40, held),
    )


def _reconsidered(number: int) -> Steps:
    got = {"channel": "written", "matter": "penalty", "respondent_kind": "department", "applicants": 1}
    taken = {"conditions_met": True, "outside_scope": False, "suit_pending": False}
    opening: Steps = (("receive", 0, got), ("accept", 2, taken), ("send_copy", 4, {}))
    if number >= len(_RESULTS) and number % 2:
        left = {"cause": "withdrawn", "withdrawal_allowed": True, "is_settled": True}
        return (*opening, ("terminate", 40, left))
    result = _RESULTS[number] if number < len(_RESULTS) else "upheld"
    heard = {"manner": "phone", "is_recorded": True}
    return (
        *opening,
        ("reply_evidence", 12, {"explains_fitness": True}),
        ("hear_views", 20, heard),
        ("draft_opinion", 30, _ALL_HOLDS if result == "upheld" else {}),
        ("decide", 45, {"result": result, "approved": "head_agreed"}),
    )


def _figure(number: int) -> Steps:
    kind, value, unit, body = _SUBMITTED[number]
    said = {"figure_kind": kind, "period": "year", "period_end": f"{YEAR}-12-31", "value": value}
    sent = {**said, "unit": unit, "submitting_body": body, "letter_no": f"来函{number + 1}号"}
    return (("submit_figure", 0, sent), ("approve_figure", 3, said))


def _in_january(_number: int) -> dt.date:
    return dt.date(YEAR, 1, 10)


def _after_the_year(_number: int) -> dt.date:
    return dt.date(YEAR + 1, 1, 13)


KINDS: Final = (
    Kind("xf", "study.session", 134, "党委（党组）专题学法", _study),
    Kind("hq", "study.session", 24, "会前学法", _pre_meeting),
    Kind("sf", "duty.report", 97, "负责人述法", _duty_report, _in_january),
    Kind("kf", "law.exam", 1, "领导干部考法", _exam, lambda _number: dt.date(YEAR, 4, 8)),
    Kind("rq", "law.exam", 4, "任前考法", _before_appointment),
    Kind("wb", "service.application", 400, "政务服务申请", _online),
    Kind("zf", "enterprise.visit", 454, "走访企业", _visit),
    Kind("gk", "information.publication", 213, "重点领域信息", _published("key_area", 213), beside=_released),
    Kind("zz", "information.publication", 415, "转载政务信息", _published("news_repost", 415), beside=_released),
    Kind("jy", "suggestion", 52, "公众意见建议", _suggestion, facts={"is_reachable": True}),
    Kind("zc", "policy.document", 8, "政策文件", _policy),
    Kind("ql", "document.cleanup", 1, "涉企文件清理", _clean_up),
    Kind("ht", "legality.contract", 312, "合同合法性审查", _reviewed, beside=_drafted_and_reviewed),
    Kind("yt", "legality.paper", 343, "方案、议题合法性审查", _reviewed, beside=_drafted_and_reviewed),
    Kind("gf", "legality.normative", 1, "规范性文件合法性审核", _normative, beside=_drafted_and_reviewed),
    Kind("ss", "litigation.response", 24, "行政应诉", _suit),
    Kind("fy", "reconsideration.case", 133, "行政复议", _reconsidered),
    Kind(
        "bs", "figure.submitted", len(_SUBMITTED), "外部报送数据", _figure, _after_the_year,
        _entered_and_approved,
    ),
)  # fmt: skip
"""The year, but for its officers and its enforcement."""
