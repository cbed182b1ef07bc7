"""Every variation of the ordinary penalty procedure."""

from __future__ import annotations

from plumbline.site.demo import penalty_ordinary_after as after
from plumbline.site.demo import penalty_ordinary_decision as decision
from plumbline.site.demo import penalty_ordinary_market as market
from plumbline.site.demo import penalty_ordinary_police as police
from plumbline.site.demo import penalty_ordinary_rules as rules
from plumbline.site.demo.variations import Variation


def variations() -> list[Variation]:
    return [
        *rules.filing(),
        *rules.evidence(),
        *rules.review(),
        *rules.notice(),
        *decision.decision(),
        *decision.paper(),
        *after.service(),
        *market.market_source(),
        *market.market_review(),
        *market.market_clock(),
        *police.police(),
    ]
