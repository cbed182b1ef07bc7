"""Reading of what was compared with lists of other systems, and counts of cases that live there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Max

from plumbline.apps.casework.queries import counts_by_procedure
from plumbline.apps.exchange.models import MirrorRow
from plumbline.apps.exchange.queries.sources import SourceView, sources
from plumbline.apps.exchange.translating import procedures_taken
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.access import Visible
from plumbline.core.layouts.mirrored import COMPARED

STATES: Final = ("differs", "there", "here", "same")
MIRROR_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class MirrorView:
    """A list of another system: how many of its rows are as here, how many are not."""

    source: SourceView
    last: int | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """Cases of one organ that another system runs: the system by its names, running and ended ones."""

    procedure: str
    system: str
    system_en: str
    organ: str
    running: int
    ended: int


@dataclass(frozen=True, slots=True)
class MirrorLine:
    """One row as compared: its number, its state, the columns with what both say."""

    subject: str
    state: str
    columns: list[dict[str, str]]
    seen_at: int


@dataclass(frozen=True, slots=True)
class MirrorPage:
    """One page of rows; `total` counts all pages."""

    lines: tuple[MirrorLine, ...]
    total: int
    page: int
    pages: int


def lists_compared(visible: Visible) -> list[MirrorView]:
    """The lists in sight that are compared, with what came of it."""
    seen = [one for one in sources(visible) if one.layout in COMPARED]
    rows = MirrorRow.objects.filter(source__in=[one.code for one in seen]).values("source", "state")
    counted = {(one["source"], one["state"]): one for one in rows.annotate(n=Count("*"), last=Max("seen_at"))}
    return [_mirror(one, counted) for one in seen]


def living_elsewhere(visible: Visible) -> list[ElsewhereView]:
    """Cases that other systems run, of the organs in sight that have a source."""
    packs = shelf().packs
    systems = {one: packs.procedure(one).elsewhere for one in procedures_taken()}
    found = []
    for organ in dict.fromkeys(one.organ for one in sources(visible)):
        for procedure, running, ended, _late in counts_by_procedure(organ):
            if (system := systems.get(procedure)) is not None:
                found.append(ElsewhereView(procedure, system.title, system.english, organ, running, ended))
    return found


def mirror_page(source: str, *, state: str, words: str, page: int) -> MirrorPage:
    """Rows of a list in this state (all but the equal ones where none is named), by number."""
    rows = _rows(source, state, words)
    total = int(rows.count())
    pages = max(1, -(-total // MIRROR_PAGE))
    page = min(max(page, 1), pages)
    shown = rows[(page - 1) * MIRROR_PAGE : page * MIRROR_PAGE]
    return MirrorPage(tuple(map(_line, shown)), total, page, pages)


def all_mirror_lines(source: str, *, state: str, words: str) -> Iterator[MirrorLine]:
    """The same rows, all of them."""
    for one in _rows(source, state, words).iterator(chunk_size=500):
        yield _line(one)


def _rows(source: str, state: str, words: str) -> Any:
    rows = MirrorRow.objects.filter(source=source).order_by("subject")
    rows = rows.filter(state=state) if state in STATES else rows.exclude(state="same")
    return rows.filter(subject__icontains=words) if words else rows


def _line(one: MirrorRow) -> MirrorLine:
    return MirrorLine(one.subject, one.state, list(one.columns), int(one.seen_at))


def _mirror(one: SourceView, counted: dict[tuple[str, str], dict[str, Any]]) -> MirrorView:
    mine = {state: counted.get((one.code, state), {}) for state in STATES}
    lasts = [row["last"] for row in mine.values() if row]
    return MirrorView(
        one, max(lasts, default=None), {state: int(row.get("n", 0)) for state, row in mine.items()}
    )
