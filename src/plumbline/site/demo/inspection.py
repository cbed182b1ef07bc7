"""One lawful inspection of one object, and how each rule is broken 处罚法 §55, 营商条例 §54, 民企法 §52."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.days import later, working
from plumbline.site.demo.draft import (
    Draft,
    by,
    docs,
    drop,
    entered_after,
    just_after,
    put,
    remove,
)
from plumbline.site.demo.variations import (
    Options,
    Variation,
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

PROCEDURE: Final = "inspection"
HEAD: Final = "H:agency_head"


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation", "organisation")
    if draft.chance("subject", 0.1):
        draft.act("subject", "confirm_subject", draft.start, announced=True)
        draft.act(
            "published",
            "publish_items",
            draft.start,
            item_code="JC-01",
            standard_published=True,
            cap_published=True,
        )
    kind = draft.pick("kind", "daily", "daily", "daily", "case", "campaign")
    sources = {
        "daily": ("yearly_plan", "random_draw", "complaint", "transfer", "data_alert"),
        "case": ("case",),
        "campaign": ("campaign",),
    }
    source = draft.pick("source", *sources[kind])
    market = draft.chance("market_regulation", 0.5)
    if kind == "campaign":
        draft.act(
            "plan",
            "plan",
            draft.soon(2),
            by="H",
            docs="检查计划",
            plan_no="专1",
            assessed=True,
            approved=True,
            filed=True,
            published=True,
        )
    if kind == "daily":
        draft.act("draw", "draw", draft.soon(3), objects_drawn=True, officers_drawn=True)
    draft.act("merge", "merge", draft.soon(1), result="nothing_to_merge")
    _approve(draft, kind, source, market)
    _inspect(draft, source)
    _result(draft)


def _approve(draft: Draft, kind: str, source: str, market: bool) -> None:
    away = draft.chance("out_of_area", 0.05)
    day = draft.soon(2)
    draft.act(
        "approve", "approve", day, by=HEAD, docs="行政检查审批表", result="approved", kind=kind,
            source=source,
        subject_kind="organ", within_entrustment=False, item_code="JC-01", item_published_on=later(day, -300),
        basis_kind="law", market_regulation=market, key_sector=draft.chance("key_sector", 0.1),
        licensee=draft.chance("licensee", 0.2), merge_checked=True, paper_enough=False, out_of_area=away,
    )  # fmt: skip
    if away:
        draft.act("assist", "assist", draft.soon(2), assisting_organ="云河区市场监督管理局", agreed=True)


def _inspect(draft: Draft, source: str) -> None:
    day = draft.soon(4)
    draft.act("notify", "notify_scan", day, docs="行政检查通知书")
    draft.act(
        "show",
        "show_certificate",
        day,
        by="1 2",
        certificate_shown=True,
        reason_told=True,
        basis_told=True,
        rights_told=True,
    )
    draft.act(
        "inspect", "inspect", day, by="1 2", docs="现场检查笔录", av=True, mins=70, source=source,
            carried_out_by="officers",
        site="云岭大道", major_rights=draft.chance("major_rights", 0.2),
            dispute_prone=draft.chance("dispute_prone", 0.2),
    )  # fmt: skip


def _result(draft: Draft) -> None:
    finding = draft.pick("finding", "no_problem", "no_problem", "problem", "awaiting_test")
    day = draft.day("inspect")
    draft.act(
        "record",
        "record",
        day,
        by="1 2",
        docs="现场检查笔录",
        finding=finding,
        officers_signed=True,
        party_signed=True,
        handling_noted=True,
    )
    if finding == "awaiting_test":
        fixed = working(day, 10)
        draft.act("result", "tell_result", later(fixed, 1), docs="检查结果告知书", result_on=fixed)
        published = draft.o("publish_on", working(fixed, draft.rng.randint(3, 20)))
    else:
        published = draft.o("publish_on", working(day, draft.rng.randint(1, 20)))
    if finding == "problem":
        handled = draft.soon(4)
        draft.act("follow", "follow_up", handled, measure="order_correction")
        draft.act(
            "shown",
            "publish_result",
            draft.o("handling_on", working(handled, draft.rng.randint(1, 18))),
            measure="order_correction",
            platform="government_site",
        )
    draft.act("publish", "publish_result", published, measure="finding", platform="government_site")
    draft.act(
        "archive", "archive_upload", draft.soon(5), linked_to_object=True, tamper_proof=True, retrievable=True
    )


SINCE_54: Final[Options] = {"since": date(2025, 1, 4)}
DRAWN: Final[Options] = {
    "kind": "daily",
    "source": "random_draw",
    "market_regulation": True,
    "key_sector": False,
}
CAMPAIGN: Final[Options] = {"kind": "campaign", **SINCE_54}
DONE: Final[Options] = {"finding": "no_problem"}


def approval() -> list[Variation]:
    entrusted = put("approve", subject_kind="entrusted")
    return [
        *fields("subject-lawful", "approve", bad={"subject_kind": "third_party"}, **SINCE_54),
        breach("subject-lawful", "approve", entrusted, edge=True, **SINCE_54),
        lawful("subject-lawful", entrusted, put("approve", within_entrustment=True), **SINCE_54),
        lawful("subject-lawful", entrusted, until=date(2024, 12, 1)),
        *fields("subject-announced", "subject", bad={"announced": False}, subject=True,
            since=date(2026, 2, 1)),
        breach("subject-announced", "subject", put("subject", announced=False), subject=True,
            since=date(2026, 2, 1), **DONE),
        lawful("subject-announced", put("subject", announced=False), subject=True, until=date(2026, 1, 30)),
        *[
            breach("no-banned-inspectors", "inspect", put("inspect", carried_out_by=who), **SINCE_54)
            for who in ("coordination_body", "third_party", "grid_worker", "temporary_staff")
        ],
        missing("no-banned-inspectors", "inspect", drop("inspect", "carried_out_by"), **SINCE_54),
        *fields("basis-in-law", "approve", bad={"basis_kind": "minutes"}),
        breach("basis-in-law", "approve", put("approve", basis_kind="normative_document"), edge=True),
        lawful("basis-in-law", put("approve", basis_kind="rule")),
        breach("item-published-first", "approve",
            put("approve", item_published_on=lambda d: later(d.day("approve"), 1)), edge=True, **SINCE_54),
        breach("item-published-first", "approve",
            put("approve", item_published_on=lambda d: later(d.day("approve"), 40)), **SINCE_54),
        lawful("item-published-first", put("approve", item_published_on=lambda d: d.day("approve")),
            **SINCE_54),
        missing("item-published-first", "approve", drop("approve", "item_published_on"), **SINCE_54),
        *fields("merging-considered", "approve", bad={"merge_checked": False}, **SINCE_54),
        breach("merging-considered", "approve", put("approve", merge_checked=False), **{**CAMPAIGN, **DONE}),
        breach("no-site-visit-when-paper-suffices", "inspect", put("approve", paper_enough=True), **SINCE_54),
        breach("no-site-visit-when-paper-suffices", "inspect", put("approve", paper_enough=True), **CAMPAIGN),
        missing("no-site-visit-when-paper-suffices", "inspect", drop("approve", "paper_enough"), **SINCE_54),
        lawful("no-site-visit-when-paper-suffices", remove("inspect", "record", "publish"),
            put("approve", paper_enough=True), **{**SINCE_54, **DONE}),
        breach("approved-first", "inspect", put("approve", result="returned"), **SINCE_54),
        breach("approved-first", "inspect", entered_after("approve", "inspect"), kind="case", edge=True,
            out_of_area=False, **SINCE_54),
        breach("approved-first", "inspect", just_after("approve", "inspect"), kind="case", edge=True,
            out_of_area=False, **SINCE_54),
        breach("approval-by-head", "approve", by("approve", "1:officer"), **SINCE_54),
        breach("approval-by-head", "approve", by("approve", "R:legal_reviewer"), **SINCE_54),
        lawful("approval-by-head", by("approve", "1:officer H:agency_head"), **SINCE_54),
        lawful("approval-by-head", by("approve", "1:officer"), until=date(2024, 11, 1)),
    ]  # fmt: skip


def before_the_visit() -> list[Variation]:
    away: Options = {"out_of_area": True, "since": date(2025, 5, 20)}
    return [
        breach("random-draw", "inspect", put("draw", objects_drawn=False), **DRAWN),
        breach("random-draw", "inspect", put("draw", officers_drawn=False), edge=True, **DRAWN),
        breach("random-draw", "inspect", remove("draw"), **DRAWN),
        breach("random-draw", "inspect", entered_after("draw", "inspect"), edge=True, **DRAWN),
        lawful("random-draw", remove("draw"), **{**DRAWN, "source": "complaint"}),
        lawful("random-draw", remove("draw"), **{**DRAWN, "key_sector": True}),
        missing("random-draw", "inspect", drop("draw", "officers_drawn"), **DRAWN),
        *[breach("campaign-planned", "inspect", put("plan", **{name: False}), **CAMPAIGN)
            for name in ("assessed", "approved", "filed", "published")],
        breach("campaign-planned", "inspect", entered_after("plan", "inspect"), edge=True, **CAMPAIGN),
        lawful("campaign-planned", put("plan", filed=False), kind="campaign", until=date(2024, 11, 1)),
        missing("campaign-planned", "inspect", drop("plan", "filed"), **CAMPAIGN),
        breach("no-disguised-inspection", "visit",
            lambda d: d.act("visit", "visit", later(d.day("archive"), 3), kind="supervision_tour",
            inspection_carried_out=True), **SINCE_54),
        breach("no-disguised-inspection", "visit",
            lambda d: d.act("visit", "visit", d.start, kind="study_trip", inspection_carried_out=True),
            **SINCE_54),
        lawful("no-disguised-inspection",
            lambda d: d.act("visit", "visit", d.start, kind="service", inspection_carried_out=False),
            **SINCE_54),
        missing("no-disguised-inspection", "visit",
            lambda d: d.act("visit", "visit", d.start, kind="service"), **SINCE_54),
        breach("out-of-area-by-assistance", "inspect", remove("assist"), **away),
        breach("out-of-area-by-assistance", "inspect", put("assist", agreed=False), **away),
        breach("out-of-area-by-assistance", "inspect", entered_after("assist", "inspect"), edge=True, **away),
        lawful("out-of-area-by-assistance", **away),
        missing("out-of-area-by-assistance", "inspect", drop("assist", "agreed"), **away),
        *first("notified-first", "inspect", "notify", **SINCE_54)[:3],
        lawful("notified-first", remove("notify"), until=date(2024, 11, 1)),
        *officers("two-officers", "inspect"),
        breach("certificate-shown-first", "inspect", put("show", certificate_shown=False)),
        *first("certificate-shown-first", "inspect", "show"),
        missing("certificate-shown-first", "inspect", drop("show", "certificate_shown")),
        *fields("reasons-told", "show",
            bad=dict.fromkeys(("reason_told", "basis_told", "rights_told"), False)),
    ]  # fmt: skip


def afterwards() -> list[Variation]:
    test: Options = {"finding": "awaiting_test"}
    problem: Options = {"finding": "problem"}
    own: Options = {**DONE, "licensee": False}
    return [
        *carries("inspection-record", "record", papers="现场检查笔录"),
        breach("inspection-record", "record", docs("record", "现场照片"), edge=True),
        breach("licensee-record", "record", put("record", officers_signed=False), licensee=True),
        breach("licensee-record", "record", put("record", handling_noted=False), licensee=True),
        lawful("licensee-record", put("record", officers_signed=False, handling_noted=False), licensee=False),
        missing("licensee-record", "record", drop("record", "handling_noted"), licensee=True),
        breach("record-before-archive", "archive", remove("record"), **own),
        breach("record-before-archive", "archive", entered_after("record", "archive"), edge=True, **own),
        lawful("record-before-archive", remove("inspect", "record", "publish"), **own),
        *filmed("filmed-throughout", "inspect", major_rights=True, dispute_prone=False),
        lawful("filmed-throughout", lambda d: setattr(d.acts["inspect"], "recordings", ()),
            major_rights=False, dispute_prone=False),
        *filmed("filmed-as-listed", "inspect", major_rights=False, dispute_prone=True),
        missing("filmed-throughout", "inspect", drop("inspect", "major_rights"), dispute_prone=False),
        *fields("records-kept-safely", "archive",
            bad=dict.fromkeys(("linked_to_object", "tamper_proof", "retrievable"), False)),
        *within("publish-finding", "record", "publish_on", lambda d: working(d.day("record"), 20),
            to="publish", entered=False, **own),
        missing("publish-finding-after-test", "result", drop("result", "result_on"), **test),
        *within("publish-finding-after-test", "result", "publish_on",
            lambda d: working(d.acts["result"].fields["result_on"] if "result" in d.acts else d.start, 20),
            to="publish", entered=False, **test),
        *within("publish-handling", "follow", "handling_on", lambda d: working(d.day("follow"), 20),
            to="shown", entered=False, never=False,
            **{**problem, "publish_on": lambda d: working(d.day("record"), 18)}),
        breach("publish-handling", "follow", put("shown", measure="transfer"), **problem),
        breach("publish-handling", "follow", remove("shown"), **problem),
    ]  # fmt: skip


def variations() -> list[Variation]:
    return [*approval(), *before_the_visit(), *afterwards()]
