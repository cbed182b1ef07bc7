"""A lawful compulsory measure 强制法 §16-§33: sealing, seizure, freezing, restriction of liberty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from plumbline.site.demo.days import calendar_days, later, roll, working
from plumbline.site.demo.draft import NOW, Draft, TooLateError

PROCEDURE: Final = "compulsory.measure"
HEAD: Final = "H:agency_head"


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation")
    kind = draft.pick("kind", "seal", "seize", "seize", "freeze", "liberty")
    if kind == "liberty":
        draft.header["party_kind"] = draft.o("party_kind", "citizen")
    draft.act("check", "check_basis", draft.start, kind=kind, milder_means_suffice=False)
    if draft.chance("recusal", 0.1):
        draft.act("recuse", "decide_recusal", draft.cursor.date(), by=HEAD, officer="5", granted=True)
    emergency = draft.chance("emergency", 0.2)
    if not emergency:
        draft.act(
            "approve",
            "approve",
            draft.cursor.date(),
            by=HEAD,
            docs="行政强制措施审批表",
            kind=kind,
            result="approved",
        )
    _impose(draft, kind, emergency)
    if emergency:
        _approve_afterwards(draft, kind)
    _hand_over(draft, kind)
    if kind == "liberty":
        _lift(draft)
    elif draft.o("result", "approved") == "refused":
        _undo(draft, kind)
    else:
        _keep(draft, kind)
        _settle(draft, kind)
    _publish(draft)
    if draft.o("close", False):
        draft.act("close", "close_case", later(max(one.day for one in draft.acts.values()), 3))


def _impose(draft: Draft, kind: str, emergency: bool) -> None:
    day = draft.start if emergency else draft.soon(2)
    last: dict[str, Any] = {"ends_by": roll(later(day, 15))} if kind == "liberty" else {}
    draft.act(
        "impose", "impose", day, by="1 2", av=kind != "freeze", mins=60, kind=kind, emergency=emergency,
            set_by="law",
        organ_named_by="law", delegated=False, basis_published=True, connected=True, necessities=False,
        already_held=False, property_told_apart=True,
        private_organisation=draft.header["party_kind"] == "organisation", amount=8000, amount_involved=8000, **last,
    )  # fmt: skip
    present = draft.chance("present", 0.8)
    draft.act(
        "scene", "onsite_record", draft.o("scene_on", day), by="1 2", docs="现场笔录", kind=kind,
            certificate_shown=True,
        party_called=True, party_present=present, witness_signed=not present, reasons_told=True,
            rights_told=True,
        defence_heard=present, party_signed=present, refusal_noted=False, officers_signed=True,
    )  # fmt: skip


def _approve_afterwards(draft: Draft, kind: str) -> None:
    at = draft.at("impose") + timedelta(hours=draft.rng.randint(2, 20))
    if kind == "liberty":
        draft.act("back", "return_to_organ", draft.cursor + timedelta(minutes=30))
        at = draft.cursor + timedelta(minutes=10)
    result = draft.o("result", "approved")
    draft.act(
        "approve",
        "approve",
        draft.o("approve_at", at),
        by=HEAD,
        docs="行政强制措施审批表",
        kind=kind,
        result=result,
    )


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "reason": "涉案", "legal_basis": "强制法第二十二条", "term": "三十日",
            "remedy_organ": "云岭区人民政府",
        "remedy_term": "六十日、六个月",
    }  # fmt: skip


def _hand_over(draft: Draft, kind: str) -> None:
    day = draft.day("impose")
    if kind in ("seal", "seize"):
        start = max(
            draft.acts["impose"].end,
            draft.acts["scene"].at if draft.day("scene") == day else draft.acts["impose"].end,
        )
        draft.act(
            "list", "deliver_decision_list", draft.o("list_on", start + timedelta(minutes=20)), by="1 2",
            docs="查封（扣押）决定书 查封（扣押）清单", items="设备三台", copies=2, **_told(draft),
        )  # fmt: skip
    elif kind == "freeze":
        draft.act("bank", "deliver_freeze_notice", day, docs="冻结通知书")
        done = draft.o("freeze_told_on", working(day, draft.rng.randint(1, 3)))
        draft.act(
            "told",
            "deliver_freeze_decision",
            done,
            docs="冻结决定书",
            account_and_sum="尾号0000",
            **_told(draft),
        )
    else:
        end = draft.acts["impose"].end
        draft.act("family", "tell_family", draft.o("family_on", end + timedelta(minutes=25)))


def _lift(draft: Draft) -> None:
    until: date = draft.acts["impose"].fields["ends_by"]
    if draft.chance("purpose", 0.3):
        draft.act("purpose", "purpose_over", later(draft.day("impose"), 4))
        draft.act("lift", "lift_restriction", draft.o("lift_on", draft.cursor.date()))
    else:
        draft.act("lift", "lift_restriction", draft.o("lift_on", later(until, -draft.rng.randint(0, 6))))


def _undo(draft: Draft, kind: str) -> None:
    """The head refused: lifted the same day."""
    day = draft.o("release_on", draft.day("approve"))
    if kind == "freeze":
        draft.act("unfreeze", "unfreeze", day, by=HEAD, docs="解除冻结通知书")
        return
    draft.act("release", "release", day, by=HEAD, docs="解除查封（扣押）决定书")
    draft.act("return", "return_property", draft.o("return_on", day))


def _keep(draft: Draft, kind: str) -> None:
    day = draft.day("impose")
    if kind != "freeze":
        draft.act(
            "keep",
            "keep",
            later(day, 1),
            keeper="agency",
            used_or_damaged=False,
            cost_on_party=False,
            docs="委托保管书",
        )
    if kind != "freeze" and draft.chance("test", 0.15):
        for label, start, end in draft.o("tests", lambda d: (("", later(day, 4), later(day, 13)),)):
            draft.act(
                f"start{label}",
                "start_test",
                start,
                docs="检测鉴定期间告知书",
                period_fixed_and_told=True,
                cost_on_party=False,
            )
            draft.act(f"end{label}", "end_test", end)
    if draft.chance("extend", 0.2):
        granted = draft.o("granted", 30)
        draft.act(
            "extend", "extend", draft.o("extend_on", later(day, draft.rng.randint(15, 28))),
                by=draft.o("extend_by", HEAD),
            docs="延长期限决定书", days_granted=granted, complex=True,
        )  # fmt: skip
        told = draft.o("extension_told_on", later(draft.day("extend"), 1))
        draft.act("tell_extension", "notify_extension", told, docs="延长期限决定书", reason="情况复杂")


def _settle(draft: Draft, kind: str) -> None:
    last = calendar_days(draft.day("impose"), 30)
    day = draft.o("settle_on", later(last, -draft.rng.randint(0, 9)))
    if day is None:
        if last > NOW.date() - timedelta(days=90):
            raise TooLateError
        return
    how = draft.pick("how", "dispose", "release")
    if how == "dispose":
        draft.act("dispose", "dispose", day, by=HEAD, result="confiscate", destroy_set_by="law")
    elif how == "transfer":
        draft.act(
            "transfer",
            "transfer_case",
            day,
            by=HEAD,
            docs="移送通知",
            property_with_case=True,
            party_told=True,
        )
    elif kind == "freeze":
        draft.act("unfreeze", "unfreeze", day, by=HEAD, docs="解除冻结通知书")
    else:
        draft.act("release", "release", day, by=HEAD, docs="解除查封（扣押）决定书")
        draft.act("return", "return_property", draft.o("return_on", draft.day("release")))


def _publish(draft: Draft) -> None:
    day = draft.o("publish_on", working(draft.day("impose"), draft.rng.randint(4, 19)))
    draft.act("publish", "disclose", day)
