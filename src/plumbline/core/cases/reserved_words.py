"""What the steps of the system and their fields are called, in Chinese and English: the one place for these words.

Pages of a case, the page of an exported file and whatever else names a reserved step ask here. A step is told as done,
as it stands in a list of records; a field as a label. `MACHINERY` are fields that say nothing to a reader of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.reserved import (
    ANSWERS,
    ARCHIVE_FILE,
    ASSIGN_CASE,
    CANCEL_OPENING,
    CONFIRM_ACT,
    COUNTERSIGN,
    DELIVER_FILE,
    DISCRETION,
    DOCUMENTS,
    FIELD,
    FIELD_ARRIVAL,
    FIELD_SETTLED,
    FIXED,
    HANDLED,
    HOLD_FILES,
    ITEMS,
    LEND_FILE,
    LIFT_HOLD,
    LINK_CASE,
    LISTED,
    MOVES,
    OPEN_CASE,
    OPINION,
    PROPOSE_DESTRUCTION,
    REASON,
    RECALL,
    RECEIVER,
    RECORDINGS,
    RETURN,
    RETURN_FILE,
    SERVICE,
    SIGN_PAPER,
    STATE_FACTS,
    STATE_PARTY,
    SUBMIT,
    TAKE_OVER,
    THINGS,
    UNRECORDED,
    VOID_ACT,
)
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.facts.linking import FIELD_TITLES, SPLIT_STEP
from plumbline.core.facts.linking import FIELDS as LINK_FIELDS
from plumbline.core.goods.entries import GOODS_ENTRY, MONEY_ENTRY
from plumbline.core.ledger.system_acts import DESTROY

Pair = tuple[str, str]
"""Chinese and English."""

STEPS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        OPEN_CASE: ("立卷", "case opened"),
        STATE_FACTS: ("补充案件事实", "facts stated"),
        STATE_PARTY: ("更正当事人和案由", "party and cause stated"),
        CONFIRM_ACT: ("共同办理人确认", "act confirmed"),
        VOID_ACT: ("记录作废", "record voided"),
        ASSIGN_CASE: ("指定承办人", "case assigned"),
        LINK_CASE: ("关联案件", "case linked"),
        JOIN_STEP: ("并案", "cases joined"),
        SPLIT_STEP: ("分案", "case split off"),
        CANCEL_OPENING: ("误立注销", "cancelled: opened by mistake"),
        TAKE_OVER: ("工作交接", "work taken over"),
        GOODS_ENTRY: ("物品登记", "things entered"),
        MONEY_ENTRY: ("款项登记", "money entered"),
        SUBMIT: ("提交审批", "submitted for approval"),
        OPINION: ("签署意见", "opinion given"),
        RETURN: ("退回补正", "sent back for mending"),
        RECALL: ("撤回审批", "submission taken back"),
        COUNTERSIGN: ("会签", "countersigned"),
        ARCHIVE_FILE: ("案卷归档", "file archived"),
        SIGN_PAPER: ("签章文书", "signed paper kept"),
        LEND_FILE: ("借出案卷", "file lent"),
        RETURN_FILE: ("归还案卷", "file returned"),
        DELIVER_FILE: ("案卷移交档案馆（室）", "file delivered to the archives"),
        HOLD_FILES: ("保全案卷", "put under legal hold"),
        LIFT_HOLD: ("解除保全", "legal hold lifted"),
        PROPOSE_DESTRUCTION: ("申请销毁个人信息", "destruction of personal values proposed"),
        DESTROY: ("个人信息已销毁", "personal values destroyed"),
        FIELD_ARRIVAL: ("现场记录收到", "arrived from the field"),
        FIELD_SETTLED: ("现场冲突已处理", "conflict from the field settled"),
    }
)

_REASON: Final = ("理由", "reason")
_OF_SUBMISSION: Final = ("所审批的呈批", "submission")
_FACTS: Final = ("案件事实", "facts of the case")
_GROUNDS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "destroys": ("销毁的内容", "what is destroyed"),
        "retention_expired": ("保管期限届满日", "retention ran out on"),
        "appraisal": ("鉴定意见", "appraisal"),
        "ground": ("依据", "ground"),
    }
)
PARTY: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "party_name": ("当事人", "party"),
        "party_number": ("信用代码或者证件号码", "credit code or identity number"),
        "party_address": ("地址", "address"),
        "party_phone": ("电话", "telephone"),
        "party_representative": ("法定代表人（负责人）", "legal representative or person in charge"),
    }
)
"""Personal values that say who the party is."""

FIELDS: Final[Mapping[str, Mapping[str, Pair]]] = MappingProxyType(
    {
        OPEN_CASE: {
            "procedure": ("程序", "procedure"),
            "number": ("案号", "number"),
            "title": ("案由", "cause"),
            "field": ("执法领域", "field of law"),
            "division": ("行政区划代码", "division code"),
            "facts": _FACTS,
            "uncovered": ("来源未提供的内容", "what the source does not tell of"),
            "ends": ("结束本程序的步骤", "steps that end the procedure"),
            "reopens": ("使本案继续的步骤", "steps by which the case goes on"),
            **PARTY,
        },
        STATE_FACTS: {"facts": _FACTS},
        STATE_PARTY: {
            "title": ("案由", "cause"),
            "facts": _FACTS,
            "reason": _REASON,
            "stated": ("更正的项目", "what was stated anew"),
            **PARTY,
        },
        CONFIRM_ACT: {"confirms": ("确认的记录", "confirms")},
        VOID_ACT: {"reason": _REASON},
        ASSIGN_CASE: {
            "officers": ("承办人", "handled by"),
            "unit": ("承办机构", "handling unit"),
            "reason": _REASON,
        },
        LINK_CASE: {
            "kind": ("关联关系", "how it is linked"),
            "case": ("关联案件", "linked case"),
            "number": ("案号", "number"),
            "organ": ("办理机关", "handled by"),
            "evidence": ("带入的记录", "records taken along"),
            "reason": _REASON,
        },
        JOIN_STEP: {**{name: FIELD_TITLES[name] for name in LINK_FIELDS[JOIN_STEP]}, "reason": _REASON},
        SPLIT_STEP: {**{name: FIELD_TITLES[name] for name in LINK_FIELDS[SPLIT_STEP]}, "reason": _REASON},
        CANCEL_OPENING: {"reason": _REASON},
        TAKE_OVER: {
            "from": ("移交人", "handed over by"),
            "to": ("接手人", "taken over by"),
            "officers": ("现承办人", "handled by now"),
            "items": ("移交的待办事项", "what waited"),
            "reason": _REASON,
        },
        GOODS_ENTRY: {
            "kind": ("登记事项", "entry"),
            "item": ("物品", "thing"),
            "name": ("品名", "name"),
            "spec": ("规格型号", "make or size"),
            "count": ("数量", "count"),
            "unit": ("单位", "unit"),
            "place": ("存放地点", "place"),
            "keeper": ("保管人", "keeper"),
            "keeper_no": ("保管人执法证件号", "keeper's number"),
            "due": ("期限至", "until"),
            "measure": ("所依据的措施", "measure"),
            "second": ("另一名签字人", "second signature by"),
            "reason": _REASON,
            "receiver": ("接收人", "received by"),
        },
        MONEY_ENTRY: {
            "kind": ("登记事项", "entry"),
            "amount": ("金额", "amount"),
            "number": ("缴款通知书文号", "number of the notice"),
            "reference": ("银行流水号", "bank reference"),
            "plan": ("分期", "instalments"),
            "reason": _REASON,
        },
        SUBMIT: {
            "step": ("呈批事项", "act submitted"),
            "opinion": ("承办意见", "opinion of whoever submits"),
            "values": ("呈批内容", "what was entered"),
            "others": ("共同办理人", "together with"),
            "seats": ("审批人", "to be approved by"),
            "papers": ("随附文书", "papers"),
            "make": ("拟制作文书", "papers to be made"),
            "until": ("结束时间", "until"),
        },
        OPINION: {
            "submission": _OF_SUBMISSION,
            "office": ("审批环节", "office"),
            "opinion": ("审批意见", "opinion"),
        },
        RETURN: {"submission": _OF_SUBMISSION, "office": ("审批环节", "office"), "reason": _REASON},
        RECALL: {"submission": _OF_SUBMISSION, "reason": _REASON},
        COUNTERSIGN: {"submission": _OF_SUBMISSION, "opinion": ("会签意见", "opinion")},
        SIGN_PAPER: {
            "kind": ("文书", "paper"),
            "how": ("签章方式", "how it was signed"),
            "record": ("文书所在记录", "record of the paper"),
            "place": ("文书序号", "place of the paper in its record"),
        },
        ARCHIVE_FILE: {
            "archive_number": ("档号", "archive number"),
            "retention": ("保管期限", "retention"),
            "basis": ("期限依据", "by which table"),
            "place": ("存放位置", "place"),
            "remark": ("备注", "remark"),
        },
        LEND_FILE: {
            "unit": ("借阅单位", "lent to"),
            "purpose": ("用途", "purpose"),
            "until": ("归还期限", "to be back by"),
            "officer": ("借阅人（本机关）", "officer who took it"),
            "borrower": ("借阅人", "who takes it"),
        },
        RETURN_FILE: {"loan": ("归还的借阅", "loan"), "remark": ("备注", "remark")},
        DELIVER_FILE: {
            "list_number": ("移交清单号", "number of the list"),
            "receiver": ("接收单位", "received by"),
        },
        HOLD_FILES: {
            "reason": _REASON,
            "authority": ("要求保全的机关与文书", "who asked for it, by which paper"),
            "agrees": ("同意的保全", "agrees to"),
        },
        LIFT_HOLD: {"hold": ("解除的保全", "hold"), "reason": _REASON},
        PROPOSE_DESTRUCTION: _GROUNDS,
        DESTROY: _GROUNDS,
        FIELD_ARRIVAL: {
            "officer": ("现场执法人员", "officer in the field"),
            "happened": ("现场时间", "happened"),
            "records": ("送达的记录", "records"),
            "files": ("文件数", "files"),
            "late": ("事后补录", "late entry"),
            "breaches": ("发现的问题", "what stood against the acts"),
            "conflicts": ("冲突", "conflicts"),
            "imported_by": ("导入人", "imported by"),
            "visit": ("检查标识", "visit"),
            "device": ("设备", "device"),
            "order": ("序号", "order"),
            "sent": ("设备发送时间", "sent, by the device's clock"),
            "off_ms": ("设备时钟偏差（毫秒）", "server minus device, ms"),
        },
        FIELD_SETTLED: {"arrival": ("所处理的现场记录", "arrival"), "note": ("处理情况", "what was done")},
    }
)
"""The fields of each, personal values included, in the order in which they are read."""

BESIDE: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        DOCUMENTS: ("文书", "papers"),
        RECORDINGS: ("音像记录", "recordings"),
        THINGS: ("涉及的物品", "things"),
        MOVES: ("物品变动", "what is done to things"),
        RECEIVER: ("接收人", "received by"),
        SERVICE: ("送达", "service"),
        DISCRETION: ("裁量基准", "benchmark"),
        ANSWERS: ("逐项审核", "answers"),
        ITEMS: ("审核意见", "what is to be mended"),
        HANDLED: ("采纳情况", "what was done with each item"),
        LISTED: ("全过程记录清单的要求", "what the recording list asks"),
        UNRECORDED: ("未按要求记录的原因", "why it was not recorded"),
        FIELD: ("现场情况", "told by the device in the field"),
        FIXED: ("固定的数据", "figures fixed"),
        REASON: ("更正理由", "reason of the correction"),
    }
)
"""What may stand beside the fields of any step."""

MACHINERY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        OPEN_CASE: frozenset({"ends", "reopens"}),
        STATE_PARTY: frozenset({"stated"}),
        SIGN_PAPER: frozenset({"place"}),
        FIELD_ARRIVAL: frozenset({"visit", "device", "order", "sent", "off_ms"}),
    }
)
"""Fields by which the system finds its way: a reader of the case learns nothing from them."""


def step_words(step: str) -> Pair | None:
    """What a step of the system is called; None for a step of a pack."""
    return STEPS.get(step)


def field_words(step: str, name: str) -> Pair | None:
    """What a field is called, also one that stands beside those of a pack's step; None for a field of a pack."""
    return FIELDS.get(step, {}).get(name) or BESIDE.get(name)
