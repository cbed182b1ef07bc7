"""Papers as the records of a case name them, and which of them, and of its files, belong into the internal volume."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.casework.act import Paper
from plumbline.apps.casework.carrying import papers_of
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.paper_facts import MakingAct
from plumbline.apps.casework.papers import DOCX_SUFFIX, compose_paper, kind_of_paper
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.page_parts.addresses import url_of
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.joining import joining_of
from plumbline.core.cases.reserved import SIGN_PAPER, SUBMIT
from plumbline.core.facts.linking import FROM_CASE, SPLIT_STEP, reference
from plumbline.core.ledger.record import Attachment, Record
from plumbline.core.procedures.document_kind import DocumentKind
from plumbline.core.reports.compose import Composed


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper that a record names; `file` is its PDF where it is kept, `kind` None where the packs know it no more."""

    held: HeldRecord
    place: int
    paper: Paper
    kind: DocumentKind | None
    replaced: bool

    @property
    def url(self) -> str:
        """Its page."""
        return self.address("paper")

    @property
    def record_url(self) -> str:
        """The page of the record that names it."""
        return url_of("casework:record", case=self.held.record.case, record=self.held.record.id)

    @property
    def is_internal(self) -> bool:
        """Whether it belongs into the internal volume; in doubt it does."""
        return self.kind is None or self.kind.is_internal

    def attachment(self, suffix: str = "") -> Attachment | None:
        """Its PDF among the files of the record; with the suffix its editable twin."""
        wanted = (self.paper.attachment or "") + suffix
        return next((one for one in self.held.record.attachments if one.id == wanted), None)

    def address(self, page: str) -> str:
        """Where one of its pages is."""
        record = self.held.record
        return url_of(f"casework:{page}", case=record.case, record=record.id, place=self.place)


def papers_in(file: CaseFile) -> list[HeldPaper]:
    """Every paper of the case in the order in which it was made; those of replaced records too."""
    gone = {one.record.corrects for one in file.held if one.record.corrects}
    return [
        HeldPaper(held, place, paper, kind_of_paper(paper.kind), held.record.id in gone)
        for held in sorted(file.held, key=lambda one: (one.record.at.earliest, one.position))
        for place, paper in enumerate(papers_of(held.record), 1)
    ]


def cited_in(file: CaseFile) -> list[tuple[CaseFile, frozenset[str]]]:
    """The cases from which this one was split off, each with the records that it cites, every version of them."""
    void = void_of(file.history.sealed)
    origins = [
        str(one.fields.get(FROM_CASE))
        for one in file.history.sealed
        if one.step == SPLIT_STEP and one.id not in void
    ]
    return [(read_case(one), _cited(file, reference(one, ""))) for one in dict.fromkeys(origins)]


def joined_in(file: CaseFile) -> list[CaseFile]:
    """The cases that were joined into this one and still are, each followed by those joined into it before."""
    found: list[CaseFile] = []
    for name in file.history.joined:
        if joining_of(file.history, name) is not None:
            other = read_case(name)
            found += [other, *joined_in(other)]
    return found


def _cited(file: CaseFile, mark: str) -> frozenset[str]:
    return frozenset(act.id.removeprefix(mark) for act in file.history.acts if act.id.startswith(mark))


def composed_again(file: CaseFile, one: HeldPaper) -> Composed | None:
    """The paper set again from what its record says; for papers of which no file is kept."""
    act = next((act for act in file.history.acts if act.id == one.held.record.id), None)
    if one.kind is None or act is None:
        return None
    held = personal_values([one.held.record.id])
    personal = {place.name: opening.value for place, opening in held.items() if place.kind == "personal"}
    known = {name: value for name, value in personal.items() if value is not None}
    return compose_paper(file, one.kind, MakingAct(act, known), {}, one.paper.number)


def kinds_of_step(file: CaseFile, record: Record) -> list[DocumentKind | None]:
    """The kinds of papers that the record's step makes, or the step that was submitted for approval."""
    if record.step == SIGN_PAPER:
        return [kind_of_paper(str(record.fields.get("kind") or ""))]
    step = file.docket.step(str(record.fields.get("step")) if record.step == SUBMIT else record.step)
    return [kind_of_paper(title) for title in step.documents] if step else []


def record_is_internal(file: CaseFile, record: Record) -> bool:
    """Whether files of the record belong into the internal volume: every paper of its step does."""
    kinds = kinds_of_step(file, record)
    return bool(kinds) and all(kind is None or kind.is_internal for kind in kinds)


def file_is_internal(file: CaseFile, record: Record, name: str) -> bool:
    """Whether this file of the record does: by its record, or as a paper of the internal volume."""
    for paper in papers_of(record):
        if paper.attachment and name.removesuffix(DOCX_SUFFIX) == paper.attachment:
            kind = kind_of_paper(paper.kind)
            return kind is None or kind.is_internal
    return record_is_internal(file, record)
