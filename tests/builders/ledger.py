"""Drafts of records of small cases, as a desk would send them; times and names are made up."""

from __future__ import annotations

from typing import Any

from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.ledger.draft import Draft
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor

NOON = 1_772_424_000_000_000
"""2026-03-02 12:00 +08:00, in microseconds."""
SECOND = 1_000_000
PACK = "sha256:" + "ab" * 32
ENDS = ["close_case"]


def opening(case: str, **more: Any) -> Draft:
    """The opening of a case."""
    fields = {
        "procedure": "penalty.ordinary",
        "number": f"青市监罚字〔2026〕{case}号",
        "title": "涉嫌销售不合格产品案",
        "field": "market_supervision",
        "division": "650105",
        "ends": ENDS,
    }
    return act(case, OPEN_CASE, id=f"{case}-open", fields={**fields, **more.pop("fields", {})}, **more)


def act(case: str, step: str, **more: Any) -> Draft:
    """An act of a case."""
    given: dict[str, Any] = {
        "id": f"{case}-{step}",
        "case": case,
        "step": step,
        "at": Moment("2026-03-02T11:30+08:00", "minute"),
        "organ": "青石区市场监督管理局",
        "entered_by": "u-1",
        "pack": PACK,
        "by": (Actor("o-1", "officer"), Actor("o-2", "officer")),
    }
    return Draft(**{**given, **more})
