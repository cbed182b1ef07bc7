"""The text of a decision as it is kept, with what is proposed to be taken out of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.attachments.queries import files
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.held_papers import HeldPaper, composed_again, papers_in
from plumbline.apps.casework.paper_texts import lines_of
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.casework.queries import party_of
from plumbline.apps.disclosure.errors import Classified, NoPaper
from plumbline.core.disclosure.duty import Duty
from plumbline.core.disclosure.marks import written_marks
from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind, Span
from plumbline.core.ledger.canonical import canonical
from plumbline.core.reports.document import plain_text

ORGANISATION: Final = "organisation"
_PERSON_FIELDS: Final = {
    "party_name": Kind.NAME,
    "party_number": Kind.NUMBER,
    "party_address": Kind.ADDRESS,
    "party_phone": Kind.PHONE,
    "party_representative": Kind.NAME,
}
_REPRESENTATIVE: Final = frozenset({"party_representative", "party_phone"})
"""Of an organisation the representative's name and telephone are a person's all the same."""


@dataclass(frozen=True, slots=True)
class Party:
    """The party of a decision: name and code are empty where it is no organisation."""

    name: str
    code: str
    is_organisation: bool


@dataclass(frozen=True)
class DecisionText:
    """A text and its proposals. `digest` tells them from any others."""

    text: str
    title: str
    number: str
    known: tuple[tuple[Kind, str], ...]

    @cached_property
    def proposed(self) -> list[Span]:
        """What is proposed to be taken out."""
        return find_personal(self.text, self.known)

    @cached_property
    def digest(self) -> str:
        """Of the text and its proposals."""
        told = canonical([self.text, written_marks(self.proposed)])
        return hashlib.sha256(told).hexdigest()[:32]


def party_in(file: CaseFile) -> Party:
    """The party of the case; a person unless the case says that it is an organisation."""
    held = party_of(file.history.opening.case, file.held[0].record.id)
    is_organisation = file.history.header.get("party_kind") == ORGANISATION
    if not is_organisation:
        return Party("", "", False)
    return Party(str(held.get("party_name") or ""), str(held.get("party_number") or ""), True)


def text_in(file: CaseFile, duty: Duty) -> DecisionText:
    """The text of the decision's paper; raises NoPaper, Classified."""
    number = file.history.opening.number
    papers = [one for one in papers_in(file) if one.paper.kind in duty.papers and not one.replaced]
    text = _text(file, papers[-1]) if papers else ""
    if not text.strip():
        raise NoPaper(number=number, papers="、".join(duty.papers))
    check_unclassified(text)
    return DecisionText(text, papers[-1].paper.kind, papers[-1].paper.number or number, _known(file))


def check_unclassified(*texts: str) -> None:
    """Raises Classified for the first text with a classification mark; nothing is stored then."""
    for text in texts:
        if mark := classification_mark(text):
            raise Classified(mark=mark)


def _known(file: CaseFile) -> tuple[tuple[Kind, str], ...]:
    """What the register of the case holds of its party and may not be published."""
    held = party_of(file.history.opening.case, file.held[0].record.id)
    is_organisation = party_in(file).is_organisation
    return tuple(
        (kind, str(held[name]))
        for name, kind in _PERSON_FIELDS.items()
        if held.get(name) and (not is_organisation or name in _REPRESENTATIVE)
    )


def _text(file: CaseFile, one: HeldPaper) -> str:
    twin = one.attachment(DOCX_SUFFIX)
    kept = files([twin.hash]) if twin else {}
    if twin and twin.hash in kept:
        return "\n".join(lines_of(kept[twin.hash]))
    made = composed_again(file, one)
    return plain_text(made.document) if made else ""
