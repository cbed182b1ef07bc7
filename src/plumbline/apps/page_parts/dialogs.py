"""Questions before what cannot be undone, and what to do when two people saved the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Part, Tone


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """A second officer confirms inside the dialog, with the own login or PIN."""

    why: str
    candidates: Sequence[tuple[str, str]]
    """Value and name of those who may confirm."""


@dataclass(frozen=True, slots=True)
class ConfirmDialog(Part):
    """A question with the act as verb, the consequence in a sentence; the button is the verb itself, never «确定»."""

    template: ClassVar[str] = "confirm_dialog.html"
    key: str
    question: str
    consequence: str
    verb: str
    url: str
    reason_label: str = ""
    reason_hint: str = ""
    reason: str = ""
    error: str = ""
    second: SecondPerson | None = None
    embedded: bool = False
    """Stands in the page, as in the catalogue, rather than over it."""


@dataclass(frozen=True, slots=True)
class ConflictField:
    """A field both changed; the person chooses which to keep."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Conflict(Part):
    """Two people saved: what the other changed, field by field; one's own is kept until a choice is made."""

    template: ClassVar[str] = "conflict.html"
    title: str
    who: str
    at: str
    url: str
    verb: str
    fields: Sequence[ConflictField]
    hidden: Sequence[tuple[str, str]] = ()
    """What else the form sends: the position in the case that was seen, say."""


@dataclass(frozen=True, slots=True)
class Notice(Part):
    """One fact with its date, in the page: «10-13 周二 24:00 到期，剩 1 个工作日»."""

    template: ClassVar[str] = "notice.html"
    text: str
    tone: Tone = "neutral"
    icon: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class ReasonedAct(Part):
    """An act on the thing of a row that wants its reason: opened in the row, without script."""

    template: ClassVar[str] = "reasoned_act.html"
    text: str
    what: str
    """The thing, for a screen reader."""
    reason_label: str
    verb: str
    url: str
    hidden: Sequence[tuple[str, str]] = ()
    number: tuple[str, str, int, int] | None = None
    """Where the row stands for several: name, label, least and most of the number that says which one."""
