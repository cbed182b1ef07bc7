"""Hearings of four kinds 处罚法 §63-§65, 许可法 §46-§48, 复议法 §50-§51, 决策条例 §16; 市监听证, 治安法 §117."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.days import before_working, later, working
from plumbline.site.demo.draft import (
    Draft,
    by,
    drop,
    entered_after,
    films,
    just_after,
    put,
    remove,
)
from plumbline.site.demo.variations import (
    Due,
    Options,
    Variation,
    at_least,
    breach,
    fields,
    filmed,
    first,
    lawful,
    missing,
    within,
)

PROCEDURE: Final = "hearing"


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation")
    kind = draft.pick("kind", "penalty", "penalty", "permit", "reconsideration", "decision")
    draft.act("handle", "handle_case", draft.start, by="1 2")
    if kind in ("penalty", "permit"):
        _ask(draft, kind)
        if draft.o("lapse", False):
            day = draft.o("decide_on", later(working(draft.day("tell"), 5), 2))
            draft.act("decide", "decide_on_record", day, by="H:agency_head", follows_record=True)
            return
    if draft.chance("recusal", 0.15):
        draft.act("ask_recusal", "apply_recusal", draft.soon(2), by="")
        draft.act(
            "recuse", "decide_recusal", draft.cursor.date(), by="H:agency_head", officer="5", granted=True
        )
    if kind == "penalty" and draft.market:
        _prepare(draft)
    _call(draft, kind)
    _hold(draft, kind)
    _end(draft, kind)


def _ask(draft: Draft, kind: str) -> None:
    draft.act("tell", "tell_right", draft.soon(4), docs="听证告知书", kind=kind)
    rule = "request-in-5-days" if kind == "penalty" else "permit-request-in-5-days"
    if draft.o("lapse", False):
        draft.expect(rule, "tell", bearer="party")
    else:
        day = draft.o("request_on", working(draft.day("tell"), draft.rng.randint(1, 5)))
        draft.act("request", "request", day, by="", docs="听证申请")


def _prepare(draft: Draft) -> None:
    """市监听证 §18-§20: presider, file and date, each within its working days."""
    base = draft.day("request")
    draft.act(
        "appoint",
        "appoint_presider",
        draft.o("appoint_on", working(base, 3)),
        by="H:agency_head",
        presider="P",
    )
    base = draft.day("appoint") if "appoint" in draft.acts else base
    draft.act("file", "hand_over_file", draft.o("file_on", working(base, draft.rng.randint(1, 3))))
    base = draft.day("file") if "file" in draft.acts else base
    draft.act("fix", "fix_date", draft.o("fix_on", working(base, draft.rng.randint(1, 5))))


def _call(draft: Draft, kind: str) -> None:
    day = draft.soon(2)
    if kind == "decision":
        draft.act("material", "serve_material", day, kind=kind)
    draft.act(
        "notify", "notify", day, docs="听证通知书", kind=kind, hearing_on=later(day, 14), in_writing=True
    )
    if kind == "penalty" and draft.market:
        draft.act("announce", "announce", draft.day("notify"), docs="听证公告")


def _hold(draft: Draft, kind: str) -> None:
    last = draft.day("notify") if kind != "decision" else draft.day("material")
    day = draft.o("hold_on", working(last, draft.rng.randint(8, 11)))
    juvenile = {"juvenile": False} if draft.police else {}
    draft.act(
        "hold", "hold", day, by="P:hearing_presider 4", docs="听证笔录", av=True, mins=100, public=True,
        secret_ground="none", agents=draft.rng.choice((0, 1, 2)), attendance="attended", result="completed",
            fee=0,
        presiders=1, hearers=2, recorders=1, head_attended=True, absence_explained=False,
        filming_listed=draft.chance("listed", 0.3), **juvenile,
    )  # fmt: skip
    draft.act(
        "sign",
        "sign_record",
        draft.day("hold"),
        by="P",
        docs="听证笔录",
        party_signed=True,
        refusal_noted=False,
    )


def _end(draft: Draft, kind: str) -> None:
    if kind == "penalty" and draft.market:
        done = draft.o("report_on", working(draft.day("hold"), draft.rng.randint(1, 5)))
        draft.act("report", "report", done, by="P:hearing_presider", docs="听证报告")
    draft.act("decide", "decide_on_record", draft.soon(8, 2), by="H:agency_head", follows_record=True)


def _after(label: str, count: int) -> Due:
    return lambda draft: working(draft.day(label), count)


def _full(label: str, count: int) -> Due:
    """The first day that leaves so many full working days after the act."""
    return lambda draft: working(draft.day(label), count) + (date(2022, 1, 2) - date(2022, 1, 1))


P: Final[Options] = {"kind": "penalty", "lapse": False}
GENERAL: Final[Options] = {**P, "field": "general"}
SAMR: Final[Options] = {**P, "field": "market-supervision"}
PERMIT: Final[Options] = {"kind": "permit", "lapse": False, "field": "general"}
RECON: Final[Options] = {"kind": "reconsideration", "since": date(2024, 1, 1)}
DECISION: Final[Options] = {"kind": "decision"}
POLICE: Final[Options] = {**P, "field": "public-security", "since": date(2026, 1, 1)}
OLD_POLICE: Final[Options] = {**P, "field": "public-security", "until": date(2025, 10, 1)}


def times() -> list[Variation]:
    permit_hold: Options = {**PERMIT, "recusal": False}
    samr: Options = {**SAMR, "recusal": False}
    return [
        *within("request-in-5-days", "tell", "request_on", _after("tell", 5), to="request", bearer="party",
            never=False, **GENERAL),
        lawful("request-in-5-days", lapse=True, kind="penalty"),
        *within("permit-request-in-5-days", "tell", "request_on", _after("tell", 5), to="request",
            bearer="party", never=False, entered=False, **PERMIT),
        *within("permit-hold-in-20-days", "request", "hold_on", _after("request", 20), to="hold", never=False,
            entered=False, **permit_hold),
        breach("permit-hold-in-20-days", "request", remove("hold", "sign"), also="hold-on-request@decide",
            **permit_hold),
        *at_least("notice-7-days-before", "notify", "hold", "hold_on", _full("notify", 7), **GENERAL),
        breach("notice-7-days-before", "hold", hold_on=_after("notify", 7), edge=True,
            seek=lambda d: (d.day("hold") - d.day("notify")).days > 13, **GENERAL),
        *at_least("permit-notice-7-days-before", "notify", "hold", "hold_on", _full("notify", 7), **PERMIT),
        *at_least("reconsideration-notice-5-days-before", "notify", "hold", "hold_on", _full("notify", 5),
            **RECON),
        *at_least("material-7-days-before", "material", "hold", "hold_on",
            lambda d: later(d.day("material"), 8), **DECISION),
        *at_least("announce-3-days-before-samr", "announce", "hold", "hold_on", _full("announce", 3),
            also="notice-7-days-before@hold", **SAMR)[:2],
        breach("announce-3-days-before-samr", "hold", lambda d: _announce(d, 0), edge=True, **SAMR),
        lawful("announce-3-days-before-samr", lambda d: _announce(d, -1), **SAMR),
        *first("announced-samr", "hold", "announce", **SAMR)[:1],
        breach("announced-samr", "hold", entered_after("announce", "hold"), edge=True, **SAMR),
        lawful("announced-samr", remove("announce"), put("hold", public=False, secret_ground="privacy"),
            **SAMR),
        *within("appoint-in-3-days-samr", "request", "appoint_on", _after("request", 3), to="appoint",
            never=False, **samr),
        *within("file-to-presider-in-3-days-samr", "appoint", "file_on", _after("appoint", 3), to="file",
            **samr),
        *within("date-in-5-days-samr", "file", "fix_on", _after("file", 5), to="fix", **samr),
        *within("report-in-5-days-samr", "hold", "report_on", _after("hold", 5), to="report", **samr),
        lawful("report-in-5-days-samr", remove("report"),
            put("hold", attendance="absent_without_cause", result="terminated"), **samr),
    ]  # fmt: skip


def _announce(draft: Draft, days: int) -> None:
    """Moves the announcement to the last lawful day and some days on: three full working days must lie between."""
    day = later(before_working(draft.day("hold"), 3), days + 1)
    act = draft.acts["announce"]
    act.at = act.at.replace(year=day.year, month=day.month, day=day.day)


def guards() -> list[Variation]:
    hearing: Options = {"field": "general"}
    return [
        breach("hold-on-request", "decide", remove("hold", "sign"), **GENERAL),
        breach("hold-on-request", "decide", decide_on=_after("tell", 5), edge=True, lapse=True,
            kind="penalty", **hearing),
        lawful("hold-on-request", decide_on=lambda d: later(working(d.day("tell"), 5), 1), lapse=True,
            kind="penalty", **hearing),
        lawful("hold-on-request", decide_on=lambda d: later(working(d.day("tell"), 5), 1), lapse=True,
            kind="permit", **hearing),
        breach("hold-on-request", "decide", decide_on=_after("tell", 5), edge=True, lapse=True, kind="permit",
            **hearing),
        *fields("reconsideration-notice-written", "notify", bad={"in_writing": False}, **RECON),
        breach("notified-before-hearing", "hold", just_after("notify", "hold"), put("tell", kind="penalty"),
            edge=True, **GENERAL),
        breach("notified-before-hearing", "hold", remove("notify"), **PERMIT),
        breach("notified-before-hearing", "hold", entered_after("notify", "hold"), edge=True, **GENERAL),
        breach("presider-independent", "hold", by("hold", "1:hearing_presider"), **P),
        breach("presider-independent", "hold", by("hold", "P:hearing_presider 2"), edge=True, **PERMIT),
        lawful("presider-independent", by("hold", "3:hearing_presider"), **P),
        lawful("presider-independent", by("hold", "1:hearing_presider"), **DECISION),
        breach("presider-recused", "hold", by("hold", "5:hearing_presider"), recusal=True),
        lawful("presider-recused", by("hold", "5:hearing_presider"), put("recuse", granted=False),
            recusal=True),
        missing("presider-recused", "hold", by("hold", "5:hearing_presider"), drop("recuse", "granted"),
            recusal=True),
        breach("held-in-public", "hold", put("hold", public=False), **GENERAL),
        lawful("held-in-public", put("hold", public=False, secret_ground="trade_secret"), **GENERAL),
        missing("held-in-public", "hold", drop("hold", "public"), **GENERAL),
        breach("held-in-public", "hold", put("hold", public=False, juvenile=True), **OLD_POLICE),
        breach("held-in-public-police", "hold", put("hold", public=False), **POLICE),
        lawful("held-in-public-police", put("hold", public=False, juvenile=True), **POLICE),
        breach("juvenile-in-private-police", "hold", put("hold", juvenile=True), **POLICE),
        missing("held-in-public-police", "hold", drop("hold", "juvenile"),
            also="juvenile-in-private-police@hold?", **POLICE),
        *fields("permit-held-in-public", "hold", bad={"public": False}, **PERMIT),
        *fields("two-agents-at-most", "hold", bad={"agents": 3}, **P, edge=True),
        lawful("two-agents-at-most", put("hold", agents=2), **P),
        *[
            breach("absence-terminates", "hold", put("hold", attendance=how), **GENERAL)
            for how in ("absent_without_cause", "left_without_leave")
        ],
        lawful("absence-terminates", put("hold", attendance="absent_with_cause", result="adjourned"),
            **GENERAL),
        *_more_guards(),
    ]  # fmt: skip


def _more_guards() -> list[Variation]:
    return [
        lawful("absence-terminates", put("hold", attendance="left_without_leave", result="terminated"),
            **GENERAL),
        missing("absence-terminates", "hold", drop("hold", "attendance"), **GENERAL),
        *fields("free-of-charge", "hold", bad={"fee": 1}, **P, edge=True),
        breach("free-of-charge", "hold", put("hold", fee=300), **PERMIT),
        breach("record-signed", "sign", put("sign", party_signed=False), **P),
        lawful("record-signed", put("sign", party_signed=False, refusal_noted=True), **P),
        missing("record-signed", "sign", drop("sign", "party_signed"), **P),
        *filmed("filmed-as-listed", "hold", listed=True),
        lawful("filmed-as-listed", films("hold"), listed=False),
        missing("filmed-as-listed", "hold", drop("hold", "filming_listed"), films("hold")),
        *first("record-before-decision", "decide", "sign", **GENERAL),
        lawful("record-before-decision", remove("sign"),
            put("hold", result="terminated", attendance="absent_without_cause"), **GENERAL),
        *fields("decided-on-record", "decide", bad={"follows_record": False}, **GENERAL),
        breach("decided-on-record", "decide", put("decide", follows_record=False), **PERMIT),
        missing("decided-on-record", "decide", drop("hold", "result"), also="record-before-decision@decide?",
            **GENERAL),
        *fields("reconsideration-panel", "hold", bad={"presiders": 2, "hearers": 1, "recorders": 0}, **RECON),
        lawful("reconsideration-panel", put("hold", hearers=4), **RECON),
        breach("respondent-head-attends", "hold", put("hold", head_attended=False), **RECON),
        lawful("respondent-head-attends", put("hold", head_attended=False, absence_explained=True), **RECON),
        missing("respondent-head-attends", "hold", drop("hold", "head_attended"), **RECON),
    ]  # fmt: skip


def variations() -> list[Variation]:
    return [*times(), *guards()]
