"""A lawful legal review 处罚法 §58, 118号 四, 市监程序 §49-§60, and how each rule is broken."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from plumbline.site.demo.days import later, working
from plumbline.site.demo.draft import (
    Draft,
    Edit,
    by,
    drop,
    entered_after,
    just_after,
    just_before,
    put,
    remove,
)
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

PROCEDURE: Final = "legal.review"
HEAD: Final = "H:agency_head"
HEADS: Final = (
    "subject_lawful", "procedure_lawful", "facts_clear", "law_right", "discretion_right", "within_power",
        "documents_right",
)  # fmt: skip
PAPERS: Final = "送审单 决定代拟稿 依据材料 证据材料"


def build(draft: Draft) -> None:
    shape = draft.pick("shape", *("review",) * 9, "staff")
    if shape == "staff":
        draft.act("catalogue", "catalogue", draft.start, docs="重大执法决定法制审核目录清单", guided=True)
        draft.act(
            "staff",
            "staff_reviewers",
            draft.soon(5),
            reviewers=draft.o("reviewers", 5),
            officers=draft.o("officers", 100),
        )
        return
    kind = draft.pick("act_kind", "penalty", "penalty", "permit", "compulsory_measure", "inspection")
    heard = draft.chance("heard", 0.2)
    major = draft.chance("major", 0.8) or heard
    draft.act(
        "trigger", "trigger_check", draft.start, act_kind=kind,
            public_interest=major and draft.rng.random() < 0.3,
        major_rights=draft.o("major_rights", heard), heard=heard, complex=False, several_relations=False,
        other_law=False, social_risk=False, on_catalogue=major, major=major,
    )  # fmt: skip
    if heard:
        draft.act("closed", "close_hearing", draft.soon(5), held=True)
    if major:
        rounds = draft.o("rounds", 2 if draft.rng.random() < 0.2 else 1)
        for number in range(1, rounds + 1):
            _round(draft, number, last=number == rounds)
    _decide(draft, kind, major)


def _round(draft: Draft, number: int, *, last: bool) -> None:
    mark = "" if number == 1 else str(number)
    if number > 1:
        told: dict[str, Any] = {"handling": "补正", "items_answered": True}
        draft.act(f"rework{mark}", "rework", draft.soon(4), by="1", round=number - 1, **told)
    sent: dict[str, Any] = {"material_complete": True, "pages": 40, "decision_due": later(draft.start, 80)}
    draft.act(f"submit{mark}", "submit", draft.soon(2), by="1", docs=PAPERS, round=number, **sent)
    if (granted := draft.o("granted", 0)) and number == 1:
        draft.act(
            "extend",
            "extend_review",
            draft.o("extend_on", working(draft.day("submit"), 4)),
            by=draft.o("extend_by", HEAD),
            round=1,
            days_granted=granted,
        )
    submitted = draft.day(f"submit{mark}")
    day = draft.o(f"opinion{mark}_on", working(submitted, draft.rng.randint(2, 8)))
    result = "agree" if last else "problems"
    checked: dict[str, Any] = dict.fromkeys(HEADS, "ok")
    if not last:
        checked["facts_clear"] = "problem"
    on = submitted if day is None else working(submitted, 1)
    draft.act(
        f"review{mark}",
        "review",
        on,
        by="R",
        round=number,
        first_time=False,
        licensed=True,
        crime_checked="none",
        **checked,
    )
    after = draft.o("after_hearing", "closed" in draft.acts)
    draft.act(
        f"opinion{mark}",
        "opinion",
        day,
        by="R",
        docs="法制审核意见书",
        round=number,
        result=result,
        after_hearing=after,
        signed=True,
    )


def _decide(draft: Draft, kind: str, major: bool) -> None:
    if draft.market and kind == "penalty":
        if major:
            draft.act("discuss", "collective_discussion", draft.soon(3), by="H", docs="集体讨论笔录")
        else:
            draft.act("check", "case_review", draft.soon(3), by="R", docs="案件审核意见书", result="agree")
    outcome = draft.o("outcome", "penalty" if kind == "penalty" else "other")
    draft.act("decide", "decide", draft.soon(6), by=HEAD, outcome=outcome)


PENALTY: Final[Options] = {
    "shape": "review",
    "act_kind": "penalty",
    "major": True,
    "heard": False,
    "rounds": 1,
    "field": "general",
}
PERMIT: Final[Options] = {**PENALTY, "act_kind": "permit"}
MARKET: Final[Options] = {**PENALTY, "field": "market-supervision"}
HEARD: Final[Options] = {**MARKET, "heard": True, "major_rights": True}
SMALL: Final[Options] = {"shape": "review", "major": False, "heard": False, "field": "general"}


def triggers() -> list[Variation]:
    both = {"complex": True, "several_relations": True}
    policy, law = "policy-trigger-is-major@trigger", "rights-or-hearing-alone-is-major@trigger"
    own: Options = {**SMALL, "act_kind": "penalty"}
    other: Options = {**SMALL, "act_kind": "permit"}
    rule = "statutory-trigger-is-major"
    return [
        breach("triggers-checked", "decide", remove("trigger"), **own),
        breach("triggers-checked", "decide", just_after("trigger", "decide"), edge=True, **own),
        breach("triggers-checked", "decide", entered_after("trigger", "decide"), edge=True, **own),
        lawful("triggers-checked", just_before("trigger", "decide"), **own),
        breach(rule, "trigger", put("trigger", public_interest=True), also=policy, **own),
        breach(rule, "trigger", put("trigger", **both), also=policy, **own),
        breach(rule, "trigger", put("trigger", major_rights=True, heard=True), also=law, edge=True, **own),
        breach(rule, "trigger", put("trigger", other_law=True), **own),
        lawful(rule, put("trigger", complex=True), **own),
        lawful(rule, put("trigger", several_relations=True), **own),
        missing(rule, "trigger", drop("trigger", "other_law"), **own),
        breach("policy-trigger-is-major", "trigger", put("trigger", social_risk=True), **other),
        breach("policy-trigger-is-major", "trigger", put("trigger", on_catalogue=True), **own),
        breach("policy-trigger-is-major", "trigger", put("trigger", **both), edge=True, **other),
        missing("policy-trigger-is-major", "trigger", drop("trigger", "on_catalogue"), **own),
        breach("rights-or-hearing-alone-is-major", "trigger", put("trigger", major_rights=True), **own),
        breach("rights-or-hearing-alone-is-major", "trigger", put("trigger", heard=True), **other),
        missing("rights-or-hearing-alone-is-major", "trigger", drop("trigger", "major_rights"), **other),
        breach("reviewers-staffed", "staff", shape="staff", reviewers=4, edge=True),
        breach("reviewers-staffed", "staff", shape="staff", reviewers=5, officers=101, edge=True),
        breach("reviewers-staffed", "staff", shape="staff", reviewers=0),
        lawful("reviewers-staffed", shape="staff", reviewers=5, officers=100),
        missing("reviewers-staffed", "staff", drop("staff", "officers"), shape="staff"),
    ]  # fmt: skip


def stops() -> list[Variation]:
    found = []
    for rule, own in (("penalty-hard-stop", PENALTY), ("decision-hard-stop", PERMIT)):
        found += [
            # decided within the eight working days the organ has for an opinion, or that limit would be passed as well
            breach(rule, "decide", remove("opinion"), **own,
                seek=lambda d: d.day("decide") <= working(d.day("submit"), 8)),
            breach(rule, "decide", put("opinion", result="problems"), put("review", facts_clear="problem"),
                **own),
            breach(rule, "decide", entered_after("opinion", "decide"), edge=True, **own),
            breach(rule, "decide", remove("rework2", "submit2", "review2", "opinion2"),
                **{**own, "rounds": 2}),
            lawful(rule, just_before("opinion", "decide"), opinion_on=lambda d: working(d.day("submit"), 2),
                seek=lambda d: d.day("decide") <= working(d.day("submit"), 8), **own),
            lawful(rule, **{**own, "rounds": 2}),
        ]  # fmt: skip
    return [
        *found,
        lawful("penalty-hard-stop", put("opinion", result="problems"), outcome="no_penalty", **PENALTY),
        breach("reviewer-not-handler", "review", by("review", "1"), **PENALTY),
        breach("reviewer-not-handler", "opinion", by("opinion", "R 1"), edge=True, **PENALTY),
        breach("reviewer-not-handler", "opinion2", by("opinion2", "1"), **{**PERMIT, "rounds": 2}),
        lawful("reviewer-not-handler", by("review", "2"), **PENALTY),
        breach("reviewer-licensed", "review", put("review", first_time=True, licensed=False), **PENALTY),
        lawful("reviewer-licensed", put("review", first_time=True), **PENALTY),
        lawful("reviewer-licensed", put("review", first_time=True, licensed=False), **PERMIT),
        missing("reviewer-licensed", "review", put("review", first_time=True), drop("review", "licensed"),
            **PENALTY),
        *carries("all-heads-reviewed", "review", lacking="crime_checked", also="", **PERMIT),
        breach("all-heads-reviewed", "review", drop("review", "law_right"),
            also="agreement-without-problem@opinion?", **PERMIT),
        breach("agreement-without-problem", "opinion", put("review", facts_clear="problem"), **PENALTY),
        breach("agreement-without-problem", "opinion", put("review", within_power="problem"), **PERMIT),
        breach("agreement-without-problem", "opinion", remove("review"), also="opinion-after-review@opinion",
            **PERMIT),
        lawful("agreement-without-problem", put("review", facts_clear="problem"),
            put("opinion", result="problems"), outcome="no_penalty", **PENALTY),
        breach("crime-transferred", "decide", put("review", crime_checked="suspected"), **PENALTY),
        lawful("crime-transferred", put("review", crime_checked="suspected"), outcome="transfer", **PENALTY),
        lawful("crime-transferred", put("review", crime_checked="suspected"), **PERMIT),
    ]  # fmt: skip


def papers() -> list[Variation]:
    two: Options = {**PENALTY, "rounds": 2}
    return [
        *fields("material-complete", "submit", bad={"material_complete": False}, gone="-", **PENALTY),
        missing("material-complete", "submit", drop("submit", "material_complete"),
            also="opinion-in-own-limit@submit?", **PENALTY),
        breach("material-complete", "submit2", put("submit2", material_complete=False), **two),
        *carries("material-listed", "submit", papers=PAPERS, **PENALTY),
        *carries("opinion-in-writing", "opinion", papers="法制审核意见书", **PENALTY),
        breach("opinion-in-writing", "opinion2", lambda d: setattr(d.acts["opinion2"], "documents", ()),
            **two),
        breach("opinion-after-review", "opinion2", remove("review2"),
            also="agreement-without-problem@opinion2", **two),
        breach("opinion-after-review", "opinion2", put("review2", round=1), edge=True, **two),
        breach("opinion-after-review", "opinion", entered_after("review", "opinion"),
            also="agreement-without-problem@opinion", edge=True, **PERMIT),
        lawful("opinion-after-review", just_before("review", "opinion"), **PENALTY),
        breach("reworked-before-resubmission", "submit2", remove("rework2"), **two),
        breach("reworked-before-resubmission", "submit2", just_after("rework2", "submit2"), edge=True, **two),
        breach("reworked-before-resubmission", "submit2", entered_after("rework2", "submit2"), edge=True,
            **two),
        lawful("reworked-before-resubmission", just_before("rework2", "submit2"), **two),
    ]  # fmt: skip


def limits() -> list[Variation]:
    rule = "opinion-in-own-limit"
    samr = "opinion-in-10-days-samr"

    def due(count: int, extra: int = 0) -> Made:
        return lambda d: later(working(d.day("submit"), count), extra)

    slow: Options = {**MARKET}
    return [
        *within(rule, "submit", "opinion_on", due(8), to="opinion", never=False, entered=False, **PENALTY),
        breach(rule, "submit", opinion_on=due(8, 3), **PERMIT),
        breach(samr, "submit", opinion_on=due(10, 1), also=f"{rule}@submit", edge=True, **slow),
        breach(samr, "submit", opinion_on=due(14), also=f"{rule}@submit", **slow),
        lawful(samr, opinion_on=due(10), also=f"{rule}@submit", **slow),
        lawful(samr, opinion_on=due(15), granted=5, extend_on=due(10), also=f"{rule}@submit", **slow),
        breach(samr, "submit", opinion_on=due(15, 1), granted=5, extend_on=due(10), also=f"{rule}@submit",
            edge=True, **slow),
        breach(samr, "submit", opinion_on=due(15), granted=5, extend_on=due(10, 1), also=f"{rule}@submit",
            edge=True, **slow),
        breach(samr, "submit", opinion_on=due(13), granted=5, extend_by="1:officer", also=f"{rule}@submit",
            **slow),
    ]  # fmt: skip


def given_time() -> list[Variation]:
    """Time for a review, and what becomes of its opinion: the organ's own figures, and nobody above the reviewer."""
    two: Options = {**PENALTY, "rounds": 2}
    least, lead, override = "time-to-review", "not-pushed-at-the-last-minute", "nobody-overrides-the-review"
    thick = put("submit", pages=100)

    def left(days: int) -> Edit:
        return put("submit", decision_due=lambda d: working(d.day("submit"), days))

    def settled(outcome: str) -> Edit:
        return lambda d: d.act(
            "settled", "disagreement", d.at("opinion") + timedelta(minutes=20), by=HEAD, outcome=outcome
        )

    at_once = just_after("review", "submit"), just_after("opinion", "review")
    unanswered = put("rework2", items_answered=False)
    return [
        breach(least, "opinion", thick, *at_once, edge=True, **PENALTY),
        breach(least, "opinion", put("submit", pages=400), *at_once, **PERMIT),
        lawful(least, put("submit", pages=99), *at_once, **PENALTY),
        lawful(least, thick, **PERMIT),
        breach(lead, "submit", left(4), edge=True, **PENALTY),
        breach(lead, "submit", left(0), **PERMIT),
        lawful(lead, left(5), **PENALTY),
        missing(lead, "submit", drop("submit", "decision_due"), **PENALTY),
        breach(override, "settled", settled("head_decides"), **PENALTY),
        breach(override, "settled", settled("head_decides"), edge=True, **MARKET),
        lawful(override, settled("submit_again"), **PENALTY),
        lawful(override, settled("head_decides"), **PERMIT),
        breach("items-answered", "rework2", unanswered, **two),
        breach("items-answered", "rework2", unanswered, edge=True, **{**two, "act_kind": "permit"}),
        missing("items-answered", "rework2", drop("rework2", "items_answered"), **two),
    ]  # fmt: skip


