"""A source of the fictional market organ, and rows that it sends."""

from typing import Any

import pytest
from tests.builders.desk import ORGAN
from tests.builders.history import instant

from plumbline.apps.exchange.actions import open_source
from plumbline.apps.exchange.suppliers import Supplier

NOW = instant("2026-04-20 09:00")


@pytest.fixture
def source() -> Supplier:
    return opened_source()


def opened_source(code: str = "scjg", layout: str = "own", **more: Any) -> Supplier:
    told: dict[str, Any] = {
        "title": "市场监管办案系统",
        "organ": ORGAN,
        "division": "650105",
        "by": "account-x",
    }
    return open_source(code=code, layout=layout, now=NOW, **{**told, **more})


def row(case: int, step: str, at: str, **fields: Any) -> dict[str, Any]:
    """A record of a penalty case as an organ's system would send it."""
    return {
        "procedure": "penalty.ordinary",
        "case_id": f"A-{case}",
        "record_id": f"{step}-{case}",
        "number": f"青市监立〔2026〕{case}号",
        "title": "未按规定检测安全设备",
        "party_name": f"青石区第{case}测试公司",
        "step": step,
        "at": at,
        "officers": "QS-0001;QS-0002",
        "fields": fields,
    }


def case_rows(case: int) -> list[dict[str, Any]]:
    """Four records; the decision comes without any notice before it, which breaks rules."""
    return [
        row(case, "file_case", "2026-03-02 10:00", source="inspection", organ_level="county_or_above"),
        row(case, "investigate", "2026-03-03 09:00", kind="appraisal", certificate_shown=True),
        row(case, "conclude_investigation", "2026-03-10"),
        row(case, "decide", "2026-03-20 16:00", outcome="penalty", fine="2000.00"),
    ]
