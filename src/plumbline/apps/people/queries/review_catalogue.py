"""The organ's catalogue of decisions for legal review (118号 (十二)), matters withdrawn since among them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from plumbline.apps.people.store import registers
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import parse_day
from plumbline.core.review.proposals import Listed


def catalogue_of(organ: str) -> tuple[Listed, ...]:
    """The matters, by number."""
    rows = registers.find("review-catalogue", Visible(organs=frozenset({organ})), "", {}, None)
    return tuple(_listed(row.code, row.name, row.values) for row in rows.order_by("code"))


def _listed(code: str, name: str, values: dict[str, Any]) -> Listed:
    least, last = values.get("least_amount"), values.get("valid_until")
    return Listed(
        code,
        name,
        str(values.get("act_kind") or ""),
        Decimal(str(least)) if least not in (None, "") else None,
        parse_day(str(values["valid_from"])),
        parse_day(str(last)) if last else None,
    )
