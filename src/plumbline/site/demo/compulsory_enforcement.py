"""Lawful compulsory enforcement 强制法 §34-§60: by power of its own, or through the court."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from plumbline.site.demo.days import STATUTORY, calendar_days, later, months, working
from plumbline.site.demo.draft import NOW, Draft, TooLateError

PROCEDURE: Final = "compulsory.enforcement"
HEAD: Final = "H:agency_head"


def build(draft: Draft) -> None:
    track = draft.pick("track", "own_power", "court")
    draft.act("basic", "serve_basic_decision", draft.start, docs="行政决定书 送达回证", track=track)
    if draft.chance("recusal", 0.1):
        draft.act("recuse", "decide_recusal", draft.soon(2), by=HEAD, officer="5", granted=True)
    _remedies(draft)
    if track == "own_power":
        _own_power(draft)
    else:
        _court(draft)


def last_remedy(draft: Draft) -> date:
    """The later of sixty days and six months after service."""
    return max(calendar_days(draft.day("basic"), 60), months(draft.day("basic"), 6))


def _remedies(draft: Draft) -> None:
    """The party asks nobody in most cases; that both terms pass is a fact of the case."""
    day = draft.day("basic")
    asked = draft.o("reconsidered_on", None)
    sued = draft.o("sued_on", None)
    draft.act("recon", "request_reconsideration", asked, by="")
    draft.act("sue", "sue", sued, by="")
    sixty, six = calendar_days(day, 60), months(day, 6)
    if (asked is None or asked > sixty) and sixty < NOW.date():
        draft.expect("reconsideration-in-60-days", "basic", bearer="party")
    if (sued is None or sued > six) and six < NOW.date():
        draft.expect("suit-in-6-months", "basic", bearer="party")


def _demand(draft: Draft, track: str, day: date, monetary: bool) -> None:
    perform_by = draft.o("perform_by", later(day, 10))
    money: dict[str, Any] = {"amount": 3000, "payment_way": "银行"} if monetary else {}
    draft.act(
        "demand", "demand", day, docs="催告书", track=track, monetary=monetary, perform_by=perform_by,
            manner="缴款或者拆除",
        defence_right="三日内陈述申辩", **money,
    )  # fmt: skip
    draft.act("served", "serve_demand", draft.o("served_on", day), docs="送达回证", perform_by=perform_by)
    if draft.chance("defence", 0.3):
        draft.act(
            "hear",
            "hear_defence",
            draft.soon(3),
            docs="陈述申辩笔录",
            recorded=True,
            reviewed=True,
            well_founded=False,
            adopted=False,
        )


def _own_power(draft: Draft) -> None:
    mode = draft.pick("mode", "transfer_deposit", "auction", "remove_obstruction", "demolish", "other")
    draft.act("due", "performance_due", draft.soon(20, 16), by="")
    surcharge = draft.chance("surcharge", 0.3)
    if surcharge:
        draft.act("surcharge", "impose_surcharge", draft.soon(3), standard_told=True)
    demanded = later(last_remedy(draft), 3) if mode == "demolish" else draft.soon(6)
    if mode == "demolish" and draft.o("expired", True):
        draft.act("expired", "remedies_expired", later(last_remedy(draft), 1), by="")
    _demand(draft, "own_power", demanded, mode in ("transfer_deposit", "auction"))
    if draft.chance("substitute", 0.2) and mode == "remove_obstruction":
        _substitute(draft)
        return
    if draft.o("instant", False):
        present = draft.o("instant_present", False)
        draft.act("instant", "instant_substitute", draft.soon(2), place="road", party_present=present)
        draft.act("told_after", "tell_party_after", draft.o("told_after_on", draft.day("instant")))
    _decide(draft, surcharge)
    _suspend(draft)
    _execute(draft, mode)
    _claim(draft)
    _finish(draft)


def _decide(draft: Draft, surcharge: bool) -> None:
    perform_by: date = draft.acts["served"].fields["perform_by"]
    earliest = later(perform_by, 1)
    if surcharge:
        earliest = max(earliest, later(draft.day("surcharge"), 31))
    day = draft.o("decide_on", later(earliest, draft.rng.randint(0, 9)))
    immediate = draft.o("immediate", False)
    draft.act(
        "decide", "enforcement_decision", day, by=HEAD, docs="强制执行决定书", power_from="law",
            immediate=immediate,
        hiding_evidence=immediate, reason="逾期不履行", manner_and_time="划拨", remedy_organ="云岭区人民政府",
        remedy_term="六十日、六个月",
    )  # fmt: skip
    draft.act("serve", "serve_enforcement_decision", draft.soon(2), docs="送达回证")


def _suspend(draft: Draft) -> None:
    if draft.chance("suspended", 0.05):
        harmless = draft.o("no_social_harm", False)
        draft.act(
            "suspend",
            "suspend",
            draft.soon(3),
            by=HEAD,
            docs="中止执行通知",
            ground=draft.o("ground", "third_party_claim"),
            no_social_harm=harmless,
        )
        draft.act("resume", "resume", draft.o("resume_on", draft.soon(20)), by=HEAD, docs="恢复执行通知")


def _execute(draft: Draft, mode: str) -> None:
    if mode == "demolish":
        by_day = draft.o("demolish_by", later(draft.cursor.date(), 12))
        draft.act("announce", "announce_demolition", draft.soon(3), docs="执行公告", demolish_by=by_day)
    if draft.chance("agreement", 0.05):
        draft.act(
            "agree",
            "agree",
            draft.soon(3),
            docs="执行协议",
            harms_others=False,
            surcharge_reduced=False,
            remedied=False,
        )
    floor = later(draft.acts["announce"].fields["demolish_by"], 1) if mode == "demolish" else draft.soon(5)
    day = draft.o("execute_on", floor)
    while "execute_on" not in draft.options and (day.weekday() > 4 or day in STATUTORY):
        day = later(day, 1)
    draft.act(
        "execute",
        "execute",
        day,
        by="1:officer 2:officer",
        docs="执行笔录",
        av=True,
        mins=80,
        mode=mode,
        emergency=False,
        seized_in_case=True,
        to_treasury=True,
    )


def _claim(draft: Draft) -> None:
    if "surcharge" not in draft.acts:
        return
    from_day = draft.o("overdue_from", later(draft.cursor.date(), -20))
    day = draft.o("claim_on", draft.soon(3))
    fine = draft.o("on_fine", True)
    total = draft.o("total", 600)
    draft.act(
        "claim",
        "collect_surcharge",
        day,
        on_fine=fine,
        principal=1000,
        total=total,
        overdue_from=from_day,
        remedy_days=draft.o("remedy_days", 0),
    )


def _substitute(draft: Draft) -> None:
    draft.act(
        "plan", "decide_substitute", draft.soon(2), by=HEAD, docs="代履行决定书", duty="remove_obstruction",
        harm="traffic_safety", reason="妨碍交通", manner_and_time="清障", object="堆放物", cost_estimate=2000,
        performer="云岭清障公司", performer_interested=False,
    )  # fmt: skip
    draft.act("serve_plan", "serve_substitute_decision", draft.cursor.date(), docs="送达回证")
    day = draft.o("perform_on", later(max(working(draft.day("demand"), 3), draft.cursor.date()), 2))
    draft.act(
        "perform",
        "perform_substitute",
        day,
        by="1 2",
        docs="执行笔录",
        supervised=True,
        unlawful_means=False,
        signed=True,
    )
    draft.act("end", "terminate", draft.soon(9), by=HEAD, docs="终结执行通知")


def _finish(draft: Draft) -> None:
    if draft.o("close", False):
        draft.act("close", "close_case", draft.soon(9))
        return
    draft.act("end", "terminate", draft.soon(9), by=HEAD, docs="终结执行通知")


def _court(draft: Draft) -> None:
    if (deferred := draft.o("ends_on", None)) is not None:
        draft.act(
            "defer",
            "defer_payment",
            later(draft.day("basic"), 6),
            by=HEAD,
            docs="延期分期缴纳审批书",
            ends_on=deferred,
        )
    last = last_remedy(draft)
    draft.act("expired", "remedies_expired", later(last, 1), by="")
    _demand(draft, "court", draft.o("demand_on", later(last, draft.rng.randint(2, 10))), True)
    day = draft.o("apply_on", later(working(draft.day("served"), 10), draft.rng.randint(1, 20)))
    if draft.o("auction", False):
        draft.act(
            "execute",
            "execute",
            draft.soon(5),
            by="1:officer 2:officer",
            docs="执行笔录",
            av=True,
            mins=50,
            mode="auction",
            emergency=False,
            seized_in_case=True,
            to_treasury=True,
        )
        _finish(draft)  # nothing is left to ask the court for
        return
    if day is None:
        if later(last, 100) > NOW.date():
            raise TooLateError
        return
    if "apply_on" not in draft.options and day > later(last, 85):
        raise TooLateError
    draft.act(
        "apply", "apply", day, by=HEAD, docs="强制执行申请书 行政决定书 当事人意见及催告情况 执行标的情况",
            urgent=False,
        head_signed=True, sealed=True,
    )  # fmt: skip
    _in_court(draft)


def _in_court(draft: Draft) -> None:
    path = draft.pick("path", "execute", "execute", "refuse", "not_execute")
    if path == "refuse":
        _refused(draft)
        return
    doubt = draft.o("doubt", False)
    draft.act(
        "accept",
        "court_accept",
        draft.o("accept_on", working(draft.day("apply"), draft.rng.randint(1, 5))),
        by="",
        evidently_unlawful=doubt,
    )
    if "accept" not in draft.acts:
        return
    day = draft.o("rule_on", working(draft.day("accept"), draft.rng.randint(1, 7)))
    if path == "execute":
        urgent = draft.o("urgent_ruling", False)
        draft.act("rule", "rule_execute", day, by="", urgent=urgent)
        if "rule" in draft.acts:
            draft.act(
                "executed", "court_executes", draft.o("executed_on", working(draft.day("rule"), 4)), by=""
            )
        return
    draft.act("rule", "rule_not_execute", day, by="")
    draft.act("serve_refusal", "serve_refusal", draft.o("refusal_served_on", working(day, 3)), by="")
    if "serve_refusal" in draft.acts:
        draft.act(
            "higher",
            "recon_higher",
            draft.o("higher_on", later(draft.day("serve_refusal"), 10)),
            against="non_execution",
        )
    if "higher" in draft.acts:
        draft.act(
            "higher_rules",
            "higher_rules",
            draft.o("higher_rules_on", later(draft.day("higher"), 25)),
            by="",
            against="non_execution",
        )


def _refused(draft: Draft) -> None:
    day = draft.o("accept_on", working(draft.day("apply"), 4))
    draft.act("refuse", "court_refuse", day, by="")
    draft.act("higher", "recon_higher", draft.o("higher_on", later(day, 11)), against="non_acceptance")
    if "higher" in draft.acts:
        draft.act(
            "higher_rules",
            "higher_rules",
            draft.o("higher_rules_on", later(draft.day("higher"), 12)),
            by="",
            against="non_acceptance",
        )
