"""What an article says, as the bank saw it, and whether that changed since: another edition in force, other words.

Of an edition whose text is not in the library only its name is known. A question written under another edition is then
taken for changed, since nobody can show that it is not; the first import of a text changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Change: TypeAlias = Literal["repealed", "words", "edition", "corrected"]


@dataclass(frozen=True, slots=True)
class Sight:
    """The edition in force on a day, and the hash of what it says at the place; each empty where there is none."""

    edition: str
    words: str = ""

    @classmethod
    def of(cls, edition: str, texts: Sequence[str]) -> Sight:
        """What is seen where the library has these texts for the place."""
        joined = "\n".join(texts)
        return cls(edition, hashlib.sha256(joined.encode()).hexdigest() if texts else "")


def change_of(before: Sight, now: Sight) -> Change | None:
    """What became of the place: no edition is in force, other words of a later edition, an edition that cannot be
    compared, other words of the same edition; None where nothing did.
    """
    if not before.edition:
        return None
    if not now.edition:
        return "repealed"
    is_known = bool(before.words and now.words)
    if before.edition == now.edition:
        return "corrected" if is_known and before.words != now.words else None
    if not is_known:
        return "edition"
    return "words" if before.words != now.words else None


def changes(before: Mapping[str, Sight], now: Mapping[str, Sight]) -> dict[str, Change]:
    """By citation what changed of a version's articles."""
    found = {place: change_of(before[place], now[place]) for place in now if place in before}
    return {place: change for place, change in found.items() if change is not None}
