"""Disclosure of enforcement 118号 二, 处罚法 §39 and §48, with 市监公示 and 治安法 §136: one matter a case."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from plumbline.site.demo.days import later, months_on, working
from plumbline.site.demo.draft import NOW, Draft

PROCEDURE: Final = "disclosure"
SHOWN: Final[dict[str, Any]] = {
    "organ_shown": True,
    "object_shown": True,
    "kind_shown": True,
    "conclusion_shown": True,
}


def build(draft: Draft) -> None:
    draft.header["party_kind"] = draft.pick("party_kind", "citizen", "organisation")
    shape = draft.pick(
        "shape", *("decision",) * 8, "info", "benchmark", "site", "delegation", "window", "year"
    )
    {
        "decision": _decision,
        "info": _info,
        "benchmark": _benchmark,
        "site": _site,
        "delegation": _delegation,
        "window": _window,
        "year": _year,
    }[shape](draft)


def _info(draft: Draft) -> None:
    draft.act("change", "change_info", draft.start, info_no="X1", content="procedure")
    done = draft.o("publish_on", working(draft.start, draft.rng.randint(2, 20)))
    draft.act("info", "publish_info", done, info_no="X1", platform="unified_platform")


def _benchmark(draft: Draft) -> None:
    draft.act("adopt", "adopt_benchmark", draft.start)
    draft.act("public", "publish_benchmark", draft.soon(9))
    draft.act("use", "apply_benchmark", draft.soon(9), case_no="A1")


def _site(draft: Draft) -> None:
    draft.act("set", "set_monitoring_site", draft.start)
    draft.act("public", "publish_monitoring_site", draft.soon(9))
    draft.act("use", "use_monitoring_site", draft.soon(9))


def _delegation(draft: Draft) -> None:
    power = draft.pick("power", "penalty", "permit")
    draft.act(
        "sign", "sign_delegation", draft.start, docs="委托书", power=power, written=True,
            delegate_qualified=True,
        delegate_is_organ=True, sub_delegation=False,
    )  # fmt: skip
    draft.act("public", "publish_delegation", draft.soon(6))
    draft.act("use", "act_under_delegation", draft.soon(9))


def _window(draft: Draft) -> None:
    draft.act(
        "openly", "enforce_openly", draft.start, by="1 2", certificate_shown=True, document_issued=True,
            reason_told=True,
        basis_told=True, rights_told=True,
    )  # fmt: skip
    draft.act("window", "open_window", draft.soon(5), plate_shown=True)


def _year(draft: Draft) -> None:
    year = draft.pick("year", 2022, 2023, 2024)
    draft.act("end", "end_year", date(year, 12, 31), year=year)
    first = date(year + 1, 1, 10)
    draft.act("statistics", "publish_statistics", draft.o("statistics_on", first), docs="行政执法统计年报")
    draft.act("report", "report_statistics", draft.o("report_on", later(first, 1)), docs="行政执法统计年报")


def _decision(draft: Draft) -> None:
    kind = draft.pick("decision_kind", "penalty", "penalty", "permit", "compulsory_measure", "inspection")
    special = draft.chance("special", 0.05)
    limit: dict[str, Any] = (
        {"special_due": draft.o("special_due", working(draft.start, 15))} if special else {}
    )
    procedure: dict[str, Any] = (
        {"procedure_kind": draft.pick("procedure_kind", "ordinary", "ordinary", "simple")}
        if kind == "penalty"
        else {}
    )
    draft.act(
        "decide", "decide", draft.start, decision_no="云罚1", decision_kind=kind,
            social_influence=draft.chance("influence", 0.3),
        special_limit=special, **limit, **procedure, **_layer(draft, kind),
    )  # fmt: skip
    if draft.market and kind == "penalty" and draft.chance("served", 0.4):
        draft.act("serve", "serve", draft.soon(3), publication_told=True)
    if draft.market and kind == "penalty" and not draft.acts["decide"].fields["same_province"]:
        draft.act("push", "push", draft.o("push_on", working(draft.start, draft.rng.randint(2, 10))))
        return
    if draft.o("sealed", False):
        return
    _publish(draft, kind)
    _correct(draft)
    _overturn(draft, kind)
    _stop(draft, kind)


def _layer(draft: Draft, kind: str) -> dict[str, Any]:
    if draft.police:
        return {"public_order": draft.o("public_order", False)}
    if not draft.market:
        return {}
    return {
        "only_warning": False, "disclosure_required": False,
            "same_province": draft.chance("same_province", 0.9),
        "minor_sanction": draft.chance("minor", 0.4), "severe_sanction": False,
        "restricted": draft.chance("restricted", 0.3),
        "restricted_until": draft.o("restricted_until", later(draft.start, 30)),
    }  # fmt: skip


def _publish(draft: Draft, kind: str) -> None:
    draft.act("extract", "extract", draft.start, responsible_unit="法规科")
    draft.act(
        "review", "review_content", draft.start, secrecy_result="may_publish", privacy_result="redacted"
    )
    draft.act("approve", "approve", draft.start, by="H", result="approved")
    same: dict[str, Any] = {"same_text": True} if draft.market else {}
    most = 7 if kind in ("penalty", "permit") or draft.acts["decide"].fields["special_limit"] else 20
    day = draft.o("publish_on", working(draft.start, draft.rng.randint(1, most)))
    draft.act("publish", "publish", day, platform="credit_system", **SHOWN, **same)


def _correct(draft: Draft) -> None:
    if draft.chance("error", 0.1) and "publish" in draft.acts:
        draft.act("error", "find_error", draft.soon(9), error_no="C1", found_by="party")
        done = draft.o("correct_on", working(draft.day("error"), draft.rng.randint(1, 3)))
        draft.act("correct", "correct", done, error_no="C1", platform="credit_system")


def _overturn(draft: Draft, kind: str) -> None:
    if not draft.chance("overturned", 0.15):
        return
    how = draft.pick("how", "quashed", "unlawful")
    draft.act("overturn", "overturn", draft.soon(40, 20), by="", how=how)
    if "publish" in draft.acts:
        done = draft.o("withdraw_on", working(draft.day("overturn"), draft.rng.randint(1, 3)))
        draft.act(
            "withdraw", "withdraw", done, reason="被撤销", reason_published=True, platform="credit_system"
        )
    if draft.o("archived", True):
        draft.act("archive", "archive", draft.soon(4))


def _stop(draft: Draft, kind: str) -> None:
    """The display of a market-supervision penalty ends when its months or years have run."""
    if not (draft.market and kind == "penalty") or "withdraw" in draft.acts or "publish" not in draft.acts:
        return
    day = draft.o("stop_on", None)
    if day is not None:
        ground = draft.o("stop_ground", "expired")
        if ground == "early":
            draft.act("apply", "apply_early_end", later(day, -5), by="")
        draft.act(
            "stop", "stop_display", day, ground=ground, obligations_met=True, harm_removed=True,
                not_penalised_again=True,
            not_listed=True,
        )  # fmt: skip
        return
    _run_out(draft)


def _run_out(draft: Draft) -> None:
    """By itself the display stops on the day after the term, if that day has come."""
    day = later(
        months_on(draft.day("publish"), 3 if draft.acts["decide"].fields["minor_sanction"] else 36), 1
    )
    if day < NOW.date():
        draft.act(
            "stop", "stop_display", day, ground="expired", obligations_met=True, harm_removed=True,
                not_penalised_again=True,
            not_listed=True,
        )  # fmt: skip
