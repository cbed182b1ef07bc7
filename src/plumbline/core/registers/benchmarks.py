"""Which tier of a benchmark the facts of a case meet (27号基准): every fact that the tier names must be ticked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

_BETWEEN = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier: the facts it needs, and the range of the fine in yuan, None where it sets none."""

    number: str
    tier: str
    facts: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Match:
    """A tier and how the facts stand to it."""

    tier: Tier
    met: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def meets(self) -> bool:
        """Every fact that it names is there; a tier that names none is met by nobody's facts and needs a person."""
        return bool(self.tier.facts) and not self.missing


def facts_of(text: str) -> tuple[str, ...]:
    """The facts of a tier, as the list writes them: 首次违法、主动消除后果."""
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


def matched(tiers: Sequence[Tier], ticked: Collection[str]) -> tuple[Match, ...]:
    """The tiers, those met first and among them the one that names most facts; the choice stays with the officer."""
    found = [
        Match(
            tier,
            tuple(fact for fact in tier.facts if fact in ticked),
            tuple(fact for fact in tier.facts if fact not in ticked),
        )
        for tier in tiers
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.meets, -len(one.met), len(one.missing), one.tier.number))
    )


def fine_within(tier: Tier, fine: Decimal) -> bool | None:
    """Whether a fine lies in the tier's range, both ends included; None where the tier sets none."""
    if tier.least is None and tier.most is None:
        return None
    return (tier.least is None or tier.least <= fine) and (tier.most is None or fine <= tier.most)
