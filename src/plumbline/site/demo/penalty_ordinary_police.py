"""What 治安法 adds to the ordinary procedure for the police from 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from plumbline.site.demo.days import calendar_days, earliest_within, later, paused, working
from plumbline.site.demo.draft import Draft, Edit, Expected, by, drop, films, put
from plumbline.site.demo.penalty_ordinary import HEAD
from plumbline.site.demo.variations import (
    Made,
    Options,
    Variation,
    also_edit,
    breach,
    fields,
    filmed,
    lawful,
    missing,
    officers,
    within,
)

POLICE: Final[Options] = {"field": "public-security", "since": date(2026, 1, 1)}
SUPERIOR: Final = "S:superior_organ"
CALM: Final[Options] = {"hearing": False, "answer": "silent"}


def _police_longer(first_on: int, *more: int, officer: str = SUPERIOR) -> Made:
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
        lawful(
            "collect-only-if-police",
            put("collect", party_asked=False, no_fixed_residence=True),
            fine=500,
            **cash,
        ),
        missing(
            "collect-only-if-police", "collect", near, agreed, drop("collect", "amount"), fine=200, **cash
        ),
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

    def on(days: int, extra: int = 0) -> Made:
        return lambda d: later(calendar_days(d.day("file"), days), extra)

    def appraised(draft: Draft) -> dict[str, tuple[object, ...]]:
        return {
            "send": ("send_appraisal", draft.soon(1)),
            "back": ("appraisal_result", later(draft.soon(1), 15)),
        }

    def appraised_due(draft: Draft) -> date:
        return paused(draft.day("file"), 30, [(draft.day("send"), draft.day("back"))], in_working_days=False)

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
        breach("two-officers-police", "inv2", put("inv2", single_officer=True, in_case_centre=True),
            by("inv2", "1"), edge=True, **own),
        breach("two-officers-police", "inv1", put("inv1", single_officer=True), by("inv1", "1"), edge=True,
            **own),
        lawful("two-officers-police", alone, by("inv1", "1"), **own),
        *[also_edit(item, alone)
            for item in officers("one-officer-qualified-police", "inv1", least=1, **own)],
        *_more_police(),
    ]  # fmt: skip


def _more_police() -> list[Variation]:
    own: Options = {
        **POLICE,
        **CALM,
        "outcome": "penalty",
        "preserve": False,
        "recusal": False,
        "monitor": False,
    }
    alone = put("inv1", single_officer=True, in_case_centre=True)
    away: Options = {**own, "present": False, "by_notice": False}

    def found(count: int, days: int = 0) -> Edit:
        return put(
            "file",
            act_ended_on=lambda d: later(earliest_within(d.acts["file"].fields["found_on"], count), days),
        )

    def served(days: int, extra: int = 0) -> Made:
        return lambda d: later(calendar_days(d.day("decide"), days), extra)

    return [
        *[also_edit(_and_centre(item), alone, by("inv1", "1"))
            for item in filmed("one-officer-recorded-police", "inv1", **{**own, "listed": False})],
        lawful("one-officer-recorded-police", films("inv1"), **{**own, "listed": False}),
        *fields("unrecorded-evidence-police", "decide", bad={"unrecorded_evidence_used": True}, **own),
        lawful("unrecorded-evidence-police", put("decide", unrecorded_evidence_used=True),
            **{**own, "outcome": "no_penalty"}),
        *_police_cash(own),
        *officers("two-officers-sampling-police", "keep", **{**own, "preserve": True}),
        breach("found-in-6-months-police", "file", found(6, -1), edge=True, **own),
        breach("found-in-6-months-police", "file", found(18), **own),
        lawful("found-in-6-months-police", found(6), **own),
        lawful("found-in-time", found(18),
            **{**CALM, "field": "public-security", "until": date(2025, 12, 31)}),
        missing("found-in-6-months-police", "file", drop("file", "act_ended_on"), **own),
        breach("serve-in-2-days-police", "decide", serve_on=served(2, 1), edge=True, **away,
            seek=lambda d: d.day("serve") <= working(d.day("decide"), 7)),
        breach("serve-in-2-days-police", "decide", serve_on=lambda d: later(working(d.day("decide"), 7), 1),
            also="serve-in-7-days@decide", **away),
        lawful("serve-in-2-days-police", serve_on=served(2), **away),
        lawful("serve-in-2-days-police", serve_on=served(2),
            seek=lambda d: d.day("serve") > later(d.day("decide"), 2), **away),
        breach("hearing-right-told-fine-police", "tell", fine=4000, edge=True, **own),
        lawful("hearing-right-told-fine-police", fine=3999, **own),
        *_rest_of_police(),
    ]  # fmt: skip


def _rest_of_police() -> list[Variation]:
    own: Options = {
        **POLICE,
        **CALM,
        "outcome": "penalty",
        "preserve": False,
        "recusal": False,
        "monitor": False,
    }
    return [
        breach("hearing-right-told-fine", "tell", fine=5000, party_kind="citizen", edge=True,
            **{**CALM, "field": "public-security", "until": date(2025, 9, 1)}),
        lawful("hearing-right-told-fine", fine=4500, party_kind="citizen",
            **{**CALM, "field": "public-security", "until": date(2025, 9, 1)}),
        missing("hearing-right-told-fine-police", "tell", drop("tell", "proposed_fine"), **own),
    ]  # fmt: skip
