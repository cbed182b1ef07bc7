"""The decision of an ordinary penalty and its paper: how each rule is broken."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.days import calendar_days, later
from plumbline.site.demo.draft import (
    Edit,
    docs,
    drop,
    entered_after,
    put,
)
from plumbline.site.demo.variations import (
    Options,
    Variation,
    breach,
    fields,
    first,
    lawful,
    missing,
    within,
)

GENERAL: Final[Options] = {"field": "general"}
LATE_2022: Final[Options] = {"since": date(2022, 8, 1)}
FROM_2024: Final[Options] = {"since": date(2024, 1, 1)}


def decision() -> list[Variation]:
    own: Options = {"outcome": "penalty", **GENERAL}

    def shown(**values: object) -> Edit:
        return put("conclude", **values)

    citizen: Options = {"party_kind": "citizen", **own}
    calm: Options = {"hearing": False, "answer": "silent"}
    return [
        *first("collective-discussion", "decide", "discuss", complex=True, **own),
        *within(
            "decide-in-90-days", "file", "decide_on", lambda d: calendar_days(d.day("file"), 90), to="decide",
            never=False, **calm, **GENERAL,
        ),
        breach(
            "decide-in-90-days", "file", decide_on=lambda d: later(calendar_days(d.day("file"), 90), 20),
                edge=True, **calm,
            **GENERAL, extensions=lambda d: (("longer", "extend_term", later(d.day("file"), 80),
                "H:agency_head", {"days_granted": 30, "reason": "情况复杂"}),),
        ),
        breach(
            "decide-in-90-days", "file", decide_on=lambda d: later(calendar_days(d.day("file"), 90), 1),
                edge=True, **calm,
            field="public-security", until=date(2025, 9, 1),
        ),
        lawful("decide-in-90-days", decide_on=lambda d: calendar_days(d.day("file"), 90), **calm,
            field="public-security", since=date(2025, 9, 10), until=date(2025, 12, 31)),
        breach("higher-fine-rule", "decide", put("decide", several_fine_rules=True), **own),
        lawful("higher-fine-rule", put("decide", several_fine_rules=True, highest_fine_rule=True), **own),
        missing("higher-fine-rule", "decide", drop("decide", "several_fine_rules"), **own),
        breach("under-14-no-penalty", "decide", shown(age_band="under_14"), **citizen),
        lawful("under-14-no-penalty", shown(age_band="under_14"), party_kind="organisation", **own),
        lawful("under-14-no-penalty", shown(age_band="under_14"), party_kind="citizen", outcome="no_penalty",
            **GENERAL),
        missing("under-14-no-penalty", "decide", drop("conclude", "age_band"), also="minor-lighter@decide?",
            **citizen),
        breach("minor-lighter", "decide", shown(age_band="from_14_to_18"), **citizen),
        lawful("minor-lighter", shown(age_band="from_14_to_18"), put("decide", leniency="lighter"),
            **citizen),
        breach("incapable-no-penalty", "decide", shown(incapable=True), **citizen),
        lawful("incapable-no-penalty", shown(incapable=True), party_kind="citizen", outcome="not_established",
            **GENERAL),
        missing("incapable-no-penalty", "decide", drop("conclude", "incapable"), **citizen),
        *_more_decision(),
        *_no_penalty(),
    ]  # fmt: skip


def _no_penalty() -> list[Variation]:
    rule = "no-penalty-ground"
    own: Options = {"outcome": "no_penalty", **GENERAL}
    young = put("conclude", age_band="under_14"), put("decide", no_penalty_ground="under_14")
    return [
        breach(rule, "decide", put("decide", no_penalty_ground="no_fault"), **own),
        breach(rule, "decide", put("decide", no_penalty_ground="minor_corrected"), **own),
        lawful(rule, *young, party_kind="citizen", **own),
        lawful(rule, outcome="not_established", **GENERAL),
        missing(rule, "decide", drop("decide", "no_penalty_ground"), **own),
    ]


def _more_decision() -> list[Variation]:
    own: Options = {"outcome": "penalty", **GENERAL}

    def shown(**values: object) -> Edit:
        return put("conclude", **values)

    calm: Options = {"hearing": False, "answer": "silent"}
    return [
        breach("mitigation-applied", "decide", shown(mitigating=True), **own),
        lawful("mitigation-applied", shown(mitigating=True), put("decide", leniency="mitigated"), **own),
        missing("mitigation-applied", "decide", drop("conclude", "mitigating"), **own),
        breach("harmless-no-penalty", "decide", shown(harmless=True), **own),
        lawful("harmless-no-penalty", shown(harmless=True), outcome="no_penalty", **GENERAL),
        missing("harmless-no-penalty", "decide", drop("conclude", "harmless"), **own),
        breach("no-fault-no-penalty", "decide", shown(no_fault=True), **own),
        lawful("no-fault-no-penalty", shown(no_fault=True), put("decide", fault_irrelevant=True), **own),
        missing("no-fault-no-penalty", "decide", drop("conclude", "no_fault"), **own),
        breach("lighter-law", "decide", put("decide", lighter_law_later=True), **own),
        breach("lighter-law", "decide", put("decide", law_applied="at_decision"), **own),
        lawful("lighter-law", put("decide", lighter_law_later=True, law_applied="at_decision"), **own),
        missing("lighter-law", "decide", drop("decide", "lighter_law_later"), **own),
        *fields("basis-published", "decide", bad={"basis_published": False}, **own),
        *fields("minutes-no-basis", "decide", bad={"basis_kind": "meeting_minutes"}, **own),
        breach("crime-transferred", "decide", shown(suspected_crime=True), **own),
        lawful("crime-transferred", shown(suspected_crime=True), outcome="transfer", **GENERAL),
        lawful(
            "crime-transferred", shown(suspected_crime=True), **own, **calm,
            extensions=lambda d: (("crime", "transfer_criminal", d.soon(1), "H:agency_head", {}),),
        ),
        breach(
            "crime-transferred", "decide", shown(suspected_crime=True), entered_after("crime", "decide"),
                edge=True, **own, **calm,
            extensions=lambda d: (("crime", "transfer_criminal", d.soon(1), "H:agency_head", {}),),
        ),
    ]  # fmt: skip


def paper() -> list[Variation]:
    late = {**FROM_2024, "outcome": "penalty"}
    aside = put("issue", benchmark="own_set_aside")
    above = put("issue", benchmark="superior_set_aside", set_aside_approval="maker")
    enclosed = docs("issue", "行政处罚决定书 调整适用裁量权基准材料")
    return [
        *fields(
            "decision-complete", "issue",
            bad=dict.fromkeys(
                ("states_party", "states_facts", "states_penalty", "states_performance", "states_remedies",
                    "states_organ", "sealed"), False
            ),
        ),
        *fields("remedy-limits-stated", "issue", bad={"reconsideration_days": 59, "suit_months": 3}, **late),
        lawful("remedy-limits-stated", put("issue", suit_months=1, special_suit_limit=True), **late),
        lawful("remedy-limits-stated", put("issue", reconsideration_days=15),
            seek=lambda d: d.day("issue") < date(2024, 1, 1), until=date(2023, 12, 29)),
        breach("reconsideration-organ", "issue", put("issue", reconsideration_organ="superior_department"),
            vertical=False, **late),
        breach("reconsideration-organ", "issue", put("issue", reconsideration_organ="district_government"),
            vertical=True, **late),
        lawful("reconsideration-organ",
            put("issue", organ_kind="other", reconsideration_organ="superior_department"), **late),
        missing("reconsideration-organ", "issue", drop("issue", "organ_kind"), vertical=False, **late),
        *fields("benchmark-explained", "issue", bad={"benchmark_explained": False}, **LATE_2022),
        lawful("benchmark-explained", put("issue", benchmark="none", benchmark_explained=False), **LATE_2022),
        breach("benchmark-set-aside", "issue", aside, enclosed, put("issue", set_aside_approval="maker"),
            **LATE_2022),
        breach("benchmark-set-aside", "issue", above, enclosed, put("issue", set_aside_approval="collective"),
            **LATE_2022),
        lawful("benchmark-set-aside", aside, enclosed, put("issue", set_aside_approval="collective"),
            **LATE_2022),
        lawful("benchmark-set-aside", above, enclosed, **LATE_2022),
        missing("benchmark-set-aside", "issue", aside, enclosed, drop("issue", "set_aside_approval"),
            **LATE_2022),
        breach("benchmark-papers", "issue", aside, **LATE_2022),
        breach("benchmark-papers", "issue", above, docs("issue"), **LATE_2022),
    ]  # fmt: skip
