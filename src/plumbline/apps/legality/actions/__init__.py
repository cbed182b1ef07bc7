"""Bringing in a text and deciding on its marks. Raises FileRefused (for a mark of secrecy), TextEmpty, TextTooLong."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from pathlib import Path
from typing import Final, Literal

from django.db import transaction

from plumbline.apps.attachments.errors import Classified
from plumbline.apps.attachments.inspecting import inspect
from plumbline.apps.attachments.kinds import DOCX
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.attachments.text_reader import read_docx
from plumbline.apps.legality import shelf
from plumbline.apps.legality.errors import ReasonNeeded, TextEmpty, TextTooLong, TextUnknown
from plumbline.apps.legality.models import CheckedText, TextMark
from plumbline.apps.legality.policies import TEXTS
from plumbline.apps.pack_store.shelf import shelf as packs
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.review.checking import check_text
from plumbline.core.review.patterns import Maker, TextKind

MOST: Final = 200_000
KEPT_DAYS: Final = 180
_DAY: Final = 86_400_000_000
Decision = Literal["accepted", "rejected", ""]


def text_of_file(data: bytes, name: str) -> str:
    """The words of a DOCX, PDF or TXT; nothing of the file is kept. Raises FileRefused, TextEmpty."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text")
        path.write_bytes(data)
        found = inspect(path, name)
    if mark := classification_mark(found.text):
        raise Classified(name=name, mark=mark)
    # Of a Word file its paragraphs alone are checked; who wrote it with which program stands in the whole text too.
    text = read_docx(data)[0] if found.kind is DOCX else found.text
    if not text.strip():
        raise TextEmpty(name=name)
    return text


def bring_in(
    *,
    person: Person,
    title: str,
    text: str,
    kind: TextKind,
    maker: Maker,
    now: int,
    today: dt.date,
    case: str = "",
) -> int:
    """Keeps a text with its marks; its number. A mark of secrecy stops it before anything is stored."""
    if mark := classification_mark(f"{title}\n{text}"):
        raise Classified(name=title, mark=mark)
    if not text.strip():
        raise TextEmpty(name=title)
    if len(text) > MOST:
        raise TextTooLong(most=MOST)
    marks = check_text(text, kind, maker, shelf.patterns(), packs().registry, today)
    with transaction.atomic():
        kept = CheckedText.objects.create(
            organ=person.organ,
            division=person.divisions[0] if person.divisions else "",
            title=title,
            kind=kind.value,
            maker=maker.value,
            text=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            by=person.signs_as,
            at=now,
            case=case,
        )
        TextMark.objects.bulk_create(
            TextMark(
                text=kept,
                place=place,
                pattern=one.id,
                start=one.start,
                end=one.end,
                severity=one.severity.value,
                basis=list(one.basis),
                says=one.says,
                english=one.english,
                lowered=one.lowered,
            )
            for place, one in enumerate(marks)
        )
    return int(kept.pk)


def decide(
    *, person: Person, text: int, place: int, decision: Decision, reason: str, now: int, today: int
) -> None:
    """Accepts or rejects a mark, or takes the decision back.

    Raises ReasonNeeded, TextUnknown, AccessRefused, Classified.
    """
    kept = CheckedText.objects.filter(pk=text).first()
    if kept is None:
        raise TextUnknown()
    check_access(person, TEXTS, Place(kept.organ, kept.division), today)
    if decision == "rejected" and len(reason.strip()) < 2:
        raise ReasonNeeded()
    if mark := classification_mark(reason):
        raise Classified(name=kept.title, mark=mark)
    TextMark.objects.filter(text=kept, place=place).update(
        decision=decision, reason=reason.strip()[:500], decided_by=person.signs_as, decided_at=now
    )


def forget(*, now: int) -> int:
    """Removes texts whose time is over; how many."""
    gone = CheckedText.objects.filter(at__lt=now - KEPT_DAYS * _DAY)
    count = gone.count()
    gone.delete()
    return int(count)
