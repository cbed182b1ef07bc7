"""What a person asks to be done in a case: plain values that forms fill and the door judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plumbline.apps.goods.actions import Moving, Restated
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Attachment


@dataclass(frozen=True, slots=True)
class Paper:
    """A document made in an act; `attachment` is the id of its file among the act's files, or None."""

    kind: str
    attachment: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """A document that the system is to make with the act: its kind, and what the person wrote into its blanks."""

    kind: str
    asks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordingOf:
    """A recording made of an act, with the instants of its beginning and end where they are known."""

    kind: str
    attachment: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What is done: step, when, by whom besides the person at the desk, what the form says, what was made."""

    step: str
    at: Moment
    until: Moment | None = None
    others: tuple[str, ...] = ()
    """Officers who acted too and have yet to confirm with their own login."""
    values: Mapping[str, Value] = field(default_factory=dict)
    personal: Mapping[str, Json] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    """Papers that are there already."""
    make: tuple[PaperWanted, ...] = ()
    """Papers that are made with the act: numbered, kept, and sealed with it."""
    recordings: tuple[RecordingOf, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """Files held already (`attachments.actions.receive`)."""
    salts: Mapping[str, bytes] = field(default_factory=dict)
    discretion: Mapping[str, Json] | None = None
    """What a decision says of the benchmark, as its record keeps it."""
    captured: Mapping[str, Json] | None = None
    """What a device in the street says of the act (`reserved.FIELD`)."""
    beside: Mapping[str, Json] = field(default_factory=dict)
    """What a desk says of the act beside its fields (`reserved.BESIDE`)."""
    desk: str = ""
    """Which desk does it, where the act has a page of its own (`own_pages`)."""
    named: tuple[tuple[str, str], ...] | None = None
    """Things that the act is about, by the records that took them in, with counts; None: it says nothing of things."""
    moves: tuple[Moving, ...] = ()
    """What the act does to things, entered with it or not at all."""
    restates: tuple[Restated, ...] = ()
    """Things whose entries a correction corrects with it."""
    listing: tuple[tuple[str, str, str, str], ...] = ()
    """Name, make, count and unit of those things, for its papers."""
    place: str = ""
    """Where things taken are kept, for its papers."""
