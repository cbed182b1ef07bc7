"""A decision at the release desk, beside the release of it that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.apps.disclosure import store
from plumbline.apps.disclosure.models import Duty, Release


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A decision at the desk, and how far its release has come; `release` is empty before it was begun.

    `told_day` is the day on which it was published as the system tells that handled the case.
    """

    case: str
    number: str
    cause: str
    organ: str
    kind: str
    decided_day: int
    due_day: int | None
    working: bool
    never: str
    release: str
    stage: str
    published_day: int | None
    told_day: int | None
    public_number: str = ""
    """The number under which it is public, or was."""
    anew: bool = False
    """Whether the case was decided again after the publication of the earlier decision was withdrawn."""
    unasked: bool = False
    """Whether no rule of its field asks for its publication, as far as the decision itself tells."""
    stop_day: int | None = None
    """The last day for ending the display."""

    @property
    def is_public(self) -> bool:
        """Whether it is displayed by a release of this desk."""
        return self.stage in store.PUBLIC

    def is_over(self, today: int) -> bool:
        """Whether its term has run and it is displayed all the same."""
        return self.is_public and self.stop_day is not None and self.stop_day <= today

    @property
    def is_open(self) -> bool:
        """Whether it is still to be published."""
        if self.never or self.told_day is not None or (self.unasked and not self.release):
            return False
        return self.anew or self.stage not in (*store.PUBLIC, *store.GONE)


_OF_DUTY: Final = (
    "case",
    "number",
    "cause",
    "organ",
    "kind",
    "decided_day",
    "due_day",
    "working",
    "never",
    "told_day",
)


def duty_line(row: Duty, release: Release | None) -> DutyLine:
    """The line of a decision."""
    decided = release.decided_day if release else None
    return DutyLine(
        **{name: getattr(row, name) for name in _OF_DUTY},
        release=release.case if release else "",
        stage=release.stage if release else "",
        published_day=release.published_day if release else None,
        public_number=release.number if release else "",
        anew=release is not None
        and release.stage == "withdrawn"
        and (decided or row.decided_day) < row.decided_day,
        unasked=not row.outcome and not row.never,
        stop_day=release.stop_day if release else None,
    )


def standing(releases: Sequence[Release]) -> Release | None:
    """Of the releases of one decision, oldest first, the one that counts: what was taken back gives way."""
    found: Release | None = None
    for one in releases:
        if found is None or found.stage in store.GONE or one.stage not in store.GONE:
            found = one
    return found
