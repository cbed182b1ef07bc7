"""How each rule on compulsory measures is broken, and how it is only just kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from plumbline.site.demo.days import calendar_days, later, paused, roll, working
from plumbline.site.demo.draft import (
    Draft,
    by,
    docs,
    drop,
    entered_after,
    just_after,
    just_before,
    put,
    remove,
)
from plumbline.site.demo.variations import (
    Due,
    Made,
    Options,
    Variation,
    breach,
    carries,
    fields,
    filmed,
    lawful,
    missing,
    officers,
    within,
)

THING: Final[Options] = {"kind": "seize", "emergency": False}
FREEZE: Final[Options] = {"kind": "freeze", "emergency": False}
LIBERTY: Final[Options] = {"kind": "liberty", "emergency": False, "purpose": False}
PLAIN: Final[Options] = {**THING, "test": False, "extend": False}


def basis() -> list[Variation]:
    found = []
    for kind in ("seal", "seize"):
        own: Options = {"kind": kind, "emergency": False}
        found += [
            breach("set-by-proper-source", "impose", put("impose", set_by="other"), **own),
            breach(
                "set-by-proper-source",
                "impose",
                put("impose", set_by="meeting_minutes"),
                also="minutes-no-basis@impose",
                edge=True,
                **own,
            ),
            lawful("set-by-proper-source", put("impose", set_by="local_regulation"), **own),
            breach("organ-named", "impose", put("impose", organ_named_by="none"), **own),
            lawful("organ-named", put("impose", organ_named_by="concentrated_penalty_power"), **own),
            breach("only-connected-things", "impose", put("impose", connected=False), **own),
            breach("only-connected-things", "impose", put("impose", necessities=True), **own),
            breach("only-connected-things", "impose", put("impose", already_held=True), **own),
        ]
    for kind in ("freeze", "liberty"):
        own = {"kind": kind, "emergency": False}
        found += [
            breach(
                "liberty-and-freeze-set-by-law",
                "impose",
                put("impose", set_by="administrative_regulation"),
                edge=True,
                **own,
            ),
            breach(
                "liberty-and-freeze-set-by-law", "impose", put("impose", set_by="local_regulation"), **own
            ),
        ]
    return [
        *found,
        missing("set-by-proper-source", "impose", drop("impose", "set_by"), also="minutes-no-basis@impose?",
            **THING),
        missing("organ-named", "impose", drop("impose", "organ_named_by"), **THING),
        missing("only-connected-things", "impose", drop("impose", "connected"), **THING),
        *_more_basis(),
    ]  # fmt: skip


def _more_basis() -> list[Variation]:
    return [
        breach("minutes-no-basis", "impose", put("impose", set_by="meeting_minutes"),
            also="liberty-and-freeze-set-by-law@impose", **FREEZE),
        lawful("liberty-and-freeze-set-by-law", **LIBERTY),
        missing("liberty-and-freeze-set-by-law", "impose", drop("impose", "set_by"),
            also="minutes-no-basis@impose?", **FREEZE),
        breach("freezing-organ-named-by-law", "impose", put("impose", organ_named_by="regulation"), edge=True,
            **FREEZE),
        breach("freezing-organ-named-by-law", "impose", put("impose", organ_named_by="none"), **FREEZE),
        lawful("freezing-organ-named-by-law", **FREEZE),
        missing("freezing-organ-named-by-law", "impose", drop("impose", "organ_named_by"), **FREEZE),
        *fields("no-delegation", "impose", bad={"delegated": True}),
        *fields("basis-published", "impose", bad={"basis_published": False}, party_kind="organisation",
            kind="seal"),
        lawful("basis-published", put("impose", basis_published=False), party_kind="citizen"),
        *fields("no-repeated-freezing", "impose", bad={"already_held": True}, **FREEZE),
        *fields("frozen-sum-matches", "impose", bad={"amount": 8001}, edge=True, **FREEZE),
        breach("frozen-sum-matches", "impose", put("impose", amount=90000), **FREEZE),
        lawful("frozen-sum-matches", put("impose", amount=7999), **FREEZE),
        missing("frozen-sum-matches", "impose", drop("impose", "amount_involved"), **FREEZE),
        *fields("enterprise-property-told-apart", "impose", bad={"property_told_apart": False},
            party_kind="organisation", since=date(2025, 5, 20), **THING),
        lawful("enterprise-property-told-apart", put("impose", property_told_apart=False),
            party_kind="organisation", seek=lambda d: d.day("impose") < date(2025, 5, 20),
            until=date(2025, 5, 19), **THING),
        lawful("enterprise-property-told-apart", put("impose", property_told_apart=False),
            party_kind="citizen", since=date(2025, 5, 20), **THING),
        lawful("enterprise-property-told-apart", put("impose", property_told_apart=False,
            private_organisation=False), party_kind="organisation", since=date(2025, 5, 20), **THING),
        breach("enterprise-property-told-apart", "impose", put("impose", property_told_apart=False,
            private_organisation=True), party_kind="citizen", since=date(2025, 5, 20), **THING),
        missing("enterprise-property-told-apart", "impose", drop("impose", "private_organisation"),
            party_kind="organisation", since=date(2025, 5, 20), **THING),
    ]  # fmt: skip


def approval() -> list[Variation]:
    rush: Options = {"kind": "seize", "emergency": True, "test": False, "extend": False}
    day = timedelta(hours=24)
    freedom: Options = {"kind": "liberty", "emergency": True, "purpose": False}
    refused: Options = {**rush, "result": "refused"}

    def at(hours: float, minutes: int = 0) -> Made:
        return lambda d: d.acts["impose"].end + timedelta(hours=hours, minutes=minutes)

    return [
        breach("milder-means-first", "impose", put("check", milder_means_suffice=True)),
        breach("milder-means-first", "impose", put("check", milder_means_suffice=True),
            just_before("check", "impose"), edge=True),
        lawful("milder-means-first", remove("check")),
        lawful("milder-means-first", just_before("check", "impose")),
        missing("milder-means-first", "impose", drop("check", "milder_means_suffice")),
        breach("approved-first", "impose", just_after("approve", "impose"), edge=True, **THING),
        breach("approved-first", "impose", entered_after("approve", "impose"), edge=True, **THING),
        breach("approved-first", "impose", remove("approve"), **FREEZE),
        breach("approved-first", "impose", put("approve", result="refused"), **THING),
        lawful("approved-first", just_before("approve", "impose"), **THING),
        missing("approved-first", "impose", drop("approve", "result"), **THING),
        breach("head-approves", "approve", by("approve", "1:officer"), **THING),
        breach("head-approves", "approve", by("approve", "R:legal_reviewer"), **THING),
        lawful("head-approves", by("approve", "1:officer H:agency_head"), **THING),
        breach("emergency-approval-in-24-hours", "impose", approve_at=at(24, 1), edge=True, **rush),
        breach("emergency-approval-in-24-hours", "impose", approve_at=at(60), **rush),
        breach("emergency-approval-in-24-hours", "impose", approve_at=None, **rush),
        breach("emergency-approval-in-24-hours", "impose", approve_at=at(24, 1), edge=True,
            seek=lambda d: d.start.weekday() == 4, **{**rush, "kind": "freeze"}),
        lawful("emergency-approval-in-24-hours", approve_at=lambda d: d.acts["impose"].end + day, **rush),
        lawful("emergency-approval-in-24-hours", approve_at=at(23, 59), **{**rush, "kind": "freeze"}),
        breach("liberty-approval-on-return", "back", approve_at=lambda d: d.at("back") + day, edge=True,
            **freedom),
        breach("liberty-approval-on-return", "back", approve_at=None, **freedom),
        lawful("liberty-approval-on-return", **freedom),
        breach("refused-then-lifted", "approve", release_on=lambda d: working(d.day("approve"), 1), edge=True,
            **refused),
        breach("refused-then-lifted", "approve", release_on=lambda d: working(d.day("approve"), 4),
            **refused),
        lawful("refused-then-lifted", **refused),
        lawful("refused-then-lifted", **{**refused, "kind": "freeze"}),
        *officers("two-qualified-officers", "impose"),
        breach("recused-officer-out", "impose", by("impose", "1 2 5"), recusal=True),
        breach("recused-officer-out", "impose", by("impose", "1 5"), recusal=True),
        lawful("recused-officer-out", by("impose", "1 2 5"), put("recuse", granted=False), recusal=True),
        missing("recused-officer-out", "impose", by("impose", "1 2 5"), drop("recuse", "granted"),
            recusal=True),
    ]  # fmt: skip


def scene() -> list[Variation]:
    def next_working(label: str) -> Due:
        return lambda d: working(d.day(label), 1)

    absent: Options = {**THING, "present": False}
    here: Options = {**THING, "present": True}
    signed = put("scene", party_signed=False, witness_signed=False)
    return [
        breach("onsite-record-made", "impose", scene_on=next_working("impose"), edge=True, **PLAIN),
        breach("onsite-record-made", "impose", remove("scene"), **PLAIN),
        breach("onsite-record-made", "impose", scene_on=lambda d: later(d.day("impose"), 1), edge=True,
            seek=lambda d: d.day("impose").weekday() == 4, **PLAIN),
        lawful("onsite-record-made", scene_on=lambda d: d.at("impose").replace(hour=23, minute=40),
            list_on=lambda d: d.at("impose").replace(hour=21), **PLAIN),
        *fields("certificate-shown", "scene", bad={"certificate_shown": False}),
        lawful("certificate-shown", put("scene", certificate_shown=False),
            lambda d: _before_scene(d, "show_certificate")),
        *fields("party-called", "scene", bad={"party_called": False}, **here),
        breach("party-called", "scene", put("scene", witness_signed=False, refusal_noted=True), edge=True,
            **absent),
        lawful("party-called", put("scene", party_called=False),
            lambda d: _before_scene(d, "notify_party_present"), **here),
        lawful("party-called", put("scene", party_called=False), kind="freeze"),
        *fields("reasons-and-rights-told", "scene", bad={"reasons_told": False, "rights_told": False},
            **THING),
        lawful("reasons-and-rights-told", put("scene", rights_told=False),
            lambda d: _before_scene(d, "tell_reasons_rights"), **THING),
        *fields("defence-heard", "scene", bad={"defence_heard": False}, **here),
        lawful("defence-heard", put("scene", defence_heard=False), **absent),
        lawful("defence-heard", put("scene", defence_heard=False), lambda d: _before_scene(d, "hear_defence"),
            **here),
        breach("record-signed", "scene", put("scene", officers_signed=False), **THING),
        breach("record-signed", "scene", signed, edge=True, **here),
        lawful("record-signed", signed, put("scene", refusal_noted=True), **here),
        missing("record-signed", "scene", drop("scene", "officers_signed"), **THING),
        breach("decision-and-list-on-the-spot", "impose", list_on=next_working("impose"), edge=True, **PLAIN),
        breach("decision-and-list-on-the-spot", "impose", remove("list"), **{**PLAIN, "kind": "seal"}),
        breach("decision-and-list-on-the-spot", "impose", list_on=lambda d: later(d.day("impose"), 1),
            edge=True, seek=lambda d: d.day("impose").weekday() == 4, **PLAIN),
        lawful("decision-and-list-on-the-spot", list_on=lambda d: d.at("impose").replace(hour=23, minute=30),
            **PLAIN),
        *_more_scene(),
    ]  # fmt: skip


def _more_scene() -> list[Variation]:
    return [
        *carries("decision-complete", "list",
            lacking="reason legal_basis term items remedy_organ remedy_term",
            papers="查封（扣押）决定书 查封（扣押）清单", **THING),
        *fields("list-in-two-copies", "list", bad={"copies": 1}, edge=True, **THING),
        breach("list-in-two-copies", "list", put("list", copies=0), **THING),
        lawful("list-in-two-copies", put("list", copies=3), **THING),
        *filmed("filmed", "impose", **THING),
        breach("filmed", "impose", lambda d: setattr(d.acts["impose"], "recordings", ()), **LIBERTY),
        lawful("filmed", lambda d: setattr(d.acts["impose"], "recordings", ()), **FREEZE),
    ]  # fmt: skip


def _before_scene(draft: Draft, step: str) -> None:
    """An act of its own in place of the line in the record."""
    act = draft.acts["scene"]
    draft.act(step, step, act.at - timedelta(minutes=2), by="1 2")


def liberty() -> list[Variation]:
    over: Options = {**LIBERTY, "purpose": True}
    return [
        breach("family-told", "impose", family_on=lambda d: working(d.day("impose"), 1), edge=True,
            **LIBERTY),
        breach("family-told", "impose", remove("family"), **LIBERTY),
        lawful("family-told", family_on=lambda d: d.at("impose").replace(hour=23, minute=59), **LIBERTY),
        breach("liberty-within-term", "impose",
            lift_on=lambda d: working(d.acts["impose"].fields["ends_by"], 1), edge=True, **LIBERTY),
        breach("liberty-within-term", "impose",
            lift_on=lambda d: later(d.acts["impose"].fields["ends_by"], 12), **LIBERTY),
        lawful("liberty-within-term", lift_on=lambda d: d.acts["impose"].fields["ends_by"], **LIBERTY),
        missing("liberty-within-term", "impose", drop("impose", "ends_by"), **LIBERTY),
        breach("liberty-lifted-when-purpose-over", "purpose", lift_on=lambda d: working(d.day("purpose"), 1),
            edge=True, **over),
        breach("liberty-lifted-when-purpose-over", "purpose", lift_on=lambda d: later(d.day("purpose"), 6),
            **over),
        lawful("liberty-lifted-when-purpose-over", **over),
    ]  # fmt: skip


def _plus(days: int, extra: int = 0) -> Made:
    return lambda d: later(calendar_days(d.day("impose"), days), extra)


def _spans(*pairs: tuple[int, int]) -> Made:
    return lambda d: tuple(
        (str(n) if n else "", later(d.day("impose"), a), later(d.day("impose"), b))
        for n, (a, b) in enumerate(pairs)
    )


def _tested(*pairs: tuple[int, int]) -> Due:
    return lambda d: paused(
        d.day("impose"),
        30,
        [(later(d.day("impose"), a), later(d.day("impose"), b)) for a, b in pairs],
        in_working_days=False,
    )


def term() -> list[Variation]:
    rule, at = "decide-in-30-days", "impose"
    longer: Options = {**THING, "test": False, "extend": True}
    test: Options = {**THING, "test": True, "extend": False}
    one, two = ((5, 16),), ((5, 16), (10, 16))
    cold: Options = {**FREEZE, "extend": False}
    frozen = "freeze-decided-in-30-days"
    bank = "other:bank-unfreezes-on-expiry@impose"

    def settled(extra: int) -> Due:
        return lambda d: later(_tested(*two)(d), extra)

    return [
        *within(rule, at, "settle_on", _plus(30), to="release", how="release", entered=False, **PLAIN),
        *within(rule, at, "settle_on", _plus(30), to="dispose", how="dispose", **{**PLAIN, "kind": "seal"}),
        lawful(rule, settle_on=_plus(30), how="transfer", **PLAIN),
        lawful(rule, extend_on=_plus(30), extension_told_on=_plus(30), settle_on=_plus(60), **longer),
        breach(rule, at, extend_on=_plus(30), extension_told_on=_plus(30), settle_on=_plus(60, 1), edge=True,
            **longer),
        # granted a day too late: the term had ended, so the notice of an extension that is none comes after it too
        breach(rule, at, extend_on=_plus(30, 1), extension_told_on=_plus(30, 1), settle_on=_plus(30, 9),
            edge=True, also="extension-notice@extend", **longer),
        breach(rule, at, extend_by="1:officer", settle_on=_plus(30, 9), **longer),
        breach(rule, at, granted=45, settle_on=_plus(60, 1), edge=True, **longer),
        lawful(rule, granted=45, settle_on=_plus(60), **longer),
        breach(rule, at, granted=15, settle_on=_plus(45, 1), edge=True, **longer),
        lawful(rule, tests=_spans(*one), settle_on=_tested(*one), **test),
        breach(rule, at, tests=_spans(*one), settle_on=lambda d: later(_tested(*one)(d), 1), edge=True,
            **test),
        lawful(rule, tests=_spans(*two), settle_on=_tested(*two), **test),
        breach(rule, at, tests=_spans(*two), settle_on=settled(1), edge=True, **test),
        breach(rule, at, put("start", period_fixed_and_told=False), tests=_spans(*one),
            settle_on=_tested(*one), also="test-period-told@start", **test),
        lawful(rule, tests=_spans((12, 20)), settle_on=_tested((12, 20)),
            seek=lambda d: _tested((12, 20))(d) in {roll(date(y, 10, 5)) for y in range(2022, 2027)}, **test),
        breach(frozen, at, settle_on=_plus(30, 1), edge=True, **cold),
        breach(frozen, at, settle_on=_plus(30, 20), also=bank, **cold),
        breach(frozen, at, settle_on=None, also=bank, **cold),
        lawful(frozen, settle_on=_plus(30), **cold),
        *_more_term(),
    ]  # fmt: skip


def _more_term() -> list[Variation]:
    _rule, at = "decide-in-30-days", "impose"
    longer: Options = {**THING, "test": False, "extend": True}
    cold: Options = {**FREEZE, "extend": False}
    cold_longer: Options = {**FREEZE, "extend": True}
    frozen = "freeze-decided-in-30-days"
    bank = "other:bank-unfreezes-on-expiry@impose"
    return [
        lawful(frozen, settle_on=_plus(30), how="transfer", **cold),
        lawful(frozen, extend_on=_plus(30), extension_told_on=_plus(30), settle_on=_plus(60), **cold_longer),
        breach(frozen, at, extend_on=_plus(30, 1), extension_told_on=_plus(30, 1), settle_on=_plus(30, 10),
            also=f"{bank} freeze-extension-notice@extend", edge=True, **cold_longer),
        breach(frozen, at, granted=31, settle_on=_plus(60, 1), edge=True, **cold_longer),
        breach("extension-only-if-complex", "extend", put("extend", complex=False), **longer),
        breach("extension-only-if-complex", "extend", put("extend", complex=False), **cold_longer),
        missing("extension-only-if-complex", "extend", drop("extend", "complex"), **longer),
        breach("extension-notice", "extend", extension_told_on=_plus(60, 1), edge=True, settle_on=_plus(50),
            **longer),
        breach("extension-notice", "extend", remove("tell_extension"), settle_on=_plus(50),
            seek=lambda d: d.day("impose") < date(2026, 8, 1), **longer),
        lawful("extension-notice", extension_told_on=_plus(60), settle_on=_plus(50), **longer),
        breach("freeze-extension-notice", "extend", extension_told_on=_plus(60, 1), edge=True,
            settle_on=_plus(50), **cold_longer),
        breach("freeze-extension-notice", "extend", remove("tell_extension"), settle_on=_plus(50),
            seek=lambda d: d.day("impose") < date(2026, 8, 1), **cold_longer),
        lawful("freeze-extension-notice", extension_told_on=_plus(60), settle_on=_plus(50), **cold_longer),
        *carries("extension-notice-reasoned", "tell_extension", lacking="reason", papers="延长期限决定书",
            **longer),
    ]  # fmt: skip


def afterwards() -> list[Variation]:
    released: Options = {**PLAIN, "how": "release"}
    disposed: Options = {**PLAIN, "how": "dispose"}
    closed: Options = {**disposed, "close": True, "settle_on": _plus(30)}
    crime: Options = {**PLAIN, "how": "transfer"}
    test: Options = {**THING, "test": True, "extend": False}
    destroyed = put("dispose", result="destroy")
    return [
        *fields("test-period-told", "start", bad={"cost_on_party": True}, **test),
        breach("test-period-told", "start", put("start", period_fixed_and_told=False), settle_on=_plus(20),
            **test),
        *fields("kept-safely", "keep", bad={"used_or_damaged": True, "cost_on_party": True}, **THING),
        breach("destruction-by-law", "dispose", destroyed, put("dispose", destroy_set_by="other"),
            **disposed),
        lawful("destruction-by-law", destroyed, put("dispose", destroy_set_by="administrative_regulation"),
            **disposed),
        missing("destruction-by-law", "dispose", destroyed, drop("dispose", "destroy_set_by"), **disposed),
        breach("over-before-closing", "close", remove("dispose"), **closed, also="decide-in-30-days@impose"),
        breach("over-before-closing", "close", entered_after("dispose", "close"), edge=True, **closed),
        lawful("over-before-closing", just_before("dispose", "close"), also="decide-in-30-days@impose",
            **closed),
        lawful("over-before-closing", close=True, **released),
        breach("returned-at-once", "release", return_on=lambda d: working(d.day("release"), 1), edge=True,
            seek=lambda d: d.day("release").weekday() < 3, **released),
        breach("returned-at-once", "release", return_on=lambda d: later(d.day("release"), 7), **released),
        # «at once» is no period: a Saturday does not move it to Monday
        breach("returned-at-once", "release", return_on=lambda d: later(d.day("release"), 1), edge=True,
            settle_on=_plus(30, -2), seek=lambda d: d.day("release").weekday() == 5, **released),
        breach("returned-at-once", "release", remove("return"), **released),
        lawful("returned-at-once", return_on=lambda d: d.at("release").replace(hour=23, minute=55),
            **released),
        *within("freeze-decision-in-3-days", "impose", "freeze_told_on",
            lambda d: working(d.day("impose"), 3), to="told", **FREEZE),
        *carries("freeze-decision-complete", "told",
            lacking="reason legal_basis term remedy_organ remedy_term", papers="冻结决定书", **FREEZE),
        *fields("property-goes-with-crime", "transfer",
            bad={"property_with_case": False, "party_told": False}, **crime),
        *within("result-disclosed-in-20-days", "impose", "publish_on", lambda d: working(d.day("impose"), 20),
            to="publish", **PLAIN),
        breach("result-disclosed-in-20-days", "impose", publish_on=None,
            seek=lambda d: d.day("impose") < date(2026, 9, 1), **crime),
        lawful("kept-safely", docs("keep"), **THING),
    ]  # fmt: skip


def variations() -> list[Variation]:
    return [*basis(), *approval(), *scene(), *liberty(), *term(), *afterwards()]
