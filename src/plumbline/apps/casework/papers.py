"""Papers made at the desk: composed from the facts of the case and the act, numbered, kept as files of the record.

A draft is composed at any time and takes no number. With the act the paper is set with the number that comes next, its
PDF and DOCX are kept, and the transaction that enters the record takes that very number and names the files; where
somebody else took it first, the paper is set again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from plumbline.apps.attachments.actions import attach, receive
from plumbline.apps.casework.act import Paper, PaperWanted
from plumbline.apps.casework.act_draft import written_paper
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.numbering import Reserved, reserve, take_all
from plumbline.apps.casework.paper_facts import MakingAct, filling_of
from plumbline.apps.documents.queries import docx_of, pdf_of
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import DOCUMENTS
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Attachment
from plumbline.core.procedures.document_kind import DocumentKind, Layout
from plumbline.core.reports.compose import Composed, compose
from plumbline.core.reports.document_number import DocumentNumber

DOCX_SUFFIX = "-docx"
"""The editable twin of a paper is the file whose id is the paper's with this behind."""


@dataclass(frozen=True, slots=True)
class Made:
    """Papers that are kept and wait for their record."""

    papers: tuple[Paper, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    salts: Mapping[str, bytes] = field(default_factory=dict)
    numbers: tuple[Reserved, ...] = ()

    def in_draft(self, draft: Draft, there: Sequence[Paper]) -> Draft:
        """The draft with these papers behind those that were `there`."""
        rows: list[Json] = [written_paper(one) for one in (*there, *self.papers)]
        return replace(
            draft,
            fields={**draft.fields, DOCUMENTS: rows} if rows else draft.fields,
            attachments=(*draft.attachments, *self.attachments),
            salts={**draft.salts, **self.salts},
        )

    def settle(self, draft: Draft, now: int) -> None:
        """For the transaction that enters the draft: take the numbers, name the files. Raises NumberMoved."""
        take_all(self.numbers, case=draft.case, by=draft.entered_by, now=now)
        attach(hashes=[one.hash for one in draft.attachments], record=draft.id)


def kind_of_paper(title: str) -> DocumentKind | None:
    """The kind of that title; None for one that the packs no longer know."""
    return shelf().packs.documents.by_title.get(title)


def compose_paper(
    file: CaseFile,
    kind: DocumentKind,
    act: MakingAct,
    asks: Mapping[str, str],
    number: DocumentNumber | str | None,
) -> Composed:
    """The paper and what is missing in it."""
    return compose(kind, filling_of(file, kind, act, asks, number))


def make_papers(file: CaseFile, wanted: Sequence[PaperWanted], act: MakingAct, *, by: str, now: int) -> Made:
    """Set and keep the papers with the numbers that come next. Raises NoDocumentWord, GlyphMissing, FileRefused."""
    made = Made()
    for place, one in enumerate(wanted, 1):
        kind = kind_of_paper(one.kind)
        made = (
            _with(made, Paper(one.kind)) if kind is None else _one(made, file, kind, one, act, place, by, now)
        )
    return made


def _one(
    made: Made,
    file: CaseFile,
    kind: DocumentKind,
    wanted: PaperWanted,
    act: MakingAct,
    place: int,
    by: str,
    now: int,
) -> Made:
    number = None
    if kind.series:
        organ, year = file.issuer(act.record.step), date_of(act.record.day).year
        number = reserve(organ=organ, kind=kind.id, series=kind.series, year=year)
    text = number.number if number else None
    document = compose_paper(file, kind, act, wanted.asks, text).document
    personal = names_person(file, kind, act, wanted.asks)
    identity = f"paper-{place}-{act.record.id[-8:]}"
    twin = identity + DOCX_SUFFIX
    made = _keep(made, identity, pdf_of(document), f"{kind.title}.pdf", personal, by, now)
    made = _keep(made, twin, docx_of(document), f"{kind.title}.docx", personal, by, now)
    made = _with(made, Paper(kind.title, identity, str(text) if text else None))
    return replace(made, numbers=(*made.numbers, number)) if number else made


def _with(made: Made, paper: Paper) -> Made:
    return replace(made, papers=(*made.papers, paper))


def _keep(made: Made, identity: str, data: bytes, name: str, personal: bool, by: str, now: int) -> Made:
    got = receive([data], name=name, personal=personal, by=by, now=now)
    one = Attachment(identity, got.media_type, got.size, got.hash, got.salt is not None)
    salts = {**made.salts, identity: got.salt} if got.salt is not None else made.salts
    return replace(made, attachments=(*made.attachments, one), salts=salts)


def names_person(file: CaseFile, kind: DocumentKind, act: MakingAct, asks: Mapping[str, str]) -> bool:
    """Whether the paper may name a natural person besides officers; then its file is committed with a salt.

    In doubt it does: an unknown party, a record of questions, anything that somebody wrote freely.
    """
    organisation = file.history.header.get("party_kind") == "organisation"
    written = any(text.strip() for text in asks.values())
    return not organisation or kind.layout is Layout.TRANSCRIPT or written or bool(act.personal)
