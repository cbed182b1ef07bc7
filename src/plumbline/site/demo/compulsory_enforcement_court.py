"""Applying to the court 强制法 §53-§59: the organ's conditions and clocks, and those of court and party."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.compulsory_enforcement import last_remedy
from plumbline.site.demo.days import calendar_days, later, months, months_on, working
from plumbline.site.demo.draft import (
    NOW,
    Draft,
    docs,
    drop,
    put,
)
from plumbline.site.demo.variations import (
    Due,
    Options,
    Variation,
    at_least,
    breach,
    carries,
    fields,
    first,
    lawful,
    missing,
    within,
)

CALM: Final[Options] = {"suspended": False, "agreement": False, "recusal": False, "defence": False}
OWN: Final[Options] = {"track": "own_power", "mode": "other", "surcharge": False, **CALM}
DEMOLISH: Final[Options] = {**OWN, "mode": "demolish"}
COURT: Final[Options] = {"track": "court", **CALM}


def _fixed(draft: Draft) -> bool:
    """The start day is such that the terms of remedy have their corresponding day."""
    return months_on(draft.day("basic"), 6).day == draft.day("basic").day


def application() -> list[Variation]:
    done: Options = {**COURT, "path": "execute"}
    unused = {**done}

    def last(extra: int) -> Due:
        return lambda d: later(last_remedy(d), extra)

    def limit(extra: int = 0) -> Due:
        return lambda d: later(months(last_remedy(d), 3), extra)

    early: Options = {**done, "demand_on": lambda d: later(d.day("basic"), 100)}
    deferred: Options = {
        **done,
        "ends_on": lambda d: later(d.day("basic"), 300),
        "demand_on": lambda d: later(d.day("basic"), 305),
    }
    return [
        *at_least("court-demand-10-days", "served", "apply", "apply_on",
            lambda d: later(working(d.day("served"), 10), 1), **done),
        breach("court-demand-10-days", "apply", apply_on=lambda d: working(d.day("served"), 10), edge=True,
            seek=lambda d: (d.day("apply") - d.day("served")).days > 16, **done),
        *first("court-demand-first", "apply", "served", **done)[:3],
        breach("court-after-remedies", "apply", put("apply", urgent=False), apply_on=last(0), edge=True,
            **early),
        breach("court-after-remedies", "apply", apply_on=last(-20), **early),
        breach("court-after-remedies", "apply", reconsidered_on=lambda d: later(d.day("basic"), 40),
            **unused),
        breach("court-after-remedies", "apply", sued_on=lambda d: months(d.day("basic"), 6), edge=True,
            **unused),
        lawful("court-after-remedies", apply_on=last(1), **early),
        lawful("court-after-remedies", put("apply", urgent=True), apply_on=last(-20), **early),
        missing("court-after-remedies", "apply", drop("apply", "urgent"), **done),
        breach("court-apply-in-3-months", "basic", apply_on=limit(1), edge=True, **done),
        breach("court-apply-in-3-months", "basic", apply_on=limit(25), **done),
        breach("court-apply-in-3-months", "basic", apply_on=limit(1), edge=True, seek=lambda d: not _fixed(d),
            **done),
        breach("court-apply-in-3-months", "basic", apply_on=None, **COURT),
        lawful("court-apply-in-3-months", apply_on=limit(), **done),
        lawful("court-apply-in-3-months", apply_on=limit(), seek=lambda d: not _fixed(d), **done),
        breach("court-apply-after-deferral", "defer",
            apply_on=lambda d: later(months(d.acts["defer"].fields["ends_on"], 3), 1), edge=True, **deferred),
        *_more_application(),
    ]  # fmt: skip


def _more_application() -> list[Variation]:
    done: Options = {**COURT, "path": "execute"}
    deferred: Options = {
        **done,
        "ends_on": lambda d: later(d.day("basic"), 300),
        "demand_on": lambda d: later(d.day("basic"), 305),
    }
    return [
        breach("court-apply-after-deferral", "defer", apply_on=None,
            seek=lambda d: d.day("basic") < date(2025, 9, 1), **deferred),
        lawful("court-apply-after-deferral", apply_on=lambda d: months(d.acts["defer"].fields["ends_on"], 3),
            **deferred),
        *carries("application-complete", "apply",
            papers="强制执行申请书 行政决定书 当事人意见及催告情况 执行标的情况", **done),
        *fields("application-signed", "apply", bad={"head_signed": False, "sealed": False}, **done),
        lawful("application-complete",
            docs("apply", "强制执行申请书 行政决定书 当事人意见及催告情况 执行标的情况 证据目录"), **done),
    ]  # fmt: skip


def others() -> list[Variation]:
    """Clocks of the court and of the party: kept in the key, never a finding."""
    done: Options = {**COURT, "path": "execute", "urgent_ruling": True}
    refused: Options = {**COURT, "path": "refuse"}
    against: Options = {**COURT, "path": "not_execute"}
    doubt: Options = {**COURT, "path": "execute", "doubt": True}

    def court(
        rule: str, at: str, option: str, due: Due, own: Options, bearer: str = "court", *, never: bool = False
    ) -> list[Variation]:
        return within(rule, at, option, due, to=at, bearer=bearer, never=never, entered=False, **own)

    return [
        *court("court-accepts-in-5-days", "apply", "accept_on", lambda d: working(d.day("apply"), 5), done,
            never=True),
        *court("refusal-reconsidered-in-15-days", "refuse", "higher_on",
            lambda d: calendar_days(d.day("refuse"), 15), refused, "party", never=True),
        *court("higher-court-rules-on-refusal", "higher", "higher_rules_on",
            lambda d: calendar_days(d.day("higher"), 15), refused, never=True),
        *court("court-rules-in-7-days", "accept", "rule_on", lambda d: working(d.day("accept"), 7), done,
            never=True),
        *court("court-rules-in-30-days", "accept", "rule_on", lambda d: calendar_days(d.day("accept"), 30),
            doubt),
        *court("refusal-served-in-5-days", "rule", "refusal_served_on", lambda d: working(d.day("rule"), 5),
            against, never=True),
        *court("non-execution-reconsidered-in-15-days", "serve_refusal", "higher_on",
            lambda d: calendar_days(d.day("serve_refusal"), 15), against, "party", never=True),
        *court("higher-court-rules-on-non-execution", "higher", "higher_rules_on",
            lambda d: calendar_days(d.day("higher"), 30), against, never=True),
        *court("urgent-executed-in-5-days", "rule", "executed_on", lambda d: working(d.day("rule"), 5), done,
            never=True),
        lawful("reconsideration-in-60-days", reconsidered_on=lambda d: calendar_days(d.day("basic"), 60),
            **OWN),
        lawful("suit-in-6-months", sued_on=lambda d: months(d.day("basic"), 6),
            **{**DEMOLISH, "mode": "auction"}, until=NOW.date().replace(month=4)),
    ]  # fmt: skip
