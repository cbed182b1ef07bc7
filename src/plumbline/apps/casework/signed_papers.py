"""Signed papers beside their drafts: a paper sealed electronically, or the scan of one that was signed by hand.

Both are records of the case that name the paper by its record and place; the draft stays what it was. What is sealed is
the PDF that was kept with the act. Whether a seal holds is read from the file each time, never from a record.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.attachments.actions import attach, receive
from plumbline.apps.attachments.kinds import PDF, kind_of
from plumbline.apps.attachments.queries import file as held_file
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.errors import AlreadySealed, NoSeal, NoSuchPaper, NotAScan
from plumbline.apps.casework.handing_over import system_draft
from plumbline.apps.casework.held_papers import HeldPaper
from plumbline.apps.casework.policies import PAPER_SCAN, PAPER_SEAL
from plumbline.apps.documents.queries import SealReport, seals_of
from plumbline.apps.documents.seals import SealHolder
from plumbline.apps.documents.signing import seal_pdf
from plumbline.apps.ledger_store.actions import Receipt, enter
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import SIGN_PAPER
from plumbline.core.ledger.record import Attachment, Record

How = Literal["seal", "scan"]
FILE: Final = "signed"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Seals:
    """Who seals for an organ, and the certificates (DER) that are trusted; `holder` None: the site has no seal."""

    holder: SealHolder | None
    trusted: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed paper: its record and file, and for a sealed one what the file says of its seals."""

    record: Record
    how: How
    attachment: Attachment


def seals(organ: str) -> Seals:
    """The seals of an organ, as the site is wired."""
    found: Seals = import_string(settings.SEALS)(organ)
    return found


def seal_paper(*, person: Person, file: CaseFile, one: HeldPaper, now: int) -> Receipt:
    """Seals the PDF that is kept; raises NoSeal, NoSuchPaper, AlreadySealed, SealRefused, AccessRefused."""
    check_access(person, PAPER_SEAL, file.place, file.docket.calendar.local_day(now))
    holder, kept = seals(file.history.opening.organ).holder, one.attachment()
    if holder is None:
        raise NoSeal()
    if kept is None:
        raise NoSuchPaper()
    if any(found.how == "seal" for found in signed_of(file, one)):
        raise AlreadySealed(kind=one.paper.kind)
    at = _EPOCH + dt.timedelta(microseconds=now)
    data = seal_pdf(b"".join(held_file(kept.hash).read()), holder, at=at, reason=one.paper.kind)
    return _enter(person, file, one, "seal", [data], f"{one.paper.kind}（已盖章）.pdf", kept.salted, now)


def keep_scan(
    *, person: Person, file: CaseFile, one: HeldPaper, chunks: Iterable[bytes], name: str, now: int
) -> Receipt:
    """The scan of the paper as it was signed by hand; raises FileRefused, NotAScan, AccessRefused."""
    check_access(person, PAPER_SCAN, file.place, file.docket.calendar.local_day(now))
    return _enter(person, file, one, "scan", chunks, name, True, now)


def signed_of(file: CaseFile, one: HeldPaper) -> list[Signed]:
    """The signed versions of a paper, in the order in which they came."""
    return [
        Signed(record, "seal" if record.fields.get("how") == "seal" else "scan", record.attachments[0])
        for record in file.history.sealed
        if record.step == SIGN_PAPER
        and record.attachments
        and record.fields.get("record") == one.held.record.id
        and record.fields.get("place") == str(one.place)
    ]


def reports(signed: Signed, organ: str, now: int) -> Sequence[SealReport]:
    """What the file says of its seals, judged as of now."""
    at = _EPOCH + dt.timedelta(microseconds=now)
    data = b"".join(held_file(signed.attachment.hash).read())
    return seals_of(data, list(seals(organ).trusted), at)


def _enter(
    person: Person,
    file: CaseFile,
    one: HeldPaper,
    how: How,
    chunks: Iterable[bytes],
    name: str,
    personal: bool,
    now: int,
) -> Receipt:
    got = receive(chunks, name=name, personal=personal, by=person.account, now=now)
    kind = kind_of(got.media_type)
    if kind is not PDF and not kind.is_picture:
        raise NotAScan(name=got.name)
    fields = {"record": one.held.record.id, "place": str(one.place), "kind": one.paper.kind, "how": how}
    draft = dataclasses.replace(
        system_draft(file, SIGN_PAPER, person, fields, now),
        attachments=(Attachment(FILE, got.media_type, got.size, got.hash, got.salt is not None),),
        salts={FILE: got.salt} if got.salt is not None else {},
    )
    return enter(
        draft,
        expected=file.history.position,
        now=now,
        along=lambda: attach(hashes=[got.hash], record=draft.id),
    )
