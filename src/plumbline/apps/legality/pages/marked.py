"""A text cut where its marks stand, and each mark as a line for the reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.legality.queries import MarkView, TextView
from plumbline.apps.legality.shelf import measured
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.errors import Language

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; `place` is the mark that begins it, None for plain text. `level` is its severity."""

    text: str
    place: int | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark as the reviewer sees it."""

    place: int
    passage: str
    says: str
    article: Link | None
    articles: str
    word: StatusWord
    lowered: bool
    decided: str
    decision: str
    reason: str
    precision: str
    whole: bool
    """Whether it is about the text as a whole."""


def pieces(found: TextView) -> list[Piece]:
    """The text in order; where marks overlap, the earlier one is drawn and the later begins where it ends."""
    cut: list[Piece] = []
    at = 0
    for one in sorted(found.marks, key=lambda mark: (mark.start, -mark.end)):
        start = max(one.start, at)
        if one.end <= start:
            continue
        if start > at:
            cut.append(Piece(found.text[at:start]))
        cut.append(Piece(found.text[start : one.end], one.place, one.severity))
        at = one.end
    return [*cut, Piece(found.text[at:])]


def mark_lines(found: TextView, said: Language) -> list[MarkLine]:
    """The marks in the order of the text, those of the whole text first."""
    return [_line(found, one, said) for one in found.marks]


def _line(found: TextView, one: MarkView, said: Language) -> MarkLine:
    packs = shelf()
    passage = " ".join(found.text[one.start : one.end].split())
    joint = "；" if said == "zh" else "; "
    articles = joint.join(packs.written(basis) for basis in one.basis)
    cite = urlencode({"cite": "; ".join(one.basis)})
    return MarkLine(
        place=one.place,
        passage=passage if len(passage) <= _LONGEST else f"{passage[:_LONGEST]}…",
        says=one.says if said == "zh" else one.english,
        article=Link(articles, f"{reverse('law:article')}?{cite}") if articles else None,
        articles=articles,
        word=_word(one.severity),
        lowered=one.lowered,
        decided={"accepted": _("accepted"), "rejected": _("rejected")}.get(one.decision, ""),
        decision=one.decision,
        reason=one.reason,
        precision=_precision(one.pattern),
        whole=one.end <= one.start,
    )


def _word(severity: str) -> StatusWord:
    return {
        "block": StatusWord(_("may stop the paper"), "breach", "alert-circle"),
        "warn": StatusWord(_("to be looked at"), "soon", "alert-triangle"),
    }.get(severity, StatusWord(_("for information"), "neutral", "info-circle"))


def _precision(pattern: str) -> str:
    """What was measured of the pattern; empty where nothing was."""
    found = measured().get(pattern)
    if found is None or found.claimed is None:
        return ""
    said = _("right in {share} of its marks ({n} sentences measured)")
    return str(said).format(share=f"{found.claimed:.0%}", n=found.examples)
