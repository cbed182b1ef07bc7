"""After the decision, and what market supervision 市监程序 and the police 治安法 add to the ordinary procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from plumbline.site.demo.days import calendar_days, later, months_on, paused, roll, working
from plumbline.site.demo.draft import Draft, Edit, Expected, by, docs, drop, films, just_after, put, remove
from plumbline.site.demo.penalty_ordinary import HEAD
from plumbline.site.demo.variations import (
    Options,
    Variation,
    also_edit,
    breach,
    carries,
    fields,
    filmed,
    first,
    lawful,
    missing,
    officers,
    within,
)

GENERAL: Final[Options] = {"field": "general"}
MARKET: Final[Options] = {"field": "market-supervision"}
POLICE: Final[Options] = {"field": "public-security", "since": date(2026, 1, 1)}
SUPERIOR: Final = "S:superior_organ"
CALM: Final[Options] = {"hearing": False, "answer": "silent"}


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
    water: Options = {**cash, "on_water": True}
    over: Options = {"outcome": "penalty", "disclosed": True, "overturned": True, **GENERAL}
    return [
        *within("serve-in-7-days", "decide", "serve_on", lambda d: working(d.day("decide"), 7), to="serve", never=False, **away),
        breach("serve-in-7-days", "decide", remove("serve", "pay"), disclosed=False, seek=lambda d: d.day("close") > working(d.day("decide"), 8), **away),
        lawful("serve-in-7-days", outcome="penalty", present=False, by_notice=True, cash=False, serve_on=lambda d: working(d.day("decide"), 7), **GENERAL),
        breach(
            "serve-in-7-days", "decide", outcome="penalty", present=False, by_notice=True, cash=False, edge=True,
            serve_on=lambda d: later(working(d.day("decide"), 7), 1), **GENERAL,
        ),
        missing("serve-in-7-days", "decide", drop("decide", "party_present"), also="hand-over-at-once@decide?", **away),
        breach("hand-over-at-once", "decide", serve_on=lambda d: later(d.day("decide"), 1), edge=True, **here),
        breach("hand-over-at-once", "decide", serve_on=lambda d: working(d.day("decide"), 3), **here),
        lawful("hand-over-at-once", **here),
        *within("pay-in-15-days", "serve", "pay_on", lambda d: calendar_days(d.day("serve"), 15), to="pay", bearer="party", **away),
        lawful("pay-in-15-days", **{**away, "deferred": True, "pay_by": lambda d: working(d.day("serve"), 40), "pay_on": lambda d: working(d.day("serve"), 40)}),
        breach(
            "pay-in-15-days", "serve", bearer="party", edge=True,
            **{**away, "deferred": True, "pay_by": lambda d: working(d.day("serve"), 40), "pay_on": lambda d: later(working(d.day("serve"), 40), 1)},
        ),
        *fields("bank-separation", "pay", bad={"channel": "organ"}, **away),
        *fields("collect-only-remote", "collect", bad={"remote": False, "party_asked": False}, **cash),
        *carries("special-receipt", "collect", papers="罚款专用票据", **cash),
        *within("cash-to-organ-in-2-days", "collect", "hand_on", lambda d: working(d.day("collect"), 2), to="hand", **cash),
        *within(
            "cash-to-organ-after-landing", "collect", "hand_on", lambda d: working(d.acts["collect"].fields["landed_on"], 2),
            to="hand", **water,
        ),
        missing("cash-to-organ-after-landing", "collect", drop("collect", "landed_on"), **water),
        missing(
            "cash-to-organ-in-2-days", "collect", drop("collect", "on_water"), also="cash-to-organ-after-landing@collect?", **cash
        ),
        *within("cash-to-bank-in-2-days", "hand", "bank_on", lambda d: working(d.day("hand"), 2), to="bank", **cash),
        *within("withdraw-disclosure-in-3-days", "overturn", "withdraw_on", lambda d: working(d.day("overturn"), 3), to="withdraw", **over),
        lawful("withdraw-disclosure-in-3-days", remove("disclose", "withdraw"), **over),
        *carries("file-archived", "close", papers="结案审批表 卷宗")[1:],
        lawful("file-archived", docs("close", "卷宗")),
    ]  # fmt: skip


def _longer(day: int, granted: int, officer: str = HEAD, more: tuple[int, ...] = ()):  # type: ignore[no-untyped-def]
    """Extensions granted so many days after the due day of the ninety (negative: before it)."""

    def made(draft: Draft) -> tuple[object, ...]:
        due = calendar_days(draft.day("file"), 90)
        found = [
            (
                "longer",
                "extend_term",
                later(due, day),
                officer,
                {"days_granted": granted, "reason": "案情复杂"},
            )
        ]
        found += [
            (
                f"longer{n}",
                "extend_term",
                later(due, day + n),
                officer,
                {"days_granted": granted, "reason": "案情复杂"},
            )
            for n in more
        ]
        return tuple(found)

    return made


def _once_more(until: int, *, first_one: bool = True, officer: str = HEAD):  # type: ignore[no-untyped-def]
    def made(draft: Draft) -> tuple[object, ...]:
        due = calendar_days(draft.day("file"), 90)
        end = roll(later(due, until))
        again = (
            "again",
            "extend_again",
            later(due, 20 if first_one else -5),
            officer,
            {"extended_until": end},
        )
        longer = ("longer", "extend_term", later(due, -3), HEAD, {"days_granted": 30, "reason": "案情复杂"})
        return (longer, again) if first_one else (again,)

    return made


def _file_plus(days: int, extra: int = 0):  # type: ignore[no-untyped-def]
    return lambda draft: later(calendar_days(draft.day("file"), days), extra)


def _term(until: int):  # type: ignore[no-untyped-def]
    return lambda draft: roll(later(calendar_days(draft.day("file"), 90), until))


def _two_spans(draft: Draft) -> dict[str, tuple[object, ...]]:
    """Suspended from day 40 to 58, testing from day 50 to 71: thirty-one days together."""
    day = draft.day("file")
    return {
        "stop": ("suspend", later(day, 40)),
        "test": ("send_testing", later(day, 50)),
        "go": ("resume", later(day, 58)),
        "tested": ("testing_result", later(day, 71)),
    }


def _pause_due(draft: Draft) -> date:
    day = draft.day("file")
    return paused(
        day, 90, [(later(day, 40), later(day, 58)), (later(day, 50), later(day, 71))], in_working_days=False
    )


def market_clock() -> list[Variation]:
    own: Options = {**CALM, **MARKET, "outcome": "penalty"}
    rule, at = "decide-in-90-days-samr", "file"
    heard: Options = {**MARKET, "hearing": True, "answer": "request", "outcome": "penalty"}

    def heard_due(draft: Draft) -> date:
        return paused(
            draft.day("file"), 90, [(draft.day("request"), draft.day("hearing"))], in_working_days=False
        )

    return [
        *within(rule, at, "decide_on", _file_plus(90), to="decide", never=False, **own),
        lawful(rule, extensions=_longer(0, 30), decide_on=_file_plus(120), **own),
        breach(rule, at, extensions=_longer(0, 30), decide_on=_file_plus(120, 1), edge=True, **own),
        breach(rule, at, extensions=_longer(1, 30), decide_on=_file_plus(90, 12), edge=True, **own),
        breach(rule, at, extensions=_longer(-4, 45), decide_on=_file_plus(120, 1), edge=True, **own),
        lawful(rule, extensions=_longer(-4, 45), decide_on=_file_plus(120), **own),
        breach(rule, at, extensions=_longer(-4, 30, "1:officer"), decide_on=_file_plus(90, 8), **own),
        breach(rule, at, extensions=_longer(-8, 15, more=(3,)), decide_on=_file_plus(105, 1), edge=True, **own),
        lawful(rule, extensions=_once_more(75), decide_on=_term(75), **own),
        breach(rule, at, extensions=_once_more(75), decide_on=lambda d: later(_term(75)(d), 1), edge=True, **own),
        lawful(rule, spans=_two_spans, decide_on=_pause_due, **own),
        breach(rule, at, spans=_two_spans, decide_on=lambda d: later(_pause_due(d), 1), edge=True, **own),
        lawful(rule, decide_on=heard_due, **heard),
        breach(rule, at, decide_on=lambda d: later(heard_due(d), 1), edge=True, **heard),
        breach("further-extension-samr", "again", extensions=_once_more(60, first_one=False), decide_on=_term(50), **own),
        breach("further-extension-samr", "again", just_after("longer", "again"), also=f"{rule}@file", extensions=_once_more(75), decide_on=_term(60), edge=True, **own),
        *carries("further-extension-minutes-samr", "again", papers="集体讨论笔录", extensions=_once_more(75), decide_on=_term(60), **own),
        lawful("further-extension-samr", extensions=_once_more(75), decide_on=_term(40), **own),
    ]  # fmt: skip


def market_source() -> list[Variation]:
    own: Options = {**MARKET}

    def due(days: int) -> object:
        return lambda d: working(d.day("source"), days)

    late = {"verify_days": 15, "verify_extended_on": lambda d: later(working(d.day("source"), 15), 1)}
    return [
        *within("verify-in-15-days-samr", "source", "file_on", lambda d: working(d.day("source"), 15), to="file", never=False, entered=False, **own),
        lawful("verify-in-15-days-samr", verify_days=15, verify_extended_on=due(15), file_on=due(30), **own),
        breach("verify-in-15-days-samr", "source", verify_days=15, file_on=lambda d: later(working(d.day("source"), 30), 1), edge=True, **own),
        breach("verify-in-15-days-samr", "source", file_on=lambda d: working(d.day("source"), 20), edge=True, **late, **own),
        breach("verify-in-15-days-samr", "source", verify_days=15, verify_by="1:officer", file_on=due(20), **own),
        breach("verify-in-15-days-samr", "source", verify_days=25, file_on=lambda d: later(working(d.day("source"), 30), 1), edge=True, **own),
    ]  # fmt: skip


def market_review() -> list[Variation]:
    plain: Options = {**MARKET, **CALM, "major": False, "outcome": "penalty"}
    major: Options = {**MARKET, **CALM, "major": True, "outcome": "penalty"}
    heard: Options = {**MARKET, "major": True, "hearing": True, "answer": "request", "outcome": "penalty"}
    keep: Options = {**MARKET, "preserve": True}
    rush: Options = {**keep, "emergency": True}
    defence: Options = {**MARKET, "hearing": False, "outcome": "penalty"}
    day = timedelta(hours=24)
    lapse = "preservation-lapses-samr"

    def told(days: int, extra: int = 0):  # type: ignore[no-untyped-def]
        return lambda d: later(working(d.day("tell"), days), extra)

    return [
        *within("review-in-10-days-samr", "submit", "review_on", lambda d: working(d.day("submit"), 10), to="check", never=False, entered=False, **plain),
        lawful("review-in-10-days-samr", review_days=5, review_extended_on=lambda d: working(d.day("submit"), 10), review_on=lambda d: working(d.day("submit"), 15), **plain),
        breach("review-in-10-days-samr", "submit", review_days=5, review_extended_on=lambda d: later(working(d.day("submit"), 10), 1), review_on=lambda d: working(d.day("submit"), 14), edge=True, **plain),
        breach("review-in-10-days-samr", "submit", review_days=5, review_by="2:officer", review_on=lambda d: working(d.day("submit"), 14), **plain),
        breach("reviewer-not-investigator-samr", "check", by("check", "1"), **plain),
        breach("reviewer-not-investigator-samr", "legal", by("legal", "R 2"), edge=True, **major),
        lawful("reviewer-not-investigator-samr", by("check", "4"), **plain),
        breach("case-review-done-samr", "decide", just_after("check", "decide"), edge=True, **{**plain, "complex": False}, also="", seek=lambda d: d.day("decide") <= working(d.day("submit"), 10)),
        breach("case-review-done-samr", "decide", remove("check"), also="review-in-10-days-samr@submit", **plain),
        breach("review-after-hearing-samr", "decide", remove("legal2"), **heard),
        breach("review-after-hearing-samr", "decide", put("legal2", result="returned"), also="legal-review-passed@decide", **heard),
        breach("review-after-hearing-samr", "decide", just_after("legal2", "decide"), edge=True, **heard),
        lawful("review-after-hearing-samr", **heard),
        missing("review-after-hearing-samr", "decide", drop("legal2", "result"), also="legal-review-passed@decide?", **heard),
        *first("collective-after-review-samr", "decide", "discuss", **{**major, "complex": False}),
        breach("defence-in-5-days-samr", "tell", answer="defence", answer_on=told(5, 1), bearer="party", edge=True, **defence),
        lawful("defence-in-5-days-samr", answer="defence", answer_on=told(5), **defence),
        breach("decide-after-defence-window-samr", "decide", decide_on=told(5), wait=False, answer="silent", complex=False, major=False, edge=True, **defence),
        breach("decide-after-defence-window-samr", "decide", decide_on=told(3), wait=False, answer="silent", complex=False, major=False, **defence),
        lawful("decide-after-defence-window-samr", decide_on=told(5, 1), wait=False, answer="silent", complex=False, major=False, **defence),
        lawful("decide-after-defence-window-samr", decide_on=told(3), answer_on=told(2), wait=False, answer="waive", complex=False, major=False, **defence),
        *fields("decision-states-defence-samr", "issue", bad={"states_defence": False}, **MARKET),
        *within("close-in-15-days-samr", "closable", "form_on", lambda d: working(d.day("closable"), 15), to="form", never=False, **MARKET),
        *first("preservation-approved-samr", "keep", "allow", emergency=False, **keep),
        lawful("preservation-approved-samr", **rush),
        missing("preservation-approved-samr", "keep", drop("keep", "emergency"), also="emergency-preservation-in-24-hours-samr@keep?", **keep),
        breach("emergency-preservation-in-24-hours-samr", "keep", allow_at=lambda d: d.acts["keep"].end + day + timedelta(minutes=1), edge=True, dispose_on=lambda d: working(d.day("keep"), 4), **rush),
        breach("emergency-preservation-in-24-hours-samr", "keep", allow_at=lambda d: d.acts["keep"].end + day * 2, dispose_on=lambda d: working(d.day("keep"), 4), **rush),
        lawful("emergency-preservation-in-24-hours-samr", allow_at=lambda d: d.acts["keep"].end + day, dispose_on=lambda d: working(d.day("keep"), 4), **rush),
        *[_lapsed(item, lapse) for item in within("preserved-evidence-in-7-days", "keep", "dispose_on", lambda d: working(d.day("keep"), 7), to="dispose", emergency=False, **keep)],
        *_samr_threshold(),
    ]  # fmt: skip


def _lapsed(item: Variation, rule: str) -> Variation:
    """With a preservation that is not settled in time the measure lapses as well: a clock nobody is blamed for."""
    if item.purpose == "lawful":
        return item
    return breach(
        item.aim,
        "keep",
        *item.edits,
        also=f"other:{rule}@keep",
        edge=item.edge,
        seek=item.seek,
        field=item.field,
        **item.options,
    )


def _samr_threshold() -> list[Variation]:
    found = []
    for kind, sum_ in (("citizen", 10000), ("organisation", 100000)):
        own: Options = {"party_kind": kind, "hearing": False, **MARKET}
        found += [
            breach("hearing-right-told-fine-samr", "tell", fine=sum_, edge=True, **own),
            lawful("hearing-right-told-fine-samr", fine=sum_ - 1, **own),
            breach(
                "hearing-right-told-confiscation-samr",
                "tell",
                put("tell", proposed_confiscation=sum_),
                edge=True,
                **own,
            ),
            lawful(
                "hearing-right-told-confiscation-samr", put("tell", proposed_confiscation=sum_ - 1), **own
            ),
        ]
    return [
        *found,
        missing(
            "hearing-right-told-confiscation-samr",
            "tell",
            drop("tell", "proposed_confiscation"),
            hearing=False,
            **MARKET,
        ),
    ]


def _police_longer(first_on: int, *more: int, officer: str = SUPERIOR):  # type: ignore[no-untyped-def]
    """Extensions so many days after the filing."""

    def made(draft: Draft) -> tuple[object, ...]:
        return tuple(
            (f"longer{n}", "extend_term", day, officer, {"days_granted": 30, "reason": "案情复杂"})
            for n, day in enumerate(
                calendar_days(draft.day("file"), 30) if n == 0 else later(draft.day("file"), n)
                for n in (first_on, *more)
            )
        )

    return made


def _and_centre(item: Variation) -> Variation:
    """What is done by one officer in a case-handling place is filmed for two reasons."""
    if item.purpose == "lawful":
        return item
    return replace(item, expected=(*item.expected, Expected("filmed-in-case-centre", "inv1")))


def _police_cash(own: Options) -> list[Variation]:
    cash: Options = {**own, "cash": True, "by_notice": False, "on_water": False}
    near = put("collect", remote=False)
    agreed = put("collect", no_objection=True)
    return [
        breach("collect-only-if-police", "collect", near, fine=200, **cash),
        breach("collect-only-if-police", "collect", near, agreed, fine=201, edge=True, **cash),
        breach("collect-only-if-police", "collect", put("collect", party_asked=False), fine=500, **cash),
        lawful("collect-only-if-police", near, agreed, fine=200, **cash),
        lawful("collect-only-if-police", near, put("collect", on_train_or_port=True), fine=500, **cash),
        lawful("collect-only-if-police", put("collect", party_asked=False, no_fixed_residence=True), fine=500, **cash),
        missing("collect-only-if-police", "collect", near, agreed, drop("collect", "amount"), fine=200, **cash),
    ]


def police() -> list[Variation]:
    own: Options = {
        **POLICE,
        **CALM,
        "outcome": "penalty",
        "preserve": False,
        "recusal": False,
        "monitor": False,
    }
    rule, at = "decide-in-30-days-police", "file"
    alone = put("inv1", single_officer=True, in_case_centre=True)
    away: Options = {**own, "present": False, "by_notice": False}

    def on(days: int, extra: int = 0):  # type: ignore[no-untyped-def]
        return lambda d: later(calendar_days(d.day("file"), days), extra)

    def found(count: int, days: int = 0) -> Edit:
        return put(
            "file", act_ended_on=lambda d: later(months_on(d.acts["file"].fields["found_on"], -count), days)
        )

    def appraised(draft: Draft) -> dict[str, tuple[object, ...]]:
        return {
            "send": ("send_appraisal", draft.soon(1)),
            "back": ("appraisal_result", later(draft.soon(1), 15)),
        }

    def appraised_due(draft: Draft) -> date:
        return paused(draft.day("file"), 30, [(draft.day("send"), draft.day("back"))], in_working_days=False)

    served = lambda days, extra=0: lambda d: later(calendar_days(d.day("decide"), days), extra)  # noqa: E731
    return [
        *within(rule, at, "decide_on", on(30), to="decide", never=False, **own),
        lawful(rule, extensions=_police_longer(0), decide_on=on(60), **own),
        breach(rule, at, extensions=_police_longer(0), decide_on=on(60, 1), edge=True, **own),
        lawful(rule, extensions=_police_longer(0, 50), decide_on=on(90), **own),
        breach(rule, at, extensions=_police_longer(0, 50, 80), decide_on=on(90, 1), edge=True, **own),
        breach(rule, at, extensions=_police_longer(36), decide_on=on(30, 9), edge=True, **own),
        breach(rule, at, extensions=_police_longer(0, officer=HEAD), decide_on=on(30, 9), **own),
        lawful(rule, spans=appraised, decide_on=appraised_due, **own),
        breach(rule, at, spans=appraised, decide_on=lambda d: later(appraised_due(d), 1), edge=True, **own),
        *officers("two-officers-police", "inv1", **own),
        breach("two-officers-police", "inv2", put("inv2", single_officer=True, in_case_centre=True), by("inv2", "1"), edge=True, **own),
        breach("two-officers-police", "inv1", put("inv1", single_officer=True), by("inv1", "1"), edge=True, **own),
        lawful("two-officers-police", alone, by("inv1", "1"), **own),
        *[also_edit(item, alone) for item in officers("one-officer-qualified-police", "inv1", least=1, **own)],
        *[also_edit(_and_centre(item), alone, by("inv1", "1")) for item in filmed("one-officer-recorded-police", "inv1", **{**own, "listed": False})],
        lawful("one-officer-recorded-police", films("inv1"), **{**own, "listed": False}),
        *fields("unrecorded-evidence-police", "decide", bad={"unrecorded_evidence_used": True}, **own),
        lawful("unrecorded-evidence-police", put("decide", unrecorded_evidence_used=True), **{**own, "outcome": "no_penalty"}),
        *_police_cash(own),
        *officers("two-officers-sampling-police", "keep", **{**own, "preserve": True}),
        breach("found-in-6-months-police", "file", found(6, -1), edge=True, **own),
        breach("found-in-6-months-police", "file", found(18), **own),
        lawful("found-in-6-months-police", found(6), **own),
        lawful("found-in-time", found(18), **{**CALM, "field": "public-security", "until": date(2025, 12, 31)}),
        missing("found-in-6-months-police", "file", drop("file", "act_ended_on"), **own),
        breach("serve-in-2-days-police", "decide", serve_on=served(2, 1), edge=True, **away, seek=lambda d: d.day("serve") <= working(d.day("decide"), 7)),
        breach("serve-in-2-days-police", "decide", serve_on=lambda d: later(working(d.day("decide"), 7), 1), also="serve-in-7-days@decide", **away),
        lawful("serve-in-2-days-police", serve_on=served(2), **away),
        lawful("serve-in-2-days-police", serve_on=served(2), seek=lambda d: d.day("serve") > later(d.day("decide"), 2), **away),
        breach("hearing-right-told-fine-police", "tell", fine=4000, edge=True, **own),
        lawful("hearing-right-told-fine-police", fine=3999, **own),
        breach("hearing-right-told-fine", "tell", fine=5000, party_kind="citizen", edge=True, **{**CALM, "field": "public-security", "until": date(2025, 9, 1)}),
        lawful("hearing-right-told-fine", fine=4500, party_kind="citizen", **{**CALM, "field": "public-security", "until": date(2025, 9, 1)}),
        missing("hearing-right-told-fine-police", "tell", drop("tell", "proposed_fine"), **own),
    ]  # fmt: skip
