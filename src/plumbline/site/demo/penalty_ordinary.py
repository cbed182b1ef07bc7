"""A lawful ordinary penalty case 处罚法 §54-§62, in market supervision and with the police by their own law."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from plumbline.site.demo.days import calendar_days, later, working
from plumbline.site.demo.draft import Draft, TooLateError

PROCEDURE: Final = "penalty.ordinary"
HEAD: Final = "H:agency_head"
POLICE_LAW: Final = date(2026, 1, 1)


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation")
    if draft.market:
        _source(draft)
    _file(draft)
    _investigate(draft)
    _preserve(draft)
    draft.act(
        "inv2",
        "investigate",
        _soon(draft),
        by="1 2",
        docs="现场检查笔录",
        av=True,
        mins=50,
        **_look("inspection", draft),
    )
    _conclude(draft)
    _notice(draft)
    _respond(draft)
    _decide(draft)
    _serve(draft)
    _pay(draft)
    _close(draft)


def _soon(draft: Draft) -> date:
    return draft.soon(2 if draft.police else 4)


def new_police_law(draft: Draft) -> bool:
    return draft.police and draft.day("file") >= POLICE_LAW


def _source(draft: Draft) -> None:
    draft.act("source", "register_source", draft.start, docs="案件来源登记表", source="report")
    draft.act("verify", "verify_clue", working(draft.start, 1))
    if (granted := draft.o("verify_days", 0)) > 0:
        day = draft.o("verify_extended_on", working(draft.start, 10))
        draft.act(
            "verify_more", "extend_verification", day, by=draft.o("verify_by", HEAD), days_granted=granted
        )


def _file(draft: Draft) -> None:
    drawn = working(draft.start, draft.rng.randint(3, 14)) if draft.market else draft.start
    day = draft.o("file_on", drawn)
    if day is None:
        raise TooLateError
    if draft.chance("held", 0.3):
        draft.act(
            "standard", "find_violation", draft.o("standard_on", working(day, -draft.rng.randint(1, 6)))
        )
    found = later(day, -draft.rng.randint(1, 20))
    draft.act(
        "file", "file_case", day, by=HEAD, docs="立案审批表", source="report", organ_level="county_or_above",
        power_transferred=False, place_in_area=True, jurisdiction_ground="place_of_violation",
        filed_elsewhere_first=False, entrusted=False, entrustment_lawful=True, entrustment_published=True,
        sub_entrusted=False, act_ended_on=later(found, -draft.rng.randint(1, 140)), found_on=found,
        long_limitation=False,
    )  # fmt: skip
    draft.act("assign", "assign_officers", draft.day("file"), by="H")


def _look(kind: str, draft: Draft) -> dict[str, Any]:
    own = {"single_officer": False} if draft.police else {}
    listed = draft.chance("listed", 0.2)
    return {"kind": kind, "certificate_shown": True, "in_case_centre": False, "filming_listed": listed, **own}


def _investigate(draft: Draft) -> None:
    draft.act(
        "inv1",
        "investigate",
        _soon(draft),
        by="1 2",
        docs="询问笔录",
        av=True,
        mins=40,
        **_look("interview", draft),
    )
    if draft.chance("recusal", 0.15):
        draft.act("ask_recusal", "apply_recusal", draft.day("inv1"), by="", officer="5")
        draft.act("recuse", "decide_recusal", _soon(draft), by=HEAD, officer="5", granted=True)
    if draft.chance("monitor", 0.1):
        draft.act(
            "monitor", "use_e_monitoring", _soon(draft), equipment_reviewed=True, equipment_marked=True,
            site_published=True, record_reviewed=True, party_told=True,
        )  # fmt: skip


def _preserve(draft: Draft) -> None:
    if not draft.chance("preserve", 0.3):
        return
    kind = draft.o("preserve_kind", "preserve")
    emergency = draft.o("emergency", False)
    own = {"emergency": emergency} if draft.market else {}
    own["filming_listed"] = draft.chance("listed", 0.2)
    day = _soon(draft)
    if not emergency:
        draft.act("allow", "approve_preservation", day, by=HEAD, batch="第一批")
    draft.act(
        "keep", "sample_or_preserve", day, by="1 2", docs="先行登记保存证据通知书 物品清单", av=True, mins=30,
        kind=kind, batch="第一批", **own,
    )  # fmt: skip
    if emergency:
        draft.act(
            "allow",
            "approve_preservation",
            draft.o("allow_at", draft.at("keep") + timedelta(hours=5)),
            by=HEAD,
            batch="第一批",
        )
    done = draft.o("dispose_on", working(day, draft.rng.randint(1, 3)))
    draft.act("dispose", "dispose_preserved", done, docs="先行登记保存证据处理决定书", batch="第一批")


def _conclude(draft: Draft) -> None:
    major = draft.chance("major", 0.3)
    draft.act(
        "conclude", "conclude_investigation", _soon(draft), docs="调查终结报告", major=major,
        complex_or_grave=draft.chance("complex", 0.2), suspected_crime=False, age_band="adult",
            incapable=False,
        mitigating=False, harmless=False, no_fault=False,
    )  # fmt: skip
    if draft.market:
        draft.act("submit", "submit_review", draft.day("conclude"))
        if (granted := draft.o("review_days", 0)) > 0:
            day = draft.o("review_extended_on", working(draft.day("submit"), 8))
            draft.act(
                "review_more", "extend_review", day, by=draft.o("review_by", HEAD), days_granted=granted
            )
    checked = draft.o("review_on", _soon(draft))
    if major:
        draft.act(
            "legal",
            "legal_review",
            checked,
            by="R",
            docs="法制审核意见书",
            result="passed",
            first_time=False,
            licensed=True,
        )
    elif draft.market or draft.rng.random() < 0.3:
        draft.act("check", "case_review", checked, by="R", result="passed")


def _notice(draft: Draft) -> None:
    hearing = draft.chance("hearing", 0.3)
    fine = draft.o("fine", draft.rng.choice((20000, 200000) if hearing else (500, 1000, 3000)))
    day = _soon(draft)
    draft.act(
        "tell", "tell_proposed_penalty", day, docs="行政处罚告知书", issued_on=day, content_told=True,
            facts_told=True,
        grounds_told=True, rights_told=True, hearing_right_told=hearing,
            major=draft.acts["conclude"].fields["major"],
        proposed_fine=fine, proposed_confiscation=0, heavy_kind=False, new_facts=False,
    )  # fmt: skip


def _respond(draft: Draft) -> None:
    """What the party does within the five working days it has, or lets them pass."""
    told = draft.day("tell")
    hearing = draft.acts["tell"].fields["hearing_right_told"]
    answer = draft.pick("answer", "defence", "waive", "silent", *(("request",) * 3 if hearing else ()))
    day = draft.o("answer_on", working(told, draft.rng.randint(1, 5)))
    if answer == "defence":
        draft.act("state", "state_defence", day, by="")
        draft.act(
            "hear",
            "hear_defence",
            _soon(draft),
            docs="陈述申辩笔录",
            reviewed=True,
            valid=False,
            adopted=False,
        )
    elif answer == "waive":
        draft.act("waive", "waive_defence", day, by="")
    elif answer == "request":
        draft.act("request", "request_hearing", day, by="")
        if draft.o("hold", True):
            _hold(draft)
    elif draft.market and answer == "silent":
        draft.expect("defence-in-5-days-samr", "tell", bearer="party")
    if hearing and answer != "request":
        if draft.chance("waive_hearing", 0.3):
            day = draft.cursor.date() if answer in ("defence", "waive") else working(told, 2)
            draft.act("no_hearing", "waive_hearing", min(day, working(told, 5)), by="")
        else:
            draft.expect("request-hearing-in-5-days", "tell", bearer="party")
    over = later(working(told, 5), 1)
    if draft.o("wait", True) and draft.cursor.date() < over:
        draft.cursor = draft.cursor.replace(year=over.year, month=over.month, day=over.day, hour=8)


def _hold(draft: Draft) -> None:
    day = draft.o("hearing_on", working(draft.cursor.date(), draft.rng.randint(8, 12)))
    draft.act(
        "hearing",
        "hearing",
        day,
        by="P:hearing_presider",
        docs="听证笔录",
        av=True,
        mins=90,
        result="held",
        filming_listed=draft.chance("listed", 0.2),
    )
    if draft.acts["conclude"].fields["major"]:
        draft.act(
            "legal2",
            "legal_review_after_hearing",
            _soon(draft),
            by="R",
            docs="法制审核意见书",
            result="passed",
            first_time=False,
            licensed=True,
        )


def _decide(draft: Draft) -> None:
    for name, (step, at, *said) in draft.o("spans", {}).items():
        draft.act(name, step, at, **dict(*said))
    conclude, fine = draft.acts["conclude"].fields, draft.acts["tell"].fields["proposed_fine"]
    if conclude["complex_or_grave"] or (draft.market and conclude["major"]):
        draft.act("discuss", "collective_discussion", _soon(draft), by="H", docs="集体讨论笔录")
    for label, step, day, by, fields in draft.o("extensions", ()):
        draft.act(label, step, day, by=by, docs="集体讨论笔录", **fields)
    outcome = draft.o("outcome", "penalty" if draft.rng.random() < 0.92 else "no_penalty")
    day = draft.o("decide_on", _soon(draft))
    if day is None:
        raise TooLateError
    limit = 30 if new_police_law(draft) else 90
    if "decide_on" not in draft.options and day > calendar_days(draft.day("file"), limit):
        raise TooLateError
    if day < draft.cursor.date():
        raise TooLateError
    penalty = outcome == "penalty"
    ground: dict[str, Any] = {"no_penalty_ground": "first_harmless"} if outcome == "no_penalty" else {}
    draft.act(
        "decide", "decide", day, by=HEAD, docs="行政处罚决定书" if penalty else "不予行政处罚决定书",
            outcome=outcome,
        fine=fine if penalty else 0, confiscated=0, confiscates=False, object_key=f"A{draft.rng.randint(10**8, 10**9)}",
        several_fine_rules=False, highest_fine_rule=False, leniency="none", fault_irrelevant=False,
        lighter_law_later=False, law_applied="at_act", basis_published=True, basis_kind="law",
        party_present=draft.chance("present", 0.3),
        **({"unrecorded_evidence_used": False} if draft.police else {}),
        **ground,
    )  # fmt: skip
    vertical = draft.chance("vertical", 0.1)
    market: dict[str, Any] = {"states_defence": True} if draft.market else {}
    draft.act(
        "issue", "issue_decision", draft.day("decide"), docs="行政处罚决定书", states_party=True,
            states_facts=True,
        states_penalty=True, states_performance=True, states_remedies=True, states_organ=True, sealed=True,
        reconsideration_days=60, suit_months=6, special_suit_limit=False,
        organ_kind="vertical_organ" if vertical else "district_department",
        reconsideration_organ="superior_department" if vertical else "district_government",
        benchmark="applied", benchmark_explained=True, set_aside_approval="main_head", **market,
    )  # fmt: skip


def _serve(draft: Draft) -> None:
    decided = draft.acts["decide"]
    if decided.fields["outcome"] != "penalty":
        return
    police = draft.police and decided.day >= POLICE_LAW
    most = calendar_days(decided.day, 2) if police else working(decided.day, draft.rng.randint(1, 7))
    day = draft.o("serve_on", decided.day if decided.fields["party_present"] else most)
    if draft.chance("by_notice", 0.03) and not decided.fields["party_present"]:
        draft.act(
            "notice",
            "publish_service",
            day,
            docs="送达公告",
            av=True,
            filming_listed=draft.chance("listed", 0.2),
        )
        draft.act(
            "serve",
            "serve",
            later(draft.day("notice"), 30),
            docs="送达回证",
            av=True,
            method="notice",
            filming_listed=draft.chance("listed", 0.2),
        )
    else:
        draft.act(
            "serve",
            "serve",
            day,
            docs="送达回证",
            av=True,
            method="direct",
            filming_listed=draft.chance("listed", 0.2),
        )
    if draft.chance("disclosed", 0.5):
        draft.act("disclose", "disclose", draft.soon(4))
        if draft.chance("overturned", 0.1):
            draft.act("overturn", "decision_overturned", draft.soon(60, 20), by="")
            done = draft.o("withdraw_on", working(draft.day("overturn"), draft.rng.randint(1, 3)))
            draft.act("withdraw", "withdraw_disclosure", done)


def _pay(draft: Draft) -> None:
    if "serve" not in draft.acts:
        return
    served = draft.day("serve")
    if draft.chance("cash", 0.08):
        _cash(draft, served)
        return
    if draft.chance("deferred", 0.05):
        until = draft.o("pay_by", later(served, 60))
        draft.act(
            "defer",
            "defer_payment",
            working(served, 3),
            by=HEAD,
            docs="延期（分期）缴纳罚款决定书",
            pay_by=until,
        )
    day = draft.o("pay_on", calendar_days(served, draft.rng.randint(1, 15)))
    draft.act(
        "pay", "pay_fine", day, by="", docs="缴款凭证", channel=draft.pick("channel", "bank", "electronic")
    )


def _cash(draft: Draft, served: date) -> None:
    water = draft.chance("on_water", 0.2)
    fine = draft.acts["decide"].fields["fine"]
    police: dict[str, Any] = dict.fromkeys(("no_objection", "on_train_or_port", "no_fixed_residence"), False)
    police = {"amount": fine, **police} if draft.police else {}
    landed = {"landed_on": draft.o("landed", later(served, 1))} if water else {}
    draft.act(
        "collect", "collect_on_spot", draft.at("serve") + timedelta(minutes=9), by="1 2", docs="罚款专用票据",
        receipt_no=f"P{draft.rng.randint(10000, 99999)}", remote=True, party_asked=True, on_water=water,
            **landed, **police,
    )  # fmt: skip
    draft.act(
        "pay",
        "pay_fine",
        draft.at("serve") + timedelta(minutes=12),
        by="",
        docs="缴款凭证",
        channel="on_the_spot",
    )
    receipt = draft.acts["collect"].fields["receipt_no"]
    base = landed.get("landed_on", draft.day("collect"))
    draft.act("hand", "hand_over_cash", draft.o("hand_on", working(base, 1)), receipt_no=receipt)
    if "hand" in draft.acts:
        draft.act("bank", "bank_cash", draft.o("bank_on", working(draft.day("hand"), 2)), receipt_no=receipt)


def _close(draft: Draft) -> None:
    day = draft.soon(20, 2)
    if draft.market:
        draft.act("closable", "closing_condition", day, ground="performed")
        done = draft.o("form_on", working(day, draft.rng.randint(1, 15)))
        draft.act("form", "fill_closing_form", done, docs="结案审批表")
        day = max(day, draft.cursor.date())
    draft.act(
        "close",
        "close_archive",
        draft.o("close_on", later(day, 1)),
        docs="结案审批表 卷宗",
        state="performed",
    )
