"""What decisions of the living district say of the one benchmark it has: like facts, fines not all alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final
from zlib import crc32

from plumbline.core.ledger.canonical import Json

POWER: Final = "QX001"
POWER_NAME: Final = "对未按规定检测安全设备的处罚"
ORGAN: Final = "QS02"
LENIENT_FACTS: Final = ("首次违法", "主动改正", "没有造成后果")
"""Facts of the lowest tier, which are there where nothing is punished."""
_TIERS: Final = (
    ("ordinary", ("首次违法",), 500, 2000),
    ("heavier", ("再次违法", "造成后果"), 2000, 5000),
)


def stated(organ: str, step: str, case: str, fields: Mapping[str, Json]) -> dict[str, Json] | None:
    """As the form of the decision would have sealed it; None for other acts, and for decisions that weigh nothing."""
    if step != "decide" or organ != ORGAN:
        return None
    if fields.get("outcome") == "no_penalty":
        return _said("mitigated", LENIENT_FACTS, 0, 500, "0", "")
    fine = fields.get("fine")
    if not fine or Decimal(str(fine)) <= 0:
        return None
    mark = crc32(case.encode())
    tier, facts, least, most = _TIERS[mark % len(_TIERS)]
    outside = not least <= Decimal(str(fine)) <= most
    explained = "涉案设备数量较多" if outside and mark % 3 else ""
    return _said(tier, facts, least, most, str(fine), explained)


def _said(
    tier: str, facts: tuple[str, ...], least: int, most: int, fine: str, explained: str
) -> dict[str, Json]:
    return {
        "power": POWER,
        "power_name": POWER_NAME,
        "tier": tier,
        "facts": list(facts),
        "least": str(least),
        "most": str(most),
        "fine": fine,
        "explained": explained,
    }
