"""A decision at the release desk, beside the release of it that counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PUBLIC: Final = ("published", "corrected")
GONE: Final = ("withdrawn", "stopped")
STOP: Final = "stop_display"
"""The act that ends a display, where a field's law knows one."""


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
        return self.stage in PUBLIC

    def is_over(self, today: int) -> bool:
        """Whether its term has run and it is displayed all the same."""
        return self.is_public and self.stop_day is not None and self.stop_day <= today

    @property
    def is_open(self) -> bool:
        """Whether it is still to be published."""
        if self.never or self.told_day is not None or (self.unasked and not self.release):
            return False
        return self.anew or self.stage not in (*PUBLIC, *GONE)
