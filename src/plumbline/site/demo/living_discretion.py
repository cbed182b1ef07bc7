"""What decisions of the living district say of the one benchmark it has: like facts, fines not all alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from zlib import crc32

from plumbline.core.ledger.canonical import Json

POWER: Final = "QX001"
POWER_NAME: Final = "对未按规定检测安全设备的处罚"
_ORGAN: Final = "QS02"
_TIERS: Final = (
    ("ordinary", ("首次违法",), 500, 2000),
    ("heavier", ("再次违法", "造成后果"), 2000, 5000),
)


def stated(organ: str, step: str, case: str, fine: object) -> dict[str, Json] | None:
    """As the form of the decision would have sealed it; None for other acts, and for decisions without a fine."""
    if step != "decide" or organ != _ORGAN or not fine or Decimal(str(fine)) <= 0:
        return None
    mark = crc32(case.encode())
    tier, facts, least, most = _TIERS[mark % len(_TIERS)]
    outside = not least <= Decimal(str(fine)) <= most
    return {
        "power": POWER,
        "power_name": POWER_NAME,
        "tier": tier,
        "facts": list(facts),
        "least": str(least),
        "most": str(most),
        "fine": str(fine),
        "explained": "涉案设备数量较多" if outside and mark % 3 else "",
    }
