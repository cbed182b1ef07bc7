"""After an ordinary penalty was decided: service, payment, cash, withdrawal and the file."""

from __future__ import annotations

from typing import Final

from plumbline.site.demo.days import calendar_days, later, working
from plumbline.site.demo.draft import docs, drop, remove
from plumbline.site.demo.variations import (
    Options,
    Variation,
    breach,
    carries,
    fields,
    lawful,
    missing,
    within,
)

GENERAL: Final[Options] = {"field": "general"}


def service() -> list[Variation]:
    away: Options = {
        "present": False,
        "outcome": "penalty",
        "by_notice": False,
        "deferred": False,
        "cash": False,
        **GENERAL,
    }
    here: Options = {**away, "present": True}
    cash: Options = {"outcome": "penalty", "by_notice": False, "cash": True, "on_water": False, **GENERAL}
    return [
        *within("serve-in-7-days", "decide", "serve_on", lambda d: working(d.day("decide"), 7), to="serve",
            never=False, **away),
        breach("serve-in-7-days", "decide", remove("serve", "pay"), disclosed=False,
            seek=lambda d: d.day("close") > working(d.day("decide"), 8), **away),
        lawful("serve-in-7-days", outcome="penalty", present=False, by_notice=True, cash=False,
            serve_on=lambda d: working(d.day("decide"), 7), **GENERAL),
        breach(
            "serve-in-7-days", "decide", outcome="penalty", present=False, by_notice=True, cash=False,
                edge=True,
            serve_on=lambda d: later(working(d.day("decide"), 7), 1), **GENERAL,
        ),
        missing("serve-in-7-days", "decide", drop("decide", "party_present"),
            also="hand-over-at-once@decide?", **away),
        breach("hand-over-at-once", "decide", serve_on=lambda d: later(d.day("decide"), 1), edge=True,
            **here),
        breach("hand-over-at-once", "decide", serve_on=lambda d: working(d.day("decide"), 3), **here),
        lawful("hand-over-at-once", **here),
        *within("pay-in-15-days", "serve", "pay_on", lambda d: calendar_days(d.day("serve"), 15), to="pay",
            bearer="party", **away),
        lawful("pay-in-15-days",
            **{**away, "deferred": True, "pay_by": lambda d: working(d.day("serve"), 40),
            "pay_on": lambda d: working(d.day("serve"), 40)}),
        breach(
            "pay-in-15-days", "serve", bearer="party", edge=True,
            **{**away, "deferred": True, "pay_by": lambda d: working(d.day("serve"), 40),
                "pay_on": lambda d: later(working(d.day("serve"), 40), 1)},
        ),
        *fields("bank-separation", "pay", bad={"channel": "organ"}, **away),
        *fields("collect-only-remote", "collect", bad={"remote": False, "party_asked": False}, **cash),
        *carries("special-receipt", "collect", papers="罚款专用票据", **cash),
        *_more_service(),
    ]  # fmt: skip


def _more_service() -> list[Variation]:
    cash: Options = {"outcome": "penalty", "by_notice": False, "cash": True, "on_water": False, **GENERAL}
    water: Options = {**cash, "on_water": True}
    over: Options = {"outcome": "penalty", "disclosed": True, "overturned": True, **GENERAL}
    return [
        *within("cash-to-organ-in-2-days", "collect", "hand_on", lambda d: working(d.day("collect"), 2),
            to="hand", **cash),
        *within(
            "cash-to-organ-after-landing", "collect", "hand_on",
                lambda d: working(d.acts["collect"].fields["landed_on"], 2),
            to="hand", **water,
        ),
        missing("cash-to-organ-after-landing", "collect", drop("collect", "landed_on"), **water),
        missing(
            "cash-to-organ-in-2-days", "collect", drop("collect", "on_water"),
                also="cash-to-organ-after-landing@collect?", **cash
        ),
        *within("cash-to-bank-in-2-days", "hand", "bank_on", lambda d: working(d.day("hand"), 2), to="bank",
            **cash),
        *within("withdraw-disclosure-in-3-days", "overturn", "withdraw_on",
            lambda d: working(d.day("overturn"), 3), to="withdraw", **over),
        lawful("withdraw-disclosure-in-3-days", remove("disclose", "withdraw"), **over),
        *carries("file-archived", "close", papers="结案审批表 卷宗")[1:],
        lawful("file-archived", docs("close", "卷宗")),
    ]  # fmt: skip
