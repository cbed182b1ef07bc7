"""What 市监程序 adds to the ordinary procedure for market supervision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from plumbline.site.demo.days import calendar_days, later, paused, roll, working
from plumbline.site.demo.draft import Draft, by, drop, just_after, put, remove
from plumbline.site.demo.penalty_ordinary import HEAD
from plumbline.site.demo.variations import (
    Made,
    Options,
    Variation,
    breach,
    carries,
    fields,
    first,
    lawful,
    missing,
    within,
)

GENERAL: Final[Options] = {"field": "general"}
MARKET: Final[Options] = {"field": "market-supervision"}
POLICE: Final[Options] = {"field": "public-security", "since": date(2026, 1, 1)}
SUPERIOR: Final = "S:superior_organ"
CALM: Final[Options] = {"hearing": False, "answer": "silent"}


def _longer(day: int, granted: int, officer: str = HEAD, more: tuple[int, ...] = ()) -> Made:
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


def _once_more(until: int, *, first_one: bool = True, officer: str = HEAD) -> Made:
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


def _file_plus(days: int, extra: int = 0) -> Made:
    return lambda draft: later(calendar_days(draft.day("file"), days), extra)


def _term(until: int) -> Made:
    return lambda draft: roll(later(calendar_days(draft.day("file"), 90), until))


def _two_spans(draft: Draft) -> dict[str, tuple[object, ...]]:
    """Suspended from day 40 to 58, testing from day 50 to 71: thirty-one days together."""
    day = draft.day("file")
    return {
        "stop": ("suspend", later(day, 40), {"ground": "other_case_pending"}),
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
        breach(rule, at, extensions=_longer(-8, 15, more=(3,)), decide_on=_file_plus(105, 1), edge=True,
            **own),
        lawful(rule, extensions=_once_more(75), decide_on=_term(75), **own),
        breach(rule, at, extensions=_once_more(75), decide_on=lambda d: later(_term(75)(d), 1), edge=True,
            **own),
        lawful(rule, spans=_two_spans, decide_on=_pause_due, **own),
        breach(rule, at, spans=_two_spans, decide_on=lambda d: later(_pause_due(d), 1), edge=True, **own),
        lawful(rule, decide_on=heard_due, **heard),
        breach(rule, at, decide_on=lambda d: later(heard_due(d), 1), edge=True, **heard),
        breach("further-extension-samr", "again", extensions=_once_more(60, first_one=False),
            decide_on=_term(50), **own),
        breach("further-extension-samr", "again", just_after("longer", "again"), also=f"{rule}@file",
            extensions=_once_more(75), decide_on=_term(60), edge=True, **own),
        *carries("further-extension-minutes-samr", "again", papers="集体讨论笔录", extensions=_once_more(75),
            decide_on=_term(60), **own),
        lawful("further-extension-samr", extensions=_once_more(75), decide_on=_term(40), **own),
    ]  # fmt: skip


def market_source() -> list[Variation]:
    own: Options = {**MARKET}

    def due(days: int) -> Made:
        return lambda d: working(d.day("source"), days)

    late: Options = {
        "verify_days": 15,
        "verify_extended_on": lambda d: later(working(d.day("source"), 15), 1),
    }
    return [
        *within("verify-in-15-days-samr", "source", "file_on", lambda d: working(d.day("source"), 15),
            to="file", never=False, entered=False, **own),
        lawful("verify-in-15-days-samr", verify_days=15, verify_extended_on=due(15), file_on=due(30), **own),
        breach("verify-in-15-days-samr", "source", verify_days=15,
            file_on=lambda d: later(working(d.day("source"), 30), 1), edge=True, **own),
        breach("verify-in-15-days-samr", "source", file_on=lambda d: working(d.day("source"), 20), edge=True,
            **late, **own),
        breach("verify-in-15-days-samr", "source", verify_days=15, verify_by="1:officer", file_on=due(20),
            **own),
        breach("verify-in-15-days-samr", "source", verify_days=25,
            file_on=lambda d: later(working(d.day("source"), 30), 1), edge=True, **own),
    ]  # fmt: skip


def market_review() -> list[Variation]:
    plain: Options = {**MARKET, **CALM, "major": False, "outcome": "penalty"}
    major: Options = {**MARKET, **CALM, "major": True, "outcome": "penalty"}
    heard: Options = {**MARKET, "major": True, "hearing": True, "answer": "request", "outcome": "penalty"}
    defence: Options = {**MARKET, "hearing": False, "outcome": "penalty"}

    def told(days: int, extra: int = 0) -> Made:
        return lambda d: later(working(d.day("tell"), days), extra)

    return [
        *within("review-in-10-days-samr", "submit", "review_on", lambda d: working(d.day("submit"), 10),
            to="check", never=False, entered=False, **plain),
        lawful("review-in-10-days-samr", review_days=5,
            review_extended_on=lambda d: working(d.day("submit"), 10),
            review_on=lambda d: working(d.day("submit"), 15), **plain),
        breach("review-in-10-days-samr", "submit", review_days=5,
            review_extended_on=lambda d: later(working(d.day("submit"), 10), 1),
            review_on=lambda d: working(d.day("submit"), 14), edge=True, **plain),
        breach("review-in-10-days-samr", "submit", review_days=5, review_by="2:officer",
            review_on=lambda d: working(d.day("submit"), 14), **plain),
        breach("reviewer-not-investigator-samr", "check", by("check", "1"), **plain),
        breach("reviewer-not-investigator-samr", "legal", by("legal", "R 2"), edge=True, **major),
        lawful("reviewer-not-investigator-samr", by("check", "4"), **plain),
        breach("case-review-done-samr", "decide", just_after("check", "decide"), edge=True,
            **{**plain, "complex": False}, also="",
            seek=lambda d: d.day("decide") <= working(d.day("submit"), 10)),
        breach("case-review-done-samr", "decide", remove("check"), also="review-in-10-days-samr@submit",
            **plain),
        breach("review-after-hearing-samr", "decide", remove("legal2"), **heard),
        breach("review-after-hearing-samr", "decide", put("legal2", result="returned"),
            also="legal-review-passed@decide", **heard),
        breach("review-after-hearing-samr", "decide", just_after("legal2", "decide"), edge=True, **heard),
        lawful("review-after-hearing-samr", **heard),
        missing("review-after-hearing-samr", "decide", drop("legal2", "result"),
            also="legal-review-passed@decide?", **heard),
        *first("collective-after-review-samr", "decide", "discuss", **{**major, "complex": False}),
        breach("defence-in-5-days-samr", "tell", answer="defence", answer_on=told(5, 1), bearer="party",
            edge=True, **defence),
        lawful("defence-in-5-days-samr", answer="defence", answer_on=told(5), **defence),
        breach("decide-after-defence-window-samr", "decide", decide_on=told(5), wait=False, answer="silent",
            complex=False, major=False, edge=True, **defence),
        *_more_market_review(),
    ]  # fmt: skip


def _more_market_review() -> list[Variation]:
    keep: Options = {**MARKET, "preserve": True}
    rush: Options = {**keep, "emergency": True}
    defence: Options = {**MARKET, "hearing": False, "outcome": "penalty"}
    day = timedelta(hours=24)
    lapse = "preservation-lapses-samr"

    def told(days: int, extra: int = 0) -> Made:
        return lambda d: later(working(d.day("tell"), days), extra)

    return [
        breach("decide-after-defence-window-samr", "decide", decide_on=told(3), wait=False, answer="silent",
            complex=False, major=False, **defence),
        lawful("decide-after-defence-window-samr", decide_on=told(5, 1), wait=False, answer="silent",
            complex=False, major=False, **defence),
        lawful("decide-after-defence-window-samr", decide_on=told(3), answer_on=told(2), wait=False,
            answer="waive", complex=False, major=False, **defence),
        *fields("decision-states-defence-samr", "issue", bad={"states_defence": False}, **MARKET),
        *within("close-in-15-days-samr", "closable", "form_on", lambda d: working(d.day("closable"), 15),
            to="form", never=False, **MARKET),
        *first("preservation-approved-samr", "keep", "allow", emergency=False, **keep),
        lawful("preservation-approved-samr", **rush),
        missing("preservation-approved-samr", "keep", drop("keep", "emergency"),
            also="emergency-preservation-in-24-hours-samr@keep?", **keep),
        breach("emergency-preservation-in-24-hours-samr", "keep",
            allow_at=lambda d: d.acts["keep"].end + day + timedelta(minutes=1), edge=True,
            dispose_on=lambda d: working(d.day("keep"), 4), **rush),
        breach("emergency-preservation-in-24-hours-samr", "keep",
            allow_at=lambda d: d.acts["keep"].end + day * 2, dispose_on=lambda d: working(d.day("keep"), 4),
            **rush),
        lawful("emergency-preservation-in-24-hours-samr", allow_at=lambda d: d.acts["keep"].end + day,
            dispose_on=lambda d: working(d.day("keep"), 4), **rush),
        *[_lapsed(item, lapse)
            for item in within("preserved-evidence-in-7-days", "keep", "dispose_on",
            lambda d: working(d.day("keep"), 7), to="dispose", emergency=False, **keep)],
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
