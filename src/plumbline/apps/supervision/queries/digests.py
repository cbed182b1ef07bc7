"""Weekly digests of organs, as they were told."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from plumbline.apps.supervision.models import WeeklyDigest
from plumbline.apps.supervision.policies import BOARD
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.oversight.errors import DigestUnknown

WEEKS = 8
"""Weeks of the list."""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A breach that a digest names."""

    number: str
    says: str
    when: str
    english: str
    """What the rule demands, in English; in Chinese where the digest kept no other."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What an organ was told of a week. `first` is its Monday, `lines` the breaches found in it."""

    organ: str
    division: str
    first: int
    made_at: int
    figures: dict[str, int]
    lines: list[DigestLine] = field(default_factory=list)


def digests(person: Person, today: int) -> list[Digest]:
    """Digests that the person may see, the newest week first, organs by number."""
    what = visible(person, BOARD, today)
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    rows = WeeklyDigest.objects.filter(reached, first__gt=today - 7 * (WEEKS + 1))
    return [_digest(row) for row in rows.order_by("-first", "organ")]


def digest(organ: str, first: int) -> Digest:
    """The digest of an organ and week. Raises DigestUnknown."""
    row = WeeklyDigest.objects.filter(organ=organ, first=first).first()
    if row is None:
        raise DigestUnknown(organ=organ)
    return _digest(row)


def place_of_digest(organ: str, first: int) -> Place:
    """Where a digest belongs. Raises DigestUnknown."""
    return Place(organ, digest(organ, first).division)


def week_told(first: int) -> bool:
    """Whether the digests of the week that begins that day were made."""
    return bool(WeeklyDigest.objects.filter(first=first).exists())


def _digest(row: WeeklyDigest) -> Digest:
    lines = [
        DigestLine(number, says, when, "".join(english) or says) for number, says, when, *english in row.lines
    ]
    return Digest(row.organ, row.division, row.first, row.made_at, dict(row.figures), lines)
