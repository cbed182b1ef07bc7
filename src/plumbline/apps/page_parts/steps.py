"""Where a case stands in its procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from plumbline.apps.page_parts.part import Part

StepState = Literal["done", "current", "next", "blocked", "skipped"]
LONGEST_ROW = 12
WIDEST_ROW = 84
"""Characters of 13 px that fit beside each other at 1366 px, with room between the names."""
ICONS: dict[StepState, str] = {"done": "check", "blocked": "minus"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step; `note` is its date or its state in a word (退回补正, 未到, 不可办, 不适用)."""

    name: str
    state: StepState
    note: str

    @property
    def icon(self) -> str:
        return ICONS.get(self.state, "")


@dataclass(frozen=True, slots=True)
class StepDiagram(Part):
    """The main line in one row of at most 12, steps beside it below; on a phone one line that unfolds."""

    template: ClassVar[str] = "step_diagram.html"
    steps: Sequence[Step]
    beside: Sequence[Step] = ()

    def __post_init__(self) -> None:
        if len(self.steps) > LONGEST_ROW:
            raise ValueError(f"{len(self.steps)} steps in a row, at most {LONGEST_ROW}; put some beside")

    @property
    def wordy(self) -> bool:
        """Whether names are too long to stand on one line beside each other."""
        return len(self.steps) * max((len(step.name) for step in self.steps), default=0) > WIDEST_ROW

    @property
    def current(self) -> Step | None:
        return next((step for step in self.steps if step.state == "current"), None)

    @property
    def place(self) -> int:
        """Which of the steps is current, counted from 1; 0 when none is."""
        return next((n for n, step in enumerate(self.steps, 1) if step.state == "current"), 0)

    @property
    def following(self) -> Step | None:
        """The step after the current one that still applies."""
        return next((step for step in self.steps[self.place :] if step.state in {"next", "blocked"}), None)

    @property
    def blocked(self) -> Sequence[Step]:
        return [step for step in self.steps if step.state == "blocked"]
