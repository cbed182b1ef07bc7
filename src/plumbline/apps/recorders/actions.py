"""Reading recorders out, and giving a file to the act that it was made of.

A file goes to an act by a correction of its record: both stay to be seen, and the breach that it mends is a finding of
its own. Raises AccessRefused, RecorderError, FileRefused, StoreError, CaseworkError.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, BinaryIO, Final

from plumbline.apps.attachments.actions import receive
from plumbline.apps.attachments.errors import HashDiffers
from plumbline.apps.attachments.queries import files
from plumbline.apps.casework.act import Act, RecordingOf
from plumbline.apps.casework.actions import correct_act
from plumbline.apps.casework.carrying import carried, papers_of
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.people.queries.entries import officer_register
from plumbline.apps.recorders.errors import (
    AlreadyThere,
    NoRecording,
    NotAsListed,
    NotOverlapping,
    TimeUnknown,
)
from plumbline.apps.recorders.models import Footage, RecordedAct
from plumbline.apps.recorders.policies import READ_OUT
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.ledger.record import Attachment
from plumbline.core.recording.file_times import movie_times, start_by_name
from plumbline.core.recording.listed import AUDIO_VIDEO
from plumbline.core.recording.matching import Stretch, matches, put_right

_CHUNK: Final = 1 << 20
_PHOTO: Final = "photo"


def take_in(
    *,
    person: Person,
    sent: BinaryIO,
    name: str,
    recorder: str,
    seconds_ahead: int,
    now: int,
    today: int,
    listed: str | None = None,
) -> int:
    """Keeps a file under its hash, with its times put right; its number. The same bytes are taken in once.

    `listed` is the SHA-256 (hex) that the recorder's list gives for it: other bytes are refused, and nothing is kept.

    Read out again with another recorder or clock before it was given to an act, its times are put right anew.
    """
    check_access(person, READ_OUT, Place(person.organ, ""), today)
    began, length = movie_times(sent)
    start = start_by_name(name) or began
    sent.seek(0)
    if start is None:
        came = _digest(sent) if listed else listed
        raise TimeUnknown(name=name) if came == listed else NotAsListed(name=name, listed=listed, came=came)
    chunks = iter(lambda: sent.read(_CHUNK), b"")
    try:
        got = receive(chunks, name=name, personal=False, by=person.signs_as, now=now, sent=listed)
    except HashDiffers as error:
        raise NotAsListed(name=name, listed=listed, came=error.data["came"]) from None
    kept = Footage.objects.filter(organ=person.organ, hash=got.hash).first()
    stated = (recorder, seconds_ahead)
    if kept is not None and listed and not kept.listed:
        Footage.objects.filter(pk=kept.pk).update(listed=True)
    if kept is not None and (kept.record or (kept.recorder, kept.seconds_ahead) == stated):
        raise AlreadyThere(name=name, earlier=kept.name)
    kind = got.media_type.partition("/")[0]
    if kind not in ("video", "audio", "image"):
        raise NoRecording(name=name)
    right = put_right(Stretch(name, start, start + (length or 0)), seconds_ahead)
    read: dict[str, Any] = {
        "name": name,
        "media_type": got.media_type,
        "size": got.size,
        "recorder": recorder,
        "seconds_ahead": seconds_ahead,
        "start": right.start,
        "end": right.end,
        "by": person.signs_as,
        "at": now,
        **({"listed": True} if listed else {}),
    }
    made, _new = Footage.objects.update_or_create(organ=person.organ, hash=got.hash, defaults=read)
    return int(made.pk)


def _digest(sent: BinaryIO) -> str:
    running = sha256()
    for chunk in iter(lambda: sent.read(_CHUNK), b""):
        running.update(chunk)
    return running.hexdigest()


def attach(*, person: Person, footage: int, record: str, now: int, today: int) -> str:
    """Gives a file to an act that it touches in time; the act's case."""
    row = Footage.objects.get(pk=footage, organ=person.organ)
    act = RecordedAct.objects.get(record=record, organ=person.organ)
    check_access(person, READ_OUT, Place(act.organ, act.division, act.case), today)
    if not matches([Stretch("f", row.start, row.end)], [Stretch("a", act.start, act.end)]):
        raise NotOverlapping(name=row.name)
    file = read_case(act.case)
    sealed = next(one.record for one in file.held if one.record.id == record)
    fact = next(one for one in file.history.acts if one.id == record)
    kept = carried(sealed, {one.kind for one in papers_of(sealed)})
    held = files([row.hash])[row.hash]
    identity = f"recorder-{row.pk}"
    means = _PHOTO if row.media_type.startswith("image/") else AUDIO_VIDEO
    personal: dict[str, Any] = {
        place.name: one.value for place, one in personal_values([record]).items() if place.kind == "personal"
    }
    restated = Act(
        step=sealed.step,
        at=sealed.at,
        until=sealed.until,
        others=tuple(one.officer for one in sealed.by if one.officer != (person.officer or person.account)),
        values=dict(fact.fields),
        personal=personal,
        papers=kept.papers,
        recordings=(*kept.recordings, RecordingOf(means, identity, row.start, row.end)),
        attachments=(
            *kept.attachments,
            Attachment(identity, held.kind.media_type, held.size, row.hash, False),
        ),
        salts=kept.salts,
        discretion=kept.discretion,
        beside=kept.beside,
        named=kept.named,
    )
    done = correct_act(
        person=person,
        case=act.case,
        record=record,
        act=restated,
        reason=f"导入记录仪{row.recorder}的音像“{row.name}”",
        seen=None,
        now=now,
        officers=officer_register(),
    )
    Footage.objects.filter(pk=footage).update(record=done.receipt.record.id)
    return str(act.case)
