"""A lawful permit case 许可法: from the application to the certificate, and what may come after it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from plumbline.site.demo.days import later, working
from plumbline.site.demo.draft import NOW, Draft, TooLateError

PROCEDURE: Final = "permit"
HEAD: Final = "H:agency_head"


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation")
    shape = draft.pick(
        "shape", *("full",) * 8, "items", "renewal", "supervision", "refused_acceptance", "withdrawn"
    )
    if shape == "items":
        draft.act(
            "items", "publish_items", draft.start, items="许可事项", legal_basis="许可法", conditions="条件",
                quantity="不限",
            process="程序", term="二十个工作日", materials="目录", sample_form="示范文本",
        )  # fmt: skip
    elif shape == "renewal":
        _renewal(draft)
    elif shape == "supervision":
        _afterwards(draft)
    else:
        _application(draft, shape)
        _close(draft)


def _close(draft: Draft) -> None:
    """What was settled is filed some days later; what went another way stays as it is."""
    if {"serve", "refuse", "forward"}.isdisjoint(draft.acts):
        return
    last = max(one.day for one in draft.acts.values())
    day = draft.o("close_on", working(last, 3))
    if day is not None and day <= NOW.date():
        draft.act("close", "close_case", day)


def _application(draft: Draft, shape: str) -> None:
    kind = draft.pick("handling", "own", "own", "own", "joint", "preliminary")
    draft.act(
        "apply", "apply", draft.start, by="", docs="行政许可申请书", channel="counter", joint=kind == "joint",
        preliminary_only=kind == "preliminary", by_testing=draft.chance("testing", 0.15) and shape == "full",
        several_units=draft.chance("several", 0.2), quota_limited=draft.chance("quota", 0.1),
    )  # fmt: skip
    draft.act("intake", "intake", draft.cursor.date(), result="accept")
    _supplement(draft)
    if shape == "refused_acceptance":
        day = draft.o("refuse_on", working(draft.start, draft.rng.randint(1, 5)))
        draft.act("refuse", "refuse_acceptance", day, docs="不予受理通知书", ground="not_competent")
        return
    if shape == "withdrawn":
        draft.act("accept", "accept", draft.soon(2), docs="受理通知书", unit="一窗", object_key=_key(draft))
        draft.act("withdraw", "withdraw_application", draft.soon(8), by="")
        return
    first = draft.soon(2) if "gap" in draft.acts else working(draft.start, draft.rng.randint(1, 4))
    draft.act(
        "accept",
        "accept",
        draft.o("accept_on", first),
        docs="受理通知书",
        unit="一窗",
        object_key=_key(draft),
    )
    _examine(draft)
    if kind == "preliminary":
        draft.act(
            "forward",
            "forward_up",
            draft.o("forward_on", working(_opened(draft), draft.rng.randint(8, 20))),
            docs="初步审查意见",
        )
        return
    _extend(draft)
    _decide(draft, kind)
    if "decide" in draft.acts:
        _deliver(draft)


def _supplement(draft: Draft) -> None:
    if draft.chance("gaps", 0.2):
        day = draft.o("gaps_on", working(draft.start, draft.rng.randint(1, 5)))
        draft.act(
            "gap",
            "supplement",
            day,
            docs="补正告知书",
            gaps="营业执照",
            gap_in_first_material=True,
            unrelated_material=False,
            material_already_held=False,
        )
        if day is not None:
            draft.act("filled", "submit_supplement", draft.soon(6), by="")


def _opened(draft: Draft) -> date:
    return draft.day("accept") if "accept" in draft.acts else draft.start


def _key(draft: Draft) -> str:
    return str(draft.o("object_key", f"K{draft.rng.randint(10**8, 10**9)}"))


def _examine(draft: Draft) -> None:
    if draft.acts["apply"].fields["by_testing"]:
        day = draft.o("testers_on", working(_opened(draft), draft.rng.randint(1, 5)))
        draft.act("testers", "assign_testers", day, staff_assigned=2)
    affects = draft.chance("affects", 0.2)
    required = draft.o("hearing_required", False)
    if draft.chance("recusal", 0.1):
        draft.act("recuse", "recusal", draft.cursor.date(), by=HEAD, officer="5", granted=True)
    draft.act(
        "examine",
        "examine",
        draft.soon(2),
        by="1 2",
        affects_others=affects,
        hearing_required=required,
        opinion="符合条件",
    )
    if draft.chance("on_site", 0.2):
        draft.act("verify", "verify_on_site", draft.soon(2), by="1 2", docs="核查记录", result="属实")
    if affects:
        draft.act("tell", "tell_interested", draft.soon(1), docs="利害关系人告知书", hearing_right_told=True)
        draft.act("opinions", "hear_opinions", draft.soon(2), result="stated")
    if draft.o("asked", False):
        draft.act("request", "request_hearing", draft.soon(2), by="")
    if required or draft.o("asked", False):
        draft.act("hearing", "hearing", draft.soon(3), by="P:hearing_presider", docs="听证笔录")


def _extend(draft: Draft) -> None:
    day = _opened(draft)
    for label, start, end in draft.o("pauses", ()):
        draft.act(
            f"start{label}",
            "start_special_procedure",
            start,
            docs="特别程序时间告知书",
            type="expert_review",
            time_told_in_writing=True,
        )
        draft.act(f"end{label}", "end_special_procedure", end)
    if draft.chance("extend", 0.1):
        joint = draft.acts["apply"].fields["joint"]
        most = draft.o("granted", 15 if joint else 10)
        role = "G:government_head" if joint else HEAD
        draft.act(
            "extend", "extend", draft.o("extend_on", working(day, 15)), by=draft.o("extend_by", role),
                docs="延期告知书",
            days_granted=most, reason="情况复杂",
        )  # fmt: skip


def _decide(draft: Draft, kind: str) -> None:
    result = draft.o("result", "granted" if draft.rng.random() < 0.85 else "refused")
    refused: dict[str, Any] = (
        {"reason": "不符合条件", "remedy_organ": "云岭区人民政府", "remedy_term": "六十日、六个月"}
        if result == "refused"
        else {}
    )
    term = 45 if kind == "joint" else 20
    day = draft.o("decide_on", max(draft.soon(3), working(_opened(draft), draft.rng.randint(6, 18))))
    if day is not None and "decide_on" not in draft.options and day > working(_opened(draft), term):
        raise TooLateError
    draft.act(
        "decide", "decide", day, by=HEAD, docs="行政许可决定书", result=result, basis_level="law",
        basis_effective_on=date(2004, 7, 1), basis_published=True, on_permit_list=True,
            decided_by="own_organ",
        earlier_waiting=0, certificate_needed=draft.chance("certificate", 0.6), **refused,
    )  # fmt: skip


def _deliver(draft: Draft) -> None:
    decided = draft.acts["decide"]
    draft.act("serve", "serve_decision", draft.soon(4), docs="送达回证", unit="一窗")
    if decided.fields["result"] == "refused":
        return
    if decided.fields["certificate_needed"]:
        day = draft.o("certificate_on", working(decided.day, draft.rng.randint(2, 10)))
        ends = draft.o("valid_until", None)
        term: dict[str, Any] = {"valid_until": ends} if ends else {}
        draft.act(
            "certificate",
            "issue_certificate",
            day,
            docs="许可证件 送达回证",
            has_term=ends is not None,
            object_key=_key(draft),
            **term,
        )
    draft.act(
        "disclose",
        "disclose",
        draft.o("disclose_on", working(decided.day, draft.rng.randint(1, 7))),
        secrets_kept=True,
    )
    if draft.chance("fee", 0.1):
        draft.act("fee", "charge_fee", draft.soon(3), amount=100, basis_level="law", to_treasury=True)


def _renewal(draft: Draft) -> None:
    expires = draft.o("expires_on", _working_day(later(draft.start, 45)))
    draft.act(
        "renewal",
        "apply_renewal",
        draft.start,
        by="",
        docs="延续申请书",
        expires_on=expires,
        object_key=_key(draft),
    )
    how = draft.pick("renewed", "renew", "renew", "refuse_renewal")
    day = draft.o("renewed_on", later(draft.start, draft.rng.randint(5, 40)))
    papers = {"renew": "准予延续决定书", "refuse_renewal": "不予延续决定书"}
    draft.act("renewed", how, day, by=HEAD, docs=papers[how])


def _working_day(day: date) -> date:
    """The same day or the working day before it, so that no rest day can move the end of a permit."""
    return working(later(day, 1), -1)


def _afterwards(draft: Draft) -> None:
    """Supervision, concealment found, revocation and cancelling: each a short case of its own."""
    what = draft.pick("matter", "supervise", "supervise", "false", "fraud", "withdrawn", "cancel")
    safety = draft.o("safety", False)
    if what == "supervise":
        draft.act(
            "supervise",
            "supervise",
            draft.start,
            by="1 2",
            docs="监督检查记录",
            situation="正常",
            handling="无",
            signed=True,
        )
    elif what == "false":
        draft.act(
            "false",
            "find_false_material",
            draft.start,
            safety_related=safety,
            warned=True,
            object_key=_key(draft),
        )
    elif what == "fraud":
        draft.act("fraud", "find_fraud", draft.start, grave_public_harm=False)
        draft.act(
            "revoke",
            "revoke",
            draft.soon(5),
            docs="撤销行政许可决定书",
            ground="fraud",
            safety_related=safety,
            object_key=_key(draft),
        )
        draft.act("cancel", "cancel", draft.soon(5), docs="注销行政许可决定书", ground="revoked_or_withdrawn")
    elif what == "withdrawn":
        draft.act("withdrawn", "withdraw_permit", draft.start, ground="basis_changed")
    else:
        draft.act(
            "cancel",
            "cancel",
            draft.start,
            docs="注销行政许可决定书",
            ground=draft.o("cancel_ground", "holder_dissolved"),
        )
