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
from plumbline.apps.disclosure.errors import Classified, NoPaper, SpeaksOfPersons
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.core.disclosure.duty import Duty
from plumbline.core.disclosure.marks import pieces, shown_text, written_marks
from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind, Span
from plumbline.core.ledger.canonical import canonical
from plumbline.core.reports.document import plain_text

ORGANISATION: Final = "organisation"
_PERSON_FIELDS: Final = {
    "name": Kind.NAME,
    "representative": Kind.NAME,
    "receiver": Kind.NAME,
    "witness": Kind.NAME,
    "number": Kind.NUMBER,
    "identity_code": Kind.NUMBER,
    "address": Kind.ADDRESS,
    "phone": Kind.PHONE,
}
"""What a personal field of any act holds, by its name or the last word of it."""
_OF_ORGANISATIONS: Final = frozenset({Kind.NUMBER, Kind.ADDRESS})
"""Of an organisation the representative's name and telephone are a person's all the same."""
_LONGEST: Final = 60
"""Longer values are sentences, and what is personal in them is found by the detector."""


@dataclass(frozen=True, slots=True)
class Party:
    """The party of a decision: name and code are empty where it is no organisation."""

    name: str
    code: str
    is_organisation: bool


@dataclass(frozen=True)
class DecisionText:
    """A text and its proposals. `number` is the paper's, else its case's; `digest` tells them from any others."""

    text: str
    title: str
    number: str
    known: tuple[tuple[Kind, str], ...]
    is_numbered: bool = True
    """Whether the paper bears a number of its own."""

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
    held = party_of(file.party_records)
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
    paper = papers[-1].paper
    return DecisionText(text, paper.kind, paper.number or number, _known(file), bool(paper.number))


def check_unclassified(*texts: str) -> None:
    """Raises Classified for the first text with a classification mark; nothing is stored then."""
    for text in texts:
        if mark := classification_mark(text):
            raise Classified(mark=mark)


def check_nobody_in(text: str) -> None:
    """Raises SpeaksOfPersons for words of a public reason that a reader would take for somebody's."""
    if found := find_personal(text):
        raise SpeaksOfPersons(words="”“".join(text[one.start : one.end] for one in found))


def nobody_in(text: str) -> str:
    """A reason as the public reads it, by whichever door it came in: what speaks of somebody is taken out."""
    return shown_text(pieces(text, find_personal(text))) if text else ""


def _known(file: CaseFile) -> tuple[tuple[Kind, str], ...]:
    """What the records of the case hold of persons and may not be published: of its party, of whoever else is named.

    Of an organisation name, code and address stay.
    """
    party = party_in(file)
    opened = personal_values([one.record.id for one in file.held if one.record.personal])
    found: dict[tuple[Kind, str], None] = {}
    for place, opening in opened.items():
        kind, value = _kind_of(place.name), opening.value
        if kind is None or place.kind != "personal" or not isinstance(value, str) or len(value) > _LONGEST:
            continue
        if party.is_organisation and (kind in _OF_ORGANISATIONS or value in (party.name, party.code)):
            continue
        found[kind, value] = None
    return tuple(found)


def _kind_of(name: str) -> Kind | None:
    """What a personal field holds, by its name; None for free text."""
    last = name.rpartition("_")[2]
    return _PERSON_FIELDS.get(name) or _PERSON_FIELDS.get(last)


def _text(file: CaseFile, one: HeldPaper) -> str:
    twin = one.attachment(DOCX_SUFFIX)
    kept = files([twin.hash]) if twin else {}
    if twin and twin.hash in kept:
        return "\n".join(lines_of(kept[twin.hash]))
    made = composed_again(file, one)
    return plain_text(made.document) if made else ""
