"""Every variation of the ordinary penalty procedure."""

from __future__ import annotations

from plumbline.site.demo import penalty_ordinary_rules as rules
from plumbline.site.demo import penalty_ordinary_sectors as sectors
from plumbline.site.demo.variations import Variation


def variations() -> list[Variation]:
    return [
        *rules.filing(),
        *rules.evidence(),
        *rules.review(),
        *rules.notice(),
        *rules.decision(),
        *rules.paper(),
        *sectors.service(),
        *sectors.market_source(),
        *sectors.market_review(),
        *sectors.market_clock(),
        *sectors.police(),
    ]
