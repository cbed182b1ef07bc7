"""On-the-spot penalties 处罚法 §51-§53: a lawful case, and how each rule is broken."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from plumbline.site.demo.days import calendar_days, later, off_the_usual, working
from plumbline.site.demo.draft import Draft, again, by, docs, drop, entered_after, films, put, remove
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

PROCEDURE: Final = "penalty.simple"
TOLD: Final[dict[str, Any]] = {
    "content_told": True,
    "facts_told": True,
    "grounds_told": True,
    "rights_told": True,
}


def _hours_after(draft: Draft, label: str, hours: float) -> datetime:
    return draft.at(label) + timedelta(hours=hours)


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation")
    draft.act("find", "find_violation", draft.start, by="1 2", place="云岭大道")
    draft.act("show", "show_certificate", draft.start, by="1 2")
    kind = draft.pick("kind", "fine", "fine", "warning_and_fine", "warning")
    most = 500 if draft.police and draft.start >= date(2026, 1, 1) else 200
    if draft.header["party_kind"] == "organisation" and most == 200:
        most = 3000
    small = draft.o("small", draft.rng.random() < 0.3)
    fine = draft.o("fine", 0 if kind == "warning" else draft.rng.choice((50, 100) if small else (150, most)))
    if draft.o("told", True):
        draft.act("tell", "tell_proposed_penalty", draft.start, by="1 2", **TOLD, proposed_fine=fine)
    if draft.chance("defence", 0.3):
        draft.act("state", "state_defence", draft.start, by="")
        draft.act("hear", "hear_defence", draft.start, by="1 2", reviewed=True, valid=False, adopted=False)
    elif draft.chance("waived", 0.2):
        draft.act("waive", "waive_defence", draft.start, by="")
    _decide(draft, kind, fine)
    _collect(draft, kind, fine)
    _file_away(draft)


def _decide(draft: Draft, kind: str, fine: int) -> None:
    vertical = draft.chance("vertical", 0.1)
    police: dict[str, Any] = {"single_officer": False, "party_agrees": True} if draft.police else {}
    draft.act(
        "fill", "fill_decision", draft.start, by="1 2", docs="当场行政处罚决定书", mins=6, av=True,
        decision_no=f"当罚{draft.rng.randint(1000, 9999)}", kind=kind, fine=fine, states_conduct=True,
        states_penalty=True, states_time_place=True, states_remedies=True, states_organ=True, signed=True,
        reconsideration_first=True, reconsideration_days=60,
        organ_kind="vertical_organ" if vertical else "district_department",
        reconsideration_organ="superior_department" if vertical else "district_government",
        basis_published=True, basis_kind=draft.rng.choice(("law", "rule", "local_regulation")), **police,
    )  # fmt: skip
    refused = draft.chance("refused", 0.1)
    draft.act(
        "deliver",
        "deliver_on_spot",
        draft.o("deliver_on", draft.start),
        refused=refused,
        refusal_noted=refused,
    )
    if draft.chance("report_soon", 1):
        draft.act(
            "report", "report_for_record", draft.o("report_at", _hours_after(draft, "fill", 1)), docs="备案表"
        )


def _collect(draft: Draft, kind: str, fine: int) -> None:
    if kind == "warning":
        return
    if draft.chance("collect", 0.4 if fine <= 100 else 0.1):
        easy = fine <= 100
        water = draft.chance("on_water", 0.2)
        landed = draft.o("landed", later(draft.start, 1)) if water else None
        extra: dict[str, Any] = {"landed_on": landed} if landed else {}
        if draft.police:
            extra |= {
                "no_objection": easy or not water,
                "on_train_or_port": False,
                "no_fixed_residence": fine > 200,
            }
        draft.act(
            "collect", "collect_on_spot", draft.cursor + timedelta(minutes=5), by="1 2", docs="罚款专用票据",
            receipt_no=f"P{draft.rng.randint(10000, 99999)}", amount=fine, hard_later=not easy and not water,
            remote=water, party_asked=water, on_water=water, **extra,
        )  # fmt: skip
        receipt = draft.acts["collect"].fields["receipt_no"]
        start = landed or draft.start
        handed = draft.o("hand_on", working(start, draft.rng.randint(1, 2)))
        draft.act("hand", "hand_over_cash", handed, receipt_no=receipt)
        if handed is not None:
            banked = draft.o("bank_on", working(draft.day("hand"), draft.rng.randint(1, 2)))
            draft.act("bank", "bank_cash", banked, receipt_no=receipt)
    else:
        draft.act(
            "direct", "direct_payment", draft.start if draft.cursor.date() == draft.start else draft.soon(1)
        )
        day = draft.o("pay_on", later(draft.start, draft.rng.randint(1, 14)))
        if draft.chance("deferred", 0.05):
            end = draft.o("pay_by", later(draft.start, 60))
            draft.act(
                "defer",
                "defer_payment",
                draft.soon(3),
                by="H:agency_head",
                docs="延期（分期）缴纳罚款决定书",
                pay_by=end,
            )
            day = draft.o("pay_on", later(draft.start, 50))
        draft.act(
            "pay",
            "pay_fine",
            day,
            by="",
            docs="缴款凭证",
            channel=draft.pick("channel", "bank", "electronic"),
        )


def _file_away(draft: Draft) -> None:
    if draft.market:
        draft.act(
            "hand_in", "hand_in_file", draft.o("hand_in_on", working(draft.start, draft.rng.randint(1, 7)))
        )
    draft.act("archive", "disclose_archive", draft.o("archive_on", draft.soon(9, 2)), docs="卷宗")


def _due_report(draft: Draft) -> datetime:
    return draft.acts["fill"].end + timedelta(hours=24)


CAPS: Final[Options] = {"kind": "fine", "small": False, "collect": False, "defence": False, "deferred": False}
CASH: Final[Options] = {"kind": "fine", "small": True, "collect": True, "on_water": False}
WATER: Final[Options] = {"kind": "fine", "collect": True, "on_water": True}
ALL_2026: Final[Options] = {"since": date(2026, 1, 1), "field": "public-security"}


def _amounts() -> list[Variation]:
    found = []
    for party, cap in (("citizen", 200), ("organisation", 3000)):
        own: Options = {**CAPS, "party_kind": party, "field": "general"}
        found += [
            breach("amount-cap", "fill", fine=cap + 1, edge=True, **own),
            lawful("amount-cap", fine=cap, **own),
            breach("amount-cap", "fill", fine=cap * 4, **own),
        ]
    found += [
        missing("amount-cap", "fill", drop("fill", "fine"), **CAPS, field="general"),
        breach(
            "amount-cap",
            "fill",
            fine=500,
            party_kind="citizen",
            **CAPS,
            field="public-security",
            until=date(2025, 9, 1),
            edge=True,
        ),
        breach("amount-cap-police", "fill", fine=501, **CAPS, **ALL_2026, edge=True),
        lawful("amount-cap-police", fine=500, **CAPS, **ALL_2026),
        breach("amount-cap-police", "fill", fine=1500, party_kind="organisation", **CAPS, **ALL_2026),
        missing("amount-cap-police", "fill", drop("fill", "fine"), **CAPS, **ALL_2026),
        breach("kind-allowed", "fill", put("fill", kind="other"), kind="warning"),
        missing(
            "kind-allowed",
            "fill",
            drop("fill", "kind"),
            also="amount-cap@fill? party:pay-in-15-days@deliver?",
            kind="warning",
            field="general",
            defence=False,
        ),
        missing("basis-published", "fill", drop("fill", "basis_published")),
    ]
    return found


def _decision() -> list[Variation]:
    late: Options = {"since": date(2024, 1, 1)}
    return [
        *first("certificate-shown", "fill", "show"),
        *first("notice-before-decision", "fill", "tell", defence=False, waived=False, kind="warning"),
        lawful("notice-before-decision", told=False, waived=True, defence=False, kind="warning"),
        *fields("notice-complete", "tell",
            bad={"content_told": False, "facts_told": False, "grounds_told": False, "rights_told": False}),
        breach("defence-heard", "fill", remove("hear"), defence=True),
        breach("defence-heard", "fill", put("hear", reviewed=False), defence=True),
        breach("defence-heard", "fill", entered_after("hear", "fill"), defence=True, edge=True),
        missing("defence-heard", "fill", drop("hear", "reviewed"), defence=True),
        breach("valid-defence-adopted", "hear", put("hear", valid=True, adopted=False), defence=True),
        lawful("valid-defence-adopted", put("hear", valid=True, adopted=True), defence=True),
        missing("valid-defence-adopted", "hear", drop("hear", "valid"), defence=True),
        breach("no-aggravation", "fill",
            put("tell", proposed_fine=lambda d: d.acts["fill"].fields["fine"] - 1), kind="fine", defence=True,
            edge=True),
        breach("no-aggravation", "fill", put("tell", proposed_fine=20), kind="fine", defence=True),
        lawful("no-aggravation", put("tell", proposed_fine=20), kind="fine", defence=False),
        lawful("no-aggravation", put("tell", proposed_fine=lambda d: d.acts["fill"].fields["fine"]),
            kind="fine", defence=True),
        missing("no-aggravation", "fill", drop("tell", "proposed_fine"), kind="fine", defence=True),
        *carries("numbered-form", "fill", lacking="decision_no", papers="当场行政处罚决定书"),
        *fields("decision-complete", "fill",
            bad=dict.fromkeys(("states_conduct", "states_penalty", "states_time_place", "states_remedies",
            "states_organ", "signed"), False)),
        *fields("remedy-limit-stated", "fill", bad={"reconsideration_days": 59}, **late, edge=True),
        breach("remedy-limit-stated", "fill", put("fill", reconsideration_days=15), **late),
        lawful("remedy-limit-stated", put("fill", reconsideration_days=59), until=date(2023, 12, 29)),
        *fields("reconsideration-first-told", "fill", bad={"reconsideration_first": False}, **late),
        lawful("reconsideration-first-told", put("fill", reconsideration_first=False),
            until=date(2023, 12, 29)),
        breach("reconsideration-organ", "fill", put("fill", reconsideration_organ="superior_department"),
            vertical=False, **late),
        breach("reconsideration-organ", "fill", put("fill", reconsideration_organ="district_government"),
            vertical=True, **late),
        lawful("reconsideration-organ",
            put("fill", organ_kind="justice_bureau", reconsideration_organ="superior_department"), **late),
        missing("reconsideration-organ", "fill", drop("fill", "reconsideration_organ"), vertical=False,
            **late),
        breach("basis-published", "fill", put("fill", basis_published=False)),
        *fields("minutes-no-basis", "fill", bad={"basis_kind": "meeting_minutes"}),
        breach("refusal-noted", "deliver", put("deliver", refusal_noted=False), refused=True),
        *_more_decision(),
    ]  # fmt: skip


def _more_decision() -> list[Variation]:
    return [
        lawful("refusal-noted", refused=True),
        missing("refusal-noted", "deliver", drop("deliver", "refused"), refused=False),
        breach("delivered-at-once", "fill", deliver_on=lambda d: later(d.start, 1), edge=True,
            kind="warning"),
        breach("delivered-at-once", "fill", deliver_on=lambda d: later(d.start, 6), kind="warning"),
        breach("delivered-at-once", "fill", remove("deliver"), kind="warning"),
        breach("delivered-at-once", "fill", deliver_on=lambda d: later(d.start, 1), kind="warning", edge=True,
            seek=lambda d: d.start.weekday() > 4),
        lawful("delivered-at-once", kind="warning",
            deliver_on=lambda d: datetime.combine(d.start, datetime.min.time()).replace(hour=23, minute=50)),
    ]  # fmt: skip


def _money() -> list[Variation]:
    cash = within(
        "cash-to-organ-in-2-days",
        "collect",
        "hand_on",
        lambda d: working(d.day("collect"), 2),
        to="hand",
        **CASH,
    )
    water = within(
        "cash-to-organ-after-landing",
        "collect",
        "hand_on",
        lambda d: working(d.acts["collect"].fields["landed_on"], 2),
        to="hand",
        **WATER,
    )
    bank = within(
        "cash-to-bank-in-2-days", "hand", "bank_on", lambda d: working(d.day("hand"), 2), to="bank", **CASH
    )
    pay = within(
        "pay-in-15-days",
        "deliver",
        "pay_on",
        lambda d: calendar_days(d.day("deliver"), 15),
        to="pay",
        bearer="party",
        kind="fine",
        collect=False,
        deferred=False,
    )
    return [
        *cash,
        *water,
        *bank,
        *pay,
        lawful("pay-in-15-days", kind="fine", collect=False, deferred=True),
        breach("pay-in-15-days", "deliver", kind="fine", collect=False, deferred=True, bearer="party",
            edge=True, pay_by=lambda d: working(d.start, 40),
            pay_on=lambda d: later(working(d.start, 40), 1)),
        missing("cash-to-organ-after-landing", "collect", drop("collect", "landed_on"), **WATER),
        *_more_money(),
    ]  # fmt: skip


def _more_money() -> list[Variation]:
    return [
        breach("cash-to-organ-in-2-days", "collect", put("hand", receipt_no="P00000"),
            also="cash-to-bank-in-2-days@hand", **CASH),
        breach("collect-only-if", "collect", put("collect", hard_later=False), field="general", kind="fine",
            fine=101, collect=True, on_water=False, edge=True, party_kind="citizen"),
        breach("collect-only-if", "collect", put("collect", party_asked=False), field="general", **WATER,
            fine=150),
        lawful("collect-only-if", kind="fine", fine=100, collect=True, on_water=False),
        lawful("collect-only-if", kind="fine", fine=150, collect=True, on_water=False),
        missing("collect-only-if", "collect", drop("collect", "party_asked"), field="general", **WATER,
            fine=150),
        *carries("special-receipt", "collect", papers="罚款专用票据", **CASH),
        *fields("bank-separation", "pay", bad={"channel": "organ"}, kind="fine", collect=False),
        breach("bank-separation", "pay", put("pay", channel="organ"), kind="warning_and_fine", collect=False),
    ]  # fmt: skip


def _police_cash() -> list[Variation]:
    rule = "collect-only-if-police"
    cash: Options = {**ALL_2026, "kind": "fine", "collect": True, "on_water": False}
    settled = put("collect", no_fixed_residence=False)
    far = put("collect", no_objection=False, remote=True, party_asked=True)
    return [
        breach(rule, "collect", settled, put("collect", no_objection=True), fine=201, edge=True, **cash),
        breach(rule, "collect", settled, put("collect", no_objection=False), fine=100, **cash),
        breach(rule, "collect", settled, far, put("collect", party_asked=False), fine=300, edge=True, **cash),
        lawful(rule, settled, put("collect", no_objection=True), fine=200, **cash),
        lawful(rule, settled, far, fine=500, **cash),
        lawful(rule, settled, far, put("collect", remote=False, on_train_or_port=True), fine=500, **cash),
        lawful(rule, put("collect", no_objection=False, no_fixed_residence=True), fine=500, **cash),
        missing(rule, "collect", settled, drop("collect", "no_objection"), fine=200, **cash),
    ]


def _filing() -> list[Variation]:
    samr = within(
        "hand-in-file-in-7-days-samr",
        "fill",
        "hand_in_on",
        lambda d: working(d.day("fill"), 7),
        to="hand_in",
        never=False,
        kind="warning",
        archive_on=lambda d: working(d.start, 25),
        field="market-supervision",
    )
    return [
        *samr,
        lawful("hand-in-file-in-7-days-samr", remove("hand_in"), kind="warning",
            archive_on=lambda d: working(d.start, 7), field="market-supervision"),
        breach("reported-for-record", "archive", remove("report"), field="general"),
        breach("reported-for-record", "archive", entered_after("report", "archive"), field="general",
            edge=True),
        breach("reported-for-record", "archive", remove("report"), also="reported-in-24-hours-police@fill",
            **ALL_2026),
        *carries("file-archived", "archive", papers="卷宗"),
        breach("file-archived", "archive", docs("archive", "备案表"), edge=True),
        breach("reported-in-24-hours-police", "fill",
            report_at=lambda d: _due_report(d) + timedelta(minutes=1), edge=True, **ALL_2026),
        breach("reported-in-24-hours-police", "fill",
            report_at=lambda d: _due_report(d) + timedelta(hours=30), **ALL_2026),
        breach("reported-in-24-hours-police", "fill",
            report_at=lambda d: _due_report(d) + timedelta(minutes=1), edge=True,
            seek=lambda d: d.start.weekday() == 4, **ALL_2026),
        lawful("reported-in-24-hours-police", report_at=_due_report, **ALL_2026),
        lawful("reported-in-24-hours-police", report_at=lambda d: _due_report(d) + timedelta(hours=9),
            field="public-security", until=date(2025, 11, 1)),
        lawful("cash-to-organ-in-2-days", hand_on=lambda d: working(d.day("collect"), 2),
            seek=lambda d: off_the_usual(working(d.start, 2)), **CASH),
    ]  # fmt: skip


def _persons() -> list[Variation]:
    alone = put("fill", single_officer=True, party_agrees=True)
    found = officers("two-officers", "fill", field="general")
    found += officers("two-officers-police", "fill", **ALL_2026)
    found += [
        breach("two-officers", "fill", by("fill", "1"), field="public-security", until=date(2025, 12, 20)),
        breach("two-officers-police", "fill", put("fill", single_officer=True, party_agrees=False),
            by("fill", "1"), edge=True, **ALL_2026),
        lawful("two-officers-police", alone, by("fill", "1"), **ALL_2026),
        breach("one-officer-recorded-police", "fill", alone, by("fill", "1"), films("fill"), **ALL_2026),
        *[also_edit(item, alone, by("fill", "1"))
            for item in filmed("one-officer-recorded-police", "fill", **ALL_2026)],
        *[also_edit(item, alone)
            for item in officers("one-officer-qualified-police", "fill", least=1, **ALL_2026)],
        lawful("valid-defence-adopted", again("hear", "hear2"), defence=True),
    ]  # fmt: skip
    return found


def variations() -> list[Variation]:
    return [*_persons(), *_decision(), *_amounts(), *_money(), *_police_cash(), *_filing()]
