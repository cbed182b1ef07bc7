"""How each rule of disclosure is broken, and how it is only just kept."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.days import later, months_on, working, works
from plumbline.site.demo.disclosure import SHOWN
from plumbline.site.demo.draft import NOW, Draft, drop, entered_after, entered_late, put, remove
from plumbline.site.demo.variations import (
    Due,
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

BASE: Final[Options] = {
    "shape": "decision",
    "special": False,
    "error": False,
    "overturned": False,
    "field": "general",
}
PENALTY: Final[Options] = {
    **BASE, "decision_kind": "penalty", "procedure_kind": "ordinary", "party_kind": "organisation",
        "influence": False,
}  # fmt: skip
PERMIT: Final[Options] = {**BASE, "decision_kind": "permit"}
OTHER: Final[Options] = {**BASE, "decision_kind": "inspection"}
FALLEN: Final[Options] = {**PENALTY, "overturned": True}
MARKET: Final[Options] = {
    **PENALTY,
    "field": "market-supervision",
    "same_province": True,
    "minor": True,
    "served": False,
}
POLICE: Final[Options] = {**PENALTY, "field": "public-security", "since": date(2026, 1, 1)}


def _after(label: str, count: int, extra: int = 0) -> Due:
    return lambda draft: later(working(draft.day(label), count), extra)


def standing() -> list[Variation]:
    found = [
        *within(
            "publish-info-in-20-days", "change", "publish_on", _after("change", 20), to="info", shape="info"
        )
    ]
    found.append(
        breach(
            "publish-info-in-20-days",
            "change",
            put("info", info_no="X2"),
            shape="info",
            seek=lambda d: d.day("change") < date(2026, 10, 1),
        )
    )
    for rule, shape in (
        ("benchmark-public", "benchmark"),
        ("monitoring-site-public", "site"),
        ("delegation-public", "delegation"),
    ):
        found += first(rule, "use", "public", shape=shape)
    penalty: Options = {"shape": "delegation", "power": "penalty"}
    permit: Options = {"shape": "delegation", "power": "permit"}
    return [
        *found,
        *fields("penalty-delegation", "sign",
            bad={"written": False, "delegate_qualified": False, "sub_delegation": True}, **penalty),
        *fields("permit-delegation", "sign", bad={"delegate_is_organ": False, "sub_delegation": True},
            **permit),
        lawful("permit-delegation", put("sign", delegate_qualified=False), **permit),
        breach("no-delegation-of-compulsion", "sign", put("sign", power="compulsory_measure"), **penalty),
        breach("no-delegation-of-compulsion", "sign", put("sign", power="compulsory_measure"), **permit),
        *fields("open-during-enforcement", "openly",
            bad=dict.fromkeys(("certificate_shown", "document_issued", "reason_told", "basis_told",
            "rights_told"), False), shape="window"),
        *fields("window-plate", "window", bad={"plate_shown": False}, shape="window"),
        breach("window-plate", "second",
            lambda d: d.act("second", "open_window", d.soon(3), plate_shown=False), shape="window"),
    ]  # fmt: skip


def publication() -> list[Variation]:
    simple: Options = {**PENALTY, "procedure_kind": "simple"}
    special: Options = {**BASE, "decision_kind": "penalty", "special": True}
    return [
        *within("publish-permit", "decide", "publish_on", _after("decide", 7), to="publish", **PERMIT),
        *within("publish-penalty", "decide", "publish_on", _after("decide", 7), to="publish", **PENALTY),
        breach("publish-penalty", "decide", publish_on=_after("decide", 7, 1), edge=True,
            **{**simple, "party_kind": "citizen", "influence": True}),
        lawful("publish-penalty", publish_on=_after("decide", 30), **simple),
        lawful("publish-penalty", publish_on=_after("decide", 30), **{**PENALTY, "party_kind": "citizen"}),
        missing("publish-penalty", "decide", drop("decide", "social_influence"), **simple),
        *within("publish-other", "decide", "publish_on", _after("decide", 20), to="publish", **OTHER),
        *within("publish-by-special-limit", "decide", "publish_on",
            lambda d: d.acts["decide"].fields["special_due"], to="publish", **special),
        missing("publish-by-special-limit", "decide", drop("decide", "special_due"), **special),
        *fields("content-complete", "publish", bad=dict.fromkeys(SHOWN, False), **PENALTY),
        breach("secrecy-reviewed", "publish", put("review", secrecy_result="state_secret"), **PENALTY),
        breach("secrecy-reviewed", "publish", put("review", secrecy_result="referred"), **PERMIT),
        breach("secrecy-reviewed", "publish", entered_after("review", "publish"),
            also="privacy-processed@publish", edge=True, **PENALTY),
        breach("privacy-processed", "publish", put("review", privacy_result="withhold"), **PENALTY),
        breach("privacy-processed", "publish", remove("review"), also="secrecy-reviewed@publish", **PERMIT),
        lawful("privacy-processed", put("review", privacy_result="third_party_agreed"), **PENALTY),
        *first("who-enforces-publishes", "publish", "extract", **PENALTY),
        *first("who-enforces-publishes", "publish", "approve", **PERMIT),
        breach("who-enforces-publishes", "publish", put("approve", result="returned"), **PENALTY),
        *carries("publication-recorded", "publish", lacking="platform", **PENALTY),
        *carries("publication-recorded", "withdraw", lacking="platform", **FALLEN),
        *carries("publication-recorded", "correct", lacking="platform", **{**PENALTY, "error": True}),
        *_more_publication(),
    ]  # fmt: skip


def _more_publication() -> list[Variation]:
    year: Options = {"shape": "year"}
    found = []
    for rule, label, option in (
        ("publish-statistics-by-january", "statistics", "statistics_on"),
        ("report-statistics-by-january", "report", "report_on"),
    ):
        for ends in (2022, 2023):
            last = date(ends + 1, 1, 31)
            found += [
                breach(rule, "end", edge=True, **{**year, "year": ends, option: later(last, 1)}),
                lawful(rule, **{**year, "year": ends, option: last}),
            ]
        found += [
            breach(rule, "end", **{**year, option: None}),
            lawful(
                rule,
                entered_late(label, 30),
                **{**year, option: date(2024, 1, 31), "year": 2023},
            ),
        ]
    return [
        *found,
    ]  # fmt: skip


def mending() -> list[Variation]:
    fallen_permit: Options = {**PERMIT, "overturned": True}
    wrong: Options = {**PENALTY, "error": True}
    return [
        *within("withdraw-penalty-in-3-days", "overturn", "withdraw_on", _after("overturn", 3), to="withdraw",
            entered=False, never=False, **FALLEN),
        breach("withdraw-penalty-in-3-days", "overturn", remove("withdraw"), archived=False,
            seek=lambda d: d.day("overturn") < date(2026, 11, 1), **FALLEN),
        lawful("withdraw-penalty-in-3-days", publish_on=None, **{**FALLEN, "procedure_kind": "simple"}),
        *fields("withdrawal-explained", "withdraw", bad={"reason_published": False}, **FALLEN),
        breach("withdrawal-explained", "withdraw", put("withdraw", reason_published=False), how="changed",
            **FALLEN),
        lawful("withdrawal-explained", put("withdraw", reason_published=False), **fallen_permit),
        *within("withdraw-other-promptly", "overturn", "withdraw_on", _after("overturn", 5), to="withdraw",
            entered=False, never=False, **fallen_permit),
        lawful("withdraw-other-promptly", remove("withdraw"), how="changed", archived=False, **fallen_permit),
        breach("withdrawn-before-archive", "archive", entered_after("withdraw", "archive"), edge=True,
            **FALLEN),
        breach("withdrawn-before-archive", "archive", lambda d: _archive_first(d), edge=True,
            **fallen_permit),
        lawful("withdrawn-before-archive", publish_on=None, **{**FALLEN, "procedure_kind": "simple"}),
        *within("correct-promptly", "error", "correct_on", _after("error", 3), to="correct", **wrong),
        breach("correct-promptly", "error", put("correct", error_no="C2"),
            seek=lambda d: d.day("error") < date(2026, 11, 1), **wrong),
    ]  # fmt: skip


def _archive_first(draft: Draft) -> None:
    act = draft.acts["archive"]
    act.at = (
        draft.at("withdraw").replace(hour=8, minute=10)
        if draft.day("withdraw") != draft.day("overturn")
        else draft.at("overturn")
    )


def _expiry(count: int, extra: int = 1) -> Due:
    """The day after the term has run, when the display stops."""
    return lambda draft: later(months_on(draft.day("publish"), count), extra)


def _stopped(draft: Draft) -> bool:
    """Neither the stop nor the day before it is a rest day, which might move the end of the term."""
    return works(draft.day("stop")) and works(later(draft.day("stop"), -1))


def market() -> list[Variation]:
    minor: Options = {**MARKET, "minor": True, "seek": _stopped}
    grave: Options = {**MARKET, "minor": False, "until": date(2023, 9, 1), "seek": _stopped}
    away: Options = {**MARKET, "same_province": False}
    return [
        *within("publish-penalty-samr", "decide", "publish_on", _after("decide", 20), to="publish",
            never=False, **MARKET),
        breach("publish-penalty-samr", "decide", remove("publish", "stop"), stop_on=_expiry(3),
            seek=lambda d: d.day("decide") < date(2026, 9, 1), **MARKET),
        *within("push-penalty-samr", "decide", "push_on", _after("decide", 10), to="push", **away),
        breach("publish-pushed-penalty-samr", "received", _received(15), bearer="other", **MARKET,
            publish_on=_after("decide", 18)),
        lawful("publish-pushed-penalty-samr", _received(6), **MARKET, publish_on=_after("decide", 10)),
        breach("no-publication-of-mere-warning", "publish", put("decide", only_warning=True), **MARKET),
        breach("no-publication-of-mere-warning", "publish", put("decide", only_warning=True),
            **{**MARKET, "procedure_kind": "simple"}),
        lawful("no-publication-of-mere-warning", put("decide", only_warning=True, disclosure_required=True),
            **MARKET),
        missing("no-publication-of-mere-warning", "publish", drop("decide", "disclosure_required"),
            put("decide", only_warning=True), **MARKET),
        *fields("same-text-samr", "publish", bad={"same_text": False}, **MARKET),
        breach("same-text-samr", "publish", put("publish", same_text=False),
            **{**MARKET, "procedure_kind": "simple"}),
        *fields("tell-party-samr", "serve", bad={"publication_told": False}, **{**MARKET, "served": True}),
        breach("tell-party-samr", "serve", put("serve", publication_told=False),
            **{**MARKET, "served": True, "procedure_kind": "simple"}),
        lawful("tell-party-samr", put("serve", publication_told=False),
            put("decide", only_warning=True, disclosure_required=True), **{**MARKET, "served": True}),
        breach("stop-display-minor-samr", "publish", stop_on=_expiry(3, 2), edge=True, **minor),
        breach("stop-display-minor-samr", "publish", stop_on=_expiry(3, 30), **minor),
        breach("stop-display-minor-samr", "publish", still_shown,
            **{**minor, "seek": lambda d: later(months_on(d.day("publish"), 3), 9) < NOW.date()}),
        lawful("stop-display-minor-samr", stop_on=_expiry(3), **minor),
        breach("stop-display-other-samr", "publish", stop_on=_expiry(36, 2), edge=True, **grave),
        breach("stop-display-other-samr", "publish", remove("stop"), stop_on=_expiry(36, 3),
            **{**grave, "seek": None}),
        lawful("stop-display-other-samr", stop_on=_expiry(36), **grave),
        *_more_market(),
    ]  # fmt: skip


def _more_market() -> list[Variation]:
    minor: Options = {**MARKET, "minor": True, "seek": _stopped}
    grave: Options = {**MARKET, "minor": False, "until": date(2023, 9, 1), "seek": _stopped}
    banned: Options = {
        **grave,
        "restricted": True,
        "restricted_until": lambda d: later(d.start, 1300),
        "until": date(2023, 2, 1),
    }
    early: Options = {**MARKET, "minor": True, "stop_on": _expiry(1), "stop_ground": "early"}

    def end(extra: int) -> Due:
        return lambda d: later(d.acts["decide"].fields["restricted_until"], extra)

    return [
        breach("stop-display-restricted-samr", "publish", stop_on=end(2), edge=True, **banned),
        breach("stop-display-restricted-samr", "publish", stop_on=end(25), **banned),
        lawful("stop-display-restricted-samr", stop_on=end(1), **banned),
        breach("no-early-expiry-minor-samr", "stop", stop_on=_expiry(3, 0), edge=True, **minor),
        breach("no-early-expiry-minor-samr", "stop", stop_on=_expiry(1), **minor),
        lawful("no-early-expiry-minor-samr", stop_on=_expiry(3), **minor),
        breach("no-early-expiry-other-samr", "stop", stop_on=_expiry(36, 0), edge=True, **grave),
        breach("no-early-expiry-other-samr", "stop", stop_on=_expiry(12), **grave),
        breach("no-early-expiry-other-samr", "stop", stop_on=end(0), edge=True, **banned),
        *[breach("early-removal-samr", "stop", put("stop", **{name: False}), **early)
            for name in ("obligations_met", "harm_removed", "not_penalised_again", "not_listed")],
        breach("early-removal-samr", "stop", put("decide", severe_sanction=True), edge=True, **early),
        lawful("early-removal-samr", **early),
        missing("early-removal-samr", "stop", drop("stop", "not_listed"), **early),
        *first("early-removal-applied-samr", "stop", "apply", **early),
    ]  # fmt: skip


def still_shown(draft: Draft) -> None:
    draft.acts.pop("stop", None)


def _received(days: int) -> Made:
    """The decision had been received from another province so many working days before it was published."""
    return lambda d: d.act("received", "receive_push", working(d.day("publish"), -days))


def police() -> list[Variation]:
    sealed = put("decide", public_order=True)

    def given(lawful_: bool) -> Made:
        return lambda d: d.act(
            "give", "give_record", later(d.day("decide"), 12), lawful_query=lawful_, secrecy_told=True
        )

    order: Options = {**POLICE, "public_order": True}
    old: Options = {**PENALTY, "field": "public-security", "until": date(2025, 11, 20)}
    return [
        breach("no-publication-of-sealed-record", "publish", sealed, **POLICE),
        breach("no-publication-of-sealed-record", "publish", sealed,
            **{**POLICE, "procedure_kind": "simple"}),
        lawful("no-publication-of-sealed-record", sealed=True, **order),
        missing("no-publication-of-sealed-record", "publish", drop("decide", "public_order"),
            also="publish-penalty-police-other@decide?", **POLICE),
        breach("no-giving-of-sealed-record", "give", given(False), sealed=True, **order),
        breach("no-giving-of-sealed-record", "give", given(False), sealed=True,
            **{**order, "party_kind": "citizen"}),
        lawful("no-giving-of-sealed-record", given(True), sealed=True, **order),
        lawful("no-giving-of-sealed-record", given(False), **POLICE),
        *within("publish-penalty-police-other", "decide", "publish_on", _after("decide", 7), to="publish",
            **POLICE),
        breach("publish-penalty", "decide", publish_on=_after("decide", 7, 1), edge=True, **old),
        lawful("publish-penalty", sealed, **old),
    ]  # fmt: skip


def variations() -> list[Variation]:
    return [*standing(), *publication(), *mending(), *market(), *police()]
