"""Papers of a case as pages show them: lines of the card, previews of what is kept, drafts of what would be made."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from plumbline.apps.attachments.queries import HeldFile, files
from plumbline.apps.casework.act_draft import act_draft, proposed
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.forms import ActForm
from plumbline.apps.casework.held_papers import HeldPaper, cited_in, papers_in
from plumbline.apps.casework.pages.act_forms import act_of_form
from plumbline.apps.casework.pages.record_parts import seal_mark
from plumbline.apps.casework.pages.speaking import Speaker, paper_name
from plumbline.apps.casework.pages.uploads import Uploads
from plumbline.apps.casework.paper_facts import MakingAct
from plumbline.apps.casework.papers import compose_paper
from plumbline.apps.documents.queries import pictures_of, voided
from plumbline.apps.page_parts.cards import PaperCard, PaperLine
from plumbline.apps.page_parts.papers import DocumentPreview
from plumbline.apps.page_parts.part import Act
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.authority.person import Person
from plumbline.core.procedures.definition import Step
from plumbline.core.procedures.document_kind import DocumentKind
from plumbline.core.reports.compose import Composed

DRAFT_PPI = 84.0


class ShownPapers(NamedTuple):
    """The papers that are shown, the files of them that are kept, and which of their numbers are void."""

    papers: list[HeldPaper]
    kept: Mapping[str, HeldFile]
    void: Mapping[str, str]

    def told(self) -> tuple[object, ...]:
        """What of it does not stand in the records of the case."""
        pages = tuple((hash, one.pages) for hash, one in self.kept.items())
        return len(self.papers), pages, tuple(self.void.items())


def shown_papers(file: CaseFile, *, internal: bool) -> ShownPapers:
    """The papers of the case, before them those that a split cites; without `internal` those of the internal volume
    are not there at all.
    """
    cited = [one for origin, ids in cited_in(file) for one in papers_in(origin) if one.held.record.id in ids]
    shown = [one for one in (*cited, *papers_in(file)) if internal or not one.is_internal]
    kept = files(found.hash for one in shown if (found := one.attachment()) is not None)
    numbers = [(one.kind.id, one.paper.number) for one in shown if one.kind and one.paper.number]
    return ShownPapers(shown, kept, voided(file.history.opening.organ, numbers))


def paper_card(file: CaseFile, speak: Speaker, shown: ShownPapers) -> PaperCard:
    """The card of papers."""
    return PaperCard([_line(file, speak, one, shown.kept, shown.void) for one in shown.papers])


def _line(
    file: CaseFile, speak: Speaker, one: HeldPaper, kept: Mapping[str, HeldFile], void: Mapping[str, str]
) -> PaperLine:
    found = one.attachment()
    held = kept.get(found.hash) if found else None
    pages = held.pages if held and held.pages else 0
    is_cited = one.held.record.case != file.history.opening.case
    return PaperLine(
        title=speak.paper(one.paper.kind),
        number=one.paper.number or "",
        day=speak.short(file.docket.calendar.local_day(one.held.record.at.earliest)),
        pages=str(pages) if pages else "—",
        state=_state(one, held is not None, void),
        internal=one.is_internal,
        url=one.address("paper"),
        pdf_url=one.address("paper_pdf"),
        docx_url=one.address("paper_docx"),
        record_url=one.record_url if is_cited else f"#r-{one.held.record.id}",
        cited=is_cited,
    )


def _state(one: HeldPaper, kept: bool, void: Mapping[str, str]) -> StatusWord:
    if one.paper.number in void:
        return StatusWord(_("number void"), "neutral", "ban")
    if one.replaced:
        return StatusWord(_("record corrected"), "neutral", "arrow-back-up")
    if kept:
        return StatusWord(_("kept"), "passed", "check")
    return StatusWord(_("no file kept"), "neutral", "circle-dashed")


def kept_preview(file: CaseFile, one: HeldPaper, pages: int, sealed: int) -> DocumentPreview:
    """The pages of the PDF that is kept."""
    shown = [one.address("paper") + f"{page}/" for page in range(1, pages + 1)]
    return DocumentPreview(
        paper_name(one.paper.kind),
        one.paper.number or "",
        shown,
        seal_mark(one.held.leaf, sealed),
        _downloads(one),
    )


def again_preview(one: HeldPaper, composed: Composed) -> DocumentPreview:
    """A paper of which no file is kept, as its record would print it."""
    return replace(_drawn(composed, one.paper.kind, one.paper.number or ""), acts=_downloads(one))


def paper_draft(
    file: CaseFile, step: Step, kind: DocumentKind, form: ActForm, person: Person, now: int
) -> DocumentPreview:
    """The paper as it would be made from the form; no number is taken."""
    act = act_of_form(form, step, Uploads(), make=True)
    judged = proposed(act_draft(person, file, step, act, now, "draft"), file, step, now)
    composed = compose_paper(
        file, kind, MakingAct(judged, act.personal, act.listing, act.place), form.asks_of(kind), None
    )
    return _drawn(
        composed, kind.title, _("Draft; the number is taken when the act is done") if kind.series else ""
    )


def _drawn(composed: Composed, title: str, number: str) -> DocumentPreview:
    pages = [
        "data:image/png;base64," + base64.b64encode(page).decode("ascii")
        for page in pictures_of(composed.document, ppi=DRAFT_PPI)
    ]
    missing = [one.title for one in composed.missing if one.path != "document.number"]
    return DocumentPreview(paper_name(title), number, pages, missing=missing)


def _downloads(one: HeldPaper) -> list[Act]:
    pdf = Act(_("PDF"), one.address("paper_pdf"), "download", small=True)
    return [pdf, Act(_("Word"), one.address("paper_docx"), "download", small=True)]
