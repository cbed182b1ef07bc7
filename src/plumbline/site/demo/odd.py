"""Records as they come in: only the day is known, an officer has not confirmed, an entry is withdrawn again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from plumbline.site.demo.draft import (
    Draft,
    Edit,
    again,
    by,
    by_day,
    entered_after,
    just_before,
    put,
    withdrawn,
)
from plumbline.site.demo.variations import Options, Variation, breach, lawful, missing

GENERAL: Final[Options] = {"field": "general"}


def _same_day(rule: str, judged: str, needed: str, *, also: str = "", **options: Any) -> list[Variation]:
    """The act before it is known by its day only, and that is the same day: which came first nobody can say.

    If it was even entered afterwards it does not count, whatever the hour.
    """
    unsure = " ".join(f"{word}?" for word in also.split())
    near = (just_before(needed, judged), by_day(needed))
    return [
        missing(rule, judged, *near, also=unsure, **options),
        breach(rule, judged, *near, entered_after(needed, judged), also=also, edge=True, **options),
    ]


def _confirmed(label: str, other: str, minutes: int) -> Edit:
    """The second officer confirmed the act so many minutes after the other act was entered (negative: before it)."""

    def edit(draft: Draft) -> None:
        entered = draft.acts[other].end + timedelta(minutes=5 + minutes)
        by(label, f"1 2@{entered:%Y-%m-%dT%H:%M}")(draft)

    return edit


def _simple() -> list[Variation]:
    plain: Options = {"defence": False, "waived": False, "kind": "warning", **GENERAL}
    waived: Options = {"told": False, "waived": True, "defence": False, "kind": "warning", **GENERAL}
    return [
        *_same_day("certificate-shown", "fill", "show", **plain),
        *_same_day("notice-before-decision", "fill", "tell", **plain),
        breach("notice-before-decision", "fill", withdrawn("waive", "fill"), edge=True, **waived),
        breach("two-officers", "fill", by("fill", "1 2@-"), edge=True, **plain),
        breach("two-officers", "fill", _confirmed("fill", "archive", 30), edge=True, **plain),
    ]


def _ordinary() -> list[Variation]:
    own: Options = {"hearing": False, "answer": "silent", "outcome": "penalty", "preserve": False, **GENERAL}
    return [
        *_same_day("legal-review-passed", "decide", "legal", major=True, complex=False, **own),
        *_same_day("collective-discussion", "decide", "discuss", complex=True, **own),
        breach("two-officers", "inv2", by("inv2", "1 2@-"), edge=True, **own),
        breach("two-officers", "inv2", _confirmed("inv2", "decide", 60), edge=True, **own),
        lawful("two-officers", _confirmed("inv2", "decide", -60), **own),
        lawful("two-officers", by("inv2", "1 2 3@-"), **own),
        breach("legal-review-passed", "decide", withdrawn("legal", "decide"), major=True, edge=True, **own),
    ]


def _others() -> dict[str, list[Variation]]:
    permit: Options = {
        "shape": "full", "handling": "own", "testing": False, "several": False, "affects": False,
        "extend": False, **GENERAL,
    }  # fmt: skip
    gaps: Options = {**permit, "gaps": True}
    measure: Options = {"kind": "seize", "emergency": False}
    own: Options = {
        "track": "own_power",
        "mode": "other",
        "surcharge": False,
        "suspended": False,
        "agreement": False,
    }
    penalty: Options = {"kind": "penalty", "lapse": False, **GENERAL}
    gone = withdrawn("gap2", "decide")
    return {
        "permit": [
            *_same_day("hearing-held", "decide", "hearing", hearing_required=True, **permit),
            # to withdraw the breaching act does not undo the breach
            breach("supplement-told-once", "gap2", again("gap", "gap2"), gone, result="granted", edge=True, **gaps),
        ],
        "inspection": [
            *_same_day("notified-first", "inspect", "notify", since=datetime(2025, 1, 4).date()),  # noqa: DTZ001
            breach("two-officers", "inspect", by("inspect", "1 2@-"), edge=True),
            lawful("two-officers", _confirmed("inspect", "record", -5)),
        ],
        "compulsory.measure": _same_day("approved-first", "impose", "approve", **measure),
        "compulsory.enforcement": _same_day("decision-served-first", "execute", "serve", **own),
        "hearing": [
            *_same_day("record-before-decision", "decide", "sign", **penalty),
            breach(
                "two-agents-at-most", "hold2", again("hold", "hold2"), put("hold2", agents=5),
                withdrawn("hold2", "decide"), edge=True, **penalty,
            ),
        ],
        "legal.review": _same_day(
            "penalty-hard-stop", "decide", "opinion", shape="review", act_kind="penalty", major=True, heard=False,
            rounds=1, seek=_soon_decided, **GENERAL,
        ),
        "disclosure": [
            *_same_day("benchmark-public", "use", "public", shape="benchmark"),
            *_same_day("monitoring-site-public", "use", "public", shape="site"),
        ],
    }  # fmt: skip


def _soon_decided(draft: Draft) -> bool:
    """Within the eight working days that the organ has set for an opinion."""
    return (draft.day("decide") - draft.day("submit")).days < 9


def variations(procedure: str) -> list[Variation]:
    found = {"penalty.simple": _simple(), "penalty.ordinary": _ordinary(), **_others()}
    return found.get(procedure, [])
