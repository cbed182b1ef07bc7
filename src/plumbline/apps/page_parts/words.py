"""Status words: a word with an icon; colour comes third, so that a grey print still reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.translation import gettext as _

from plumbline.apps.page_parts.part import Part, Tone
from plumbline.core.cases.standing import CaseState

Outcome = Literal["satisfied", "violated", "pending", "not_applicable", "undetermined"]
Severity = Literal["violated", "about_to", "undetermined"]


@dataclass(frozen=True, slots=True)
class StatusWord(Part):
    """One state; one in a cell."""

    template: ClassVar[str] = "status_word.html"
    drawn_once: ClassVar[bool] = True
    text: str
    tone: Tone = "neutral"
    icon: str = ""


def outcome_word(outcome: Outcome) -> StatusWord:
    """One of the five answers of a rule."""
    return {
        "satisfied": StatusWord(_("satisfied"), "passed", "check"),
        "violated": StatusWord(_("violated"), "breach", "alert-circle"),
        "pending": StatusWord(_("pending"), "soon", "clock"),
        "not_applicable": StatusWord(_("not applicable"), "neutral", "minus"),
        "undetermined": StatusWord(_("undetermined"), "neutral", "help-circle"),
    }[outcome]


def case_word(state: CaseState) -> StatusWord:
    """Where a case stands as a whole."""
    return {
        "open": StatusWord(_("in hand"), "running", "circle-dashed"),
        "suspended": StatusWord(_("on hold"), "neutral", "player-pause"),
        "closed": StatusWord(_("closed"), "neutral", "check"),
        "withdrawn": StatusWord(_("withdrawn"), "neutral", "arrow-back-up"),
        "joined": StatusWord(_("joined into another case"), "neutral", "arrow-right"),
        "transferred": StatusWord(_("transferred"), "neutral", "arrow-right"),
        "cancelled": StatusWord(_("opened by mistake, cancelled"), "neutral", "ban"),
    }[state]


def severity_word(severity: Severity) -> StatusWord:
    """How a finding stands."""
    return {
        "violated": StatusWord(_("violated"), "breach", "alert-circle"),
        "about_to": StatusWord(_("about to be violated"), "soon", "alert-triangle"),
        "undetermined": StatusWord(_("undetermined"), "neutral", "help-circle"),
    }[severity]


@dataclass(frozen=True, slots=True)
class SealMark(Part):
    """How a record stands in the ledger: waiting, sealed under a number (a link to the proof), or not matching it."""

    template: ClassVar[str] = "seal_mark.html"
    drawn_once: ClassVar[bool] = True
    state: Literal["waiting", "sealed", "mismatch"]
    number: int = 0
    url: str = ""
