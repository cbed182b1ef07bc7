"""Time limits on a page, and the explanation of how each was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.page_parts.part import Link, Part
from plumbline.apps.page_parts.words import StatusWord

ClockState = Literal[
    "left",
    "soon",
    "due_today",
    "overdue",
    "overdue_done",
    "unused",
    "ran_out",
    "in_time",
    "suspended",
    "not_started",
    "provisional",
]
Unit = Literal["days", "working_days"]
LONGEST_STRIP = 16
"""Days shown as cells; a longer period is told as a sentence a stretch."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the strip: `mark` is the sign above the number (起 假 休 班 ① 今 止)."""

    number: int
    mark: str
    spoken: str
    """The day in words for a screen reader: «10月8日，第 1 个工作日»."""
    counted: bool = False
    rest: bool = False
    today: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class ClockExplanation(Part):
    """Why a limit ends when it ends: title with the due date, days, numbered sentences from the trace, where from."""

    template: ClassVar[str] = "clock_explanation.html"
    title: str
    sentences: Sequence[str]
    basis: str
    calendar: str
    rule: Link | None = None
    days: Sequence[DayCell] = ()
    embedded: bool = False
    """Stands in the page rather than floating over it."""

    def __post_init__(self) -> None:
        if len(self.days) > LONGEST_STRIP:
            raise ValueError(
                f"{len(self.days)} days do not fit a strip of {LONGEST_STRIP}; tell them as sentences"
            )


@dataclass(frozen=True, slots=True)
class ClockChip(Part):
    """One limit: name, basis and length, due date in words, state. `amount` counts `unit`s left or over."""

    template: ClassVar[str] = "clock_chip.html"
    drawn_once: ClassVar[bool] = True
    name: str
    basis: str
    state: ClockState
    due: str = ""
    amount: int = 0
    unit: Unit = "working_days"
    waits_for: str = ""
    """What starts it, when it has not started: «待作出决定»."""
    provisional: bool = False
    """Whether the due day lies beyond the published calendar, so that it may move by a day or more."""
    since: str = ""
    """Since which day it is suspended."""
    explanation: ClockExplanation | None = None
    explanation_url: str = ""
    """Where the explanation comes from when it is opened, in place of sending it with every page."""

    @property
    def word(self) -> StatusWord:
        return clock_word(self)

    @property
    def words(self) -> tuple[StatusWord, ...]:
        """The state, and beside the days that are left that they are provisional."""
        counted = self.state in {"left", "soon", "due_today"}
        return (
            (self.word, clock_word(replace(self, state="provisional")))
            if self.provisional and counted
            else (self.word,)
        )

    @property
    def pressing(self) -> bool:
        """Whether the date is set in bold."""
        return self.state in {"soon", "due_today", "overdue"}

    @property
    def quiet(self) -> bool:
        return self.state in {"suspended", "not_started", "unused", "ran_out"}


@dataclass(frozen=True, slots=True)
class ClockCard(Part):
    """All limits of a case, as of a moment."""

    template: ClassVar[str] = "clock_card.html"
    as_of: str
    clocks: Sequence[ClockChip]


def span(amount: int, unit: Unit) -> str:
    """A number of days with its unit; days and working days are never told apart by guessing."""
    if unit == "working_days":
        text = ngettext("%(n)s working day", "%(n)s working days", amount)
    else:
        text = ngettext("%(n)s day", "%(n)s days", amount)
    return str(text % {"n": amount})


def clock_word(clock: ClockChip) -> StatusWord:
    """The state of a limit in words."""
    days = span(clock.amount, clock.unit)
    match clock.state:
        case "left":
            return StatusWord(_("{days} left").format(days=days), "neutral", "clock")
        case "soon":
            return StatusWord(_("{days} left").format(days=days), "soon", "alert-triangle")
        case "due_today":
            return StatusWord(_("due today"), "soon", "alert-triangle")
        case "overdue":
            return StatusWord(_("overdue {days}").format(days=days), "breach", "alert-circle")
        case "overdue_done":
            return StatusWord(_("done {days} late").format(days=days), "breach", "alert-circle")
        case "unused":
            return StatusWord(_("lapsed, not used"), "neutral", "minus")
        case "ran_out":
            return StatusWord(_("has run out"), "neutral", "minus")
        case "in_time":
            return StatusWord(_("done in time"), "passed", "check")
        case "suspended":
            text = _("suspended since {day}").format(day=clock.since) if clock.since else _("suspended")
            return StatusWord(text, "neutral", "player-pause")
        case "not_started":
            return StatusWord(clock.waits_for or _("not started"))
        case "provisional":
            return StatusWord(_("provisional"), "neutral", "calendar-exclamation")
