"""How each rule on permits is broken, and how it is only just kept."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.days import later, months_on, paused, working
from plumbline.site.demo.draft import (
    Draft,
    again,
    by,
    docs,
    drop,
    entered_after,
    just_after,
    just_before,
    put,
    remove,
)
from plumbline.site.demo.permit import HEAD
from plumbline.site.demo.variations import (
    Due,
    Made,
    Options,
    Variation,
    breach,
    carries,
    fields,
    lawful,
    missing,
    within,
)

PLAIN: Final[Options] = {
    "shape": "full", "handling": "own", "testing": False, "several": False, "quota": False, "gaps": False,
        "affects": False,
    "extend": False, "recusal": False, "result": "granted",
}  # fmt: skip
JOINT: Final[Options] = {**PLAIN, "handling": "joint"}
LOWER: Final[Options] = {**PLAIN, "handling": "preliminary"}
GAPS: Final[Options] = {**PLAIN, "gaps": True}
REFUSED: Final[Options] = {**PLAIN, "shape": "refused_acceptance"}
AFFECTS: Final[Options] = {**PLAIN, "affects": True}
RENEWAL: Final[Options] = {"shape": "renewal"}


def _after(label: str, count: int, extra: int = 0) -> Due:
    return lambda draft: later(working(draft.day(label), count), extra)


def closing() -> list[Variation]:
    rule = "settled-before-closing"
    bare: Options = {**PLAIN, "certificate": False, "result": "refused"}
    return [
        breach(rule, "close", remove("serve"), **bare),
        breach(rule, "close", entered_after("serve", "close"), edge=True, **bare),
        lawful(rule, just_before("serve", "close"), **bare),
        breach(rule, "close", remove("refuse"), also="supplement-in-5-days@apply", **REFUSED),
        lawful(rule, **LOWER),
    ]


def intake() -> list[Variation]:
    rule = "supplement-in-5-days"
    told = put("gap", gap_in_first_material=True)
    late: Options = {**PLAIN, "accept_on": _after("apply", 5, 1)}
    return [
        *within(rule, "apply", "gaps_on", _after("apply", 5), to="gap", never=False, entered=False,
            decide_on=lambda d: working(d.day("apply"), 19), accept_on=lambda d: working(d.day("apply"), 14),
            **GAPS)[3:],
        breach(rule, "apply", accept_on=_after("apply", 5, 1), edge=True, decide_on=_after("apply", 20),
            **PLAIN),
        breach(rule, "apply", gaps_on=_after("apply", 5, 1), edge=True, decide_on=_after("apply", 20),
            accept_on=_after("apply", 14), **GAPS),
        breach(rule, "apply", accept_on=None, decide_on=_after("apply", 20), **PLAIN),
        lawful(rule, accept_on=_after("apply", 5), **PLAIN),
        lawful(rule, refuse_on=_after("apply", 5), **REFUSED),
        # deemed accepted on the day of receipt, so the twenty days began then
        breach(rule, "apply", also="decide-in-20-days@=accept", edge=True, decide_on=_after("apply", 20, 1),
            **late),
        breach(rule, "apply", also="decide-in-20-days@=accept", accept_on=None, decide_on=_after("apply", 25),
            **PLAIN),
        breach(rule, "apply", also="preliminary-review-in-20-days@=accept", edge=True,
            forward_on=_after("apply", 20, 1), **{**LOWER, "accept_on": _after("apply", 5, 1)}),
        breach("no-refusal-once-accepted", "refuse", put("refuse", ground="material_incomplete"),
            also=f"{rule}@apply decide-in-20-days@=accept", edge=True, refuse_on=_after("apply", 5, 1), close_on=None,
            seek=lambda d: d.day("apply") < date(2026, 9, 1), **REFUSED),
        breach("no-refusal-once-accepted", "refuse", put("refuse", ground="material_incomplete"),
            lambda d: d.act("accept", "accept", later(d.start, 1), docs="受理通知书", unit="一窗",
            object_key="K1"), also="decide-in-20-days@accept", refuse_on=_after("apply", 4), close_on=None,
            seek=lambda d: d.day("apply") < date(2026, 9, 1), **REFUSED),
        lawful("no-refusal-once-accepted", put("refuse", ground="material_incomplete"),
            refuse_on=_after("apply", 5), **REFUSED),
        lawful("no-refusal-once-accepted", **REFUSED),
        breach("supplement-told-once", "gap2", again("gap", "gap2"), told, **GAPS),
        breach("supplement-told-once", "gap2 gap3", again("gap", "gap2"), again("gap", "gap3", 9), **GAPS),
        lawful("supplement-told-once", again("gap", "gap2"), put("gap2", gap_in_first_material=False),
            **GAPS),
        missing("supplement-told-once", "gap2", again("gap", "gap2"), drop("gap2", "gap_in_first_material"),
            **GAPS),
        *carries("supplement-in-writing", "gap", lacking="gaps", papers="补正告知书", **GAPS),
        *fields("no-extra-material", "gap", bad={"unrelated_material": True, "material_already_held": True},
            **GAPS),
        *carries("refusal-of-acceptance-in-writing", "refuse", papers="不予受理通知书", **REFUSED),
        breach("refusal-of-acceptance-in-writing", "refuse", drop("refuse", "ground"),
            also="no-refusal-once-accepted@refuse?", **REFUSED),
    ]  # fmt: skip


def _pauses(*pairs: tuple[int, int]) -> Made:
    return lambda d: tuple(
        (str(n), working(d.day("accept"), a), working(d.day("accept"), b)) for n, (a, b) in enumerate(pairs)
    )


def _paused(count: int, *pairs: tuple[int, int]) -> Due:
    return lambda d: paused(
        d.day("accept"),
        count,
        [(working(d.day("accept"), a), working(d.day("accept"), b)) for a, b in pairs],
        in_working_days=True,
    )


def term() -> list[Variation]:
    found = []
    for rule, base, days, more, _role in (
        ("decide-in-20-days", PLAIN, 20, 10, HEAD),
        ("decide-jointly-in-45-days", JOINT, 45, 15, "G:government_head"),
    ):
        longer: Options = {**base, "extend": True, "extend_on": _after("accept", days)}
        found += [
            # no certificate: one that follows a decision entered late would break a rule of its own
            *within(rule, "accept", "decide_on", _after("accept", days), to="decide",
                **{**base, "certificate": False}),
            lawful(rule, decide_on=_after("accept", days + more), **longer),
            breach(rule, "accept", decide_on=_after("accept", days + more, 1), edge=True, **longer),
            breach(rule, "accept", decide_on=_after("accept", days + 5), edge=True,
                **{**longer, "extend_on": _after("accept", days, 1)}),
            breach(rule, "accept", decide_on=_after("accept", days + 5),
                **{**longer, "extend_by": "1:staff"}),
            breach(rule, "accept", decide_on=_after("accept", days + more, 1), edge=True,
                **{**longer, "granted": more + 10}),
            lawful(rule, decide_on=_after("accept", days + 5), **{**longer, "granted": 5}),
            breach(rule, "accept", decide_on=_after("accept", days + 5, 1), edge=True,
                **{**longer, "granted": 5}),
            lawful(rule, pauses=_pauses((8, 15)), decide_on=_paused(days, (8, 15)), **base),
            breach(rule, "accept", pauses=_pauses((8, 15)), decide_on=lambda d,
                n=days: later(_paused(n, (8, 15))(d), 1), edge=True, **base),
            breach(rule, "accept", put("start0", time_told_in_writing=False), pauses=_pauses((8, 15)),
                decide_on=_paused(days, (8, 15)), **base),
            lawful(rule, pauses=_pauses((8, 15), (10, 15)), decide_on=_paused(days, (8, 15)), **base),
            breach(rule, "accept", pauses=_pauses((8, 15), (10, 15)), decide_on=lambda d,
                n=days: later(_paused(n, (8, 15))(d), 1), edge=True, **base),
        ]  # fmt: skip
    return [
        *found,
        breach("decide-jointly-in-45-days", "accept", decide_on=_after("accept", 50), edge=True,
            **{**JOINT, "extend": True, "extend_by": HEAD, "extend_on": _after("accept", 20)}),
        breach("decide-in-20-days", "accept", decide_on=_after("accept", 20, 1), edge=True,
            seek=lambda d: d.day("accept").month == 9 and d.day("decide").month == 10, **PLAIN),
        *within("preliminary-review-in-20-days", "accept", "forward_on", _after("accept", 20), to="forward",
            close_on=None, **LOWER),
        *carries("extension-reason-told", "extend", lacking="reason", papers="延期告知书",
            **{**PLAIN, "extend": True, "extend_on": _after("accept", 3)}),
        *carries("special-time-told", "start0", papers="特别程序时间告知书", pauses=_pauses((5, 7)), **PLAIN),
        breach("special-time-told", "start0", docs("start0"), put("start0", type="hearing"),
            pauses=_pauses((4, 6)), **PLAIN),
        *within("assign-testers-in-5-days", "accept", "testers_on", _after("accept", 5), to="testers",
            decide_on=_after("accept", 20), **{**PLAIN, "testing": True}),
        *fields("two-testers", "testers", bad={"staff_assigned": 1}, edge=True, **{**PLAIN, "testing": True}),
        breach("two-testers", "testers", put("testers", staff_assigned=0), **{**PLAIN, "testing": True}),
    ]  # fmt: skip


def examination() -> list[Variation]:
    site: Options = {**PLAIN, "on_site": True}
    required: Options = {**PLAIN, "hearing_required": True}
    asked: Options = {**PLAIN, "asked": True}
    barred: Options = {**PLAIN, "recusal": True}
    return [
        breach("two-verifiers", "verify", by("verify", "1"), **site),
        breach("two-verifiers", "verify", by("verify", "2"), **site),
        lawful("two-verifiers", by("verify", "1 2 3"), **site),
        *carries("verification-recorded", "verify", papers="核查记录", **site),
        breach("verification-recorded", "verify", docs("verify", "现场照片"), edge=True, **site),
        breach("recused-examiner-out", "examine", by("examine", "1 5"), **barred),
        breach("recused-examiner-out", "examine", by("examine", "5"), **barred),
        lawful("recused-examiner-out", by("examine", "1 5"), put("recuse", granted=False), **barred),
        breach("third-party-told-and-heard", "decide", remove("opinions"), **AFFECTS),
        breach("third-party-told-and-heard", "decide", entered_after("opinions", "decide"), edge=True,
            **AFFECTS),
        breach("third-party-told-and-heard", "decide", just_after("opinions", "decide"), edge=True,
            **AFFECTS),
        breach("third-party-told-and-heard", "decide", remove("tell"), also="hearing-right-told@decide",
            **AFFECTS),
        lawful("third-party-told-and-heard", just_before("opinions", "decide"), **AFFECTS),
        missing("third-party-told-and-heard", "decide", drop("examine", "affects_others"),
            also="hearing-right-told@decide?", **PLAIN),
        breach("hearing-right-told", "decide", put("tell", hearing_right_told=False), **AFFECTS),
        breach("hearing-right-told", "decide", entered_after("tell", "decide"),
            also="third-party-told-and-heard@decide", edge=True, **AFFECTS),
        missing("hearing-right-told", "decide", drop("tell", "hearing_right_told"), **AFFECTS),
        breach("hearing-held", "decide", remove("hearing"), **required),
        breach("hearing-held", "decide", remove("hearing"), **asked),
        breach("hearing-held", "decide", just_after("hearing", "decide"), edge=True, **asked),
        breach("hearing-held", "decide", entered_after("hearing", "decide"), edge=True, **required),
        lawful("hearing-held", just_before("hearing", "decide"), **required),
        missing("hearing-held", "decide", drop("examine", "hearing_required"), **PLAIN),
        breach("presider-not-examiner", "hearing", by("hearing", "1:hearing_presider"), **required),
        breach("presider-not-examiner", "hearing", by("hearing", "P:hearing_presider 2"), edge=True,
            **required),
        lawful("presider-not-examiner", by("hearing", "3:hearing_presider"), **required),
    ]  # fmt: skip


def decision() -> list[Variation]:
    refused: Options = {**PLAIN, "result": "refused"}
    temporary = put("decide", basis_level="provincial_rule")
    quota: Options = {**PLAIN, "quota": True}
    several: Options = {**PLAIN, "several": True}

    def since(years: int, extra: int = 0) -> Made:
        return put(
            "decide", basis_effective_on=lambda d: later(months_on(d.day("decide"), -12 * years), extra)
        )

    return [
        *carries("refusal-reasoned", "decide", lacking="reason remedy_organ remedy_term",
            papers="行政许可决定书", **refused),
        lawful("refusal-reasoned", docs("decide"), **PLAIN),
        *fields("set-by-proper-source", "decide", bad={"basis_level": "other"}, also="", **PLAIN)[:1],
        breach("set-by-proper-source", "decide", put("decide", basis_level="other"), **refused),
        missing("set-by-proper-source", "decide", drop("decide", "basis_level"),
            also="temporary-permit-one-year@decide?", **PLAIN),
        breach("temporary-permit-one-year", "decide", temporary, since(1, -1), edge=True,
            seek=lambda d: d.day("decide").day < 28, **PLAIN),
        breach("temporary-permit-one-year", "decide", temporary, since(3), **PLAIN),
        lawful("temporary-permit-one-year", temporary, since(1), seek=lambda d: d.day("decide").day < 28,
            **PLAIN),
        missing("temporary-permit-one-year", "decide", temporary, drop("decide", "basis_effective_on"),
            **PLAIN),
        *fields("basis-published", "decide", bad={"basis_published": False}, **PLAIN),
        *fields("on-permit-list", "decide", bad={"on_permit_list": False}, **PLAIN),
        *fields("delegated-only-to-organs", "decide", bad={"decided_by": "organisation_delegated"}, **PLAIN),
        lawful("delegated-only-to-organs", put("decide", decided_by="other_organ_delegated"), **PLAIN),
        *fields("first-come-first-granted", "decide", bad={"earlier_waiting": 1}, edge=True, **quota),
        lawful("first-come-first-granted", put("decide", earlier_waiting=3),
            **{**quota, "result": "refused"}),
        lawful("first-come-first-granted", put("decide", earlier_waiting=3), **PLAIN),
        breach("one-window", "serve", put("serve", unit="二科"), **several),
        breach("one-window", "serve", put("accept", unit="二科"), **several),
        missing("one-window", "serve", drop("accept", "unit"), **several),
        lawful("one-window", put("serve", unit="二科"), **PLAIN),
        *fields("no-unlawful-fee", "fee", bad={"basis_level": "other", "to_treasury": False}, fee=True,
            **PLAIN),
        lawful("no-unlawful-fee", put("fee", basis_level="administrative_regulation"), fee=True, **PLAIN),
        *_more_decision(),
    ]  # fmt: skip


def _more_decision() -> list[Variation]:
    refused: Options = {**PLAIN, "result": "refused"}
    certified: Options = {**PLAIN, "certificate": True}

    def certificate(days: int) -> Made:
        return lambda d: d.act(
            "certificate",
            "issue_certificate",
            later(d.day("serve"), days),
            docs="许可证件 送达回证",
            has_term=False,
        )

    return [
        breach("certificate-on-grant-only", "certificate", certificate(1), edge=True, **refused),
        breach("certificate-on-grant-only", "certificate", certificate(12), **refused),
        lawful("certificate-on-grant-only", certificate_on=_after("decide", 2), **certified),
        *within("certificate-in-10-days", "decide", "certificate_on", _after("decide", 10), to="certificate",
            **certified),
        *within("grant-disclosed-in-7-days", "decide", "disclose_on", _after("decide", 7), to="disclose",
            **PLAIN),
        lawful("grant-disclosed-in-7-days", **refused),
        *fields("secrets-kept", "disclose", bad={"secrets_kept": False}, **PLAIN),
        *carries("items-published", "items",
            lacking="items legal_basis conditions quantity process term materials sample_form",
            shape="items"),
    ]  # fmt: skip


def renewal() -> list[Variation]:
    rule = "renewal-decided-before-expiry"
    expires: Due = lambda d: d.acts["renewal"].fields["expires_on"]  # noqa: E731
    granted: Options = {**RENEWAL, "renewed": "renew"}
    denied: Options = {**RENEWAL, "renewed": "refuse_renewal"}
    after: Due = lambda d: working(expires(d), 1)  # noqa: E731

    def cancel(days: int) -> Made:
        return lambda d: d.act(
            "cancel",
            "cancel",
            later(expires(d), days),
            docs="注销行政许可决定书",
            ground="expired_not_renewed",
        )

    return [
        breach(rule, "renewal", renewed_on=after, edge=True, **granted),
        breach(rule, "renewal", renewed_on=lambda d: later(expires(d), 15), **granted),
        breach(rule, "renewal", renewed_on=None, seek=lambda d: expires(d) < date(2026, 10, 1), **granted),
        # a permit ends on the day it says, whatever day that is
        breach(rule, "renewal", expires_on=lambda d: later(d.start, 47),
            renewed_on=lambda d: later(d.start, 49), edge=True,
            seek=lambda d: expires(d).weekday() == 5 and later(expires(d), 1).weekday() == 6, **granted),
        lawful(rule, renewed_on=expires, **granted),
        lawful(rule, renewed_on=expires, **denied),
        lawful(rule, lambda d: setattr(d.acts["renewed"], "recorded_days_late", 9), renewed_on=expires,
            **granted),
        breach("no-refusal-once-renewed", "renewed", also=f"{rule}@renewal", renewed_on=after, edge=True,
            **denied),
        breach("no-refusal-once-renewed", "renewed", also=f"{rule}@renewal",
            renewed_on=lambda d: later(expires(d), 20), **denied),
        breach("no-refusal-once-renewed", "second",
            lambda d: d.act("second", "refuse_renewal", later(d.day("renewed"), 2), by=HEAD,
            docs="不予延续决定书"), **granted),
        breach("no-cancel-once-renewed", "cancel", cancel(3), **granted),
        breach("no-cancel-once-renewed", "cancel", cancel(3), also=f"{rule}@renewal", renewed_on=None,
            seek=lambda d: expires(d) < date(2026, 10, 1), **granted),
        lawful("no-cancel-once-renewed", cancel(3), **denied),
        lawful("no-cancel-once-renewed", cancel(1), **denied),
    ]  # fmt: skip


def supervision() -> list[Variation]:
    own: Options = {"shape": "supervision", "matter": "supervise"}
    fraud: Options = {"shape": "supervision", "matter": "fraud"}
    false: Options = {"shape": "supervision", "matter": "false"}

    def concealed(draft: Draft) -> None:
        draft.act(
            "false", "find_false_material", later(draft.day("decide"), -1), safety_related=False, warned=True
        )

    return [
        *carries("supervision-recorded", "supervise", lacking="situation handling signed",
            papers="监督检查记录", **own),
        breach("false-material-refused", "decide", concealed, **PLAIN),
        breach("false-material-refused", "decide", concealed, just_before("false", "decide"), edge=True,
            **PLAIN),
        lawful("false-material-refused", concealed, just_after("false", "decide"), **PLAIN),
        lawful("false-material-refused", concealed, **{**PLAIN, "result": "refused"}),
        *fields("false-material-warned", "false", bad={"warned": False}, **false),
        breach("false-material-warned", "false", concealed, put("false", warned=False),
            **{**PLAIN, "result": "refused"}),
        breach("fraud-leads-to-revocation", "cancel", remove("revoke"), **fraud),
        breach("fraud-leads-to-revocation", "cancel", just_after("revoke", "cancel"), edge=True, **fraud),
        breach("fraud-leads-to-revocation", "cancel", entered_after("revoke", "cancel"), edge=True, **fraud),
        lawful("fraud-leads-to-revocation", remove("revoke"), put("fraud", grave_public_harm=True), **fraud),
        missing("fraud-leads-to-revocation", "cancel", remove("revoke"), drop("fraud", "grave_public_harm"),
            **fraud),
        *fields("withdrawal-grounds", "withdrawn", bad={"ground": "other"}, shape="supervision",
            matter="withdrawn"),
        lawful("withdrawal-grounds", put("withdrawn", ground="facts_changed"), shape="supervision",
            matter="withdrawn"),
    ]  # fmt: skip


def variations() -> list[Variation]:
    return [*intake(), *term(), *examination(), *decision(), *renewal(), *supervision(), *closing()]