def market() -> list[Variation]:
    plain: Options = {**MARKET, "major": False}
    return [
        breach("handler-not-reviewer-samr", "check", by("check", "1"), lambda d: _submitted(d), **plain),
        breach("handler-not-reviewer-samr", "check", by("check", "R 1"), lambda d: _submitted(d), edge=True,
            **plain),
        lawful("handler-not-reviewer-samr", by("check", "3"), **plain),
        breach("review-after-hearing-samr", "decide", put("opinion", after_hearing=False), **HEARD),
        breach("review-after-hearing-samr", "decide", put("trigger", major_rights=True), after_hearing=False,
            **HEARD),
        missing("review-after-hearing-samr", "decide", drop("opinion", "after_hearing"),
            also="after-hearing-means-closed-samr@opinion?", **HEARD),
        lawful("review-after-hearing-samr", put("opinion", after_hearing=False),
            **{**HEARD, "major_rights": False}),
        breach("after-hearing-means-closed-samr", "opinion", just_after("closed", "opinion"), edge=True,
            **HEARD),
        breach("after-hearing-means-closed-samr", "opinion", entered_after("closed", "opinion"), edge=True,
            **HEARD),
        breach("after-hearing-means-closed-samr", "opinion", after_hearing=True, **MARKET),
        *first("collective-too-samr", "decide", "discuss", **MARKET),
        *first("case-review-otherwise-samr", "decide", "check", **plain),
    ]  # fmt: skip


def _submitted(draft: Draft) -> None:
    """The handler hands the file to the case review; the decision comes before the limit for an opinion."""
    draft.act(
        "submit",
        "submit",
        draft.at("check") - timedelta(minutes=30),
        by="1",
        docs=PAPERS,
        round=1,
        material_complete=True,
        pages=40,
        decision_due=later(draft.start, 80),
    )


def variations() -> list[Variation]:
    return [*triggers(), *stops(), *papers(), *limits(), *given_time(), *market()]
