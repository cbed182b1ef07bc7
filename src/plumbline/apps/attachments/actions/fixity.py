"""The check of what is held, in turns: those not read for longest come first, so every file is read again and again.

Each run reads as many bytes as it may and compares them with their address; which addresses lack their bytes, and which
bytes no row names, is told by the storage's list in every run. A finding closes itself once its bytes are sound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from plumbline.apps.attachments import store
from plumbline.apps.attachments.errors import BytesUnreadable, NoSuchFile
from plumbline.apps.attachments.kinds import MEGABYTE
from plumbline.apps.attachments.storage import digest_of

PER_RUN = 50 * 1024 * MEGABYTE
"""Bytes that a run reads: some minutes of a disk."""
MISSING, CHANGED, UNNAMED = "missing", "changed", "unnamed"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a run did."""

    read: int
    """Files."""
    bytes: int
    found: int
    """Findings that are open after it."""


def check_turn(
    *, now: int, most: int = PER_RUN, tell: Callable[[int, int], None] = lambda done, total: None
) -> Turn:
    """One run; `tell` hears how many of the files were read."""
    kept = store.storage()
    there, named = set(kept.digests()), set(store.digests())
    for digest in named - there:
        store.note_fault(digest, MISSING, now)
    for digest in there - named:
        if not store.is_named(digest):  # an upload of this moment has its row by now
            store.note_fault(digest, UNNAMED, now)
    turn = store.turn_of_fixity(most)
    read = 0
    for done, (digest, size) in enumerate(turn, 1):
        read += size
        _check(digest, now)
        tell(done, len(turn))
    store.close_gone_faults(there)
    return Turn(len(turn), read, store.count_faults())


def check_one(*, digest: str, now: int) -> str:
    """Read the bytes of an address now: what is wrong with them, or nothing."""
    return _check(digest, now)


def _check(digest: str, now: int) -> str:
    try:
        found, _ = digest_of(store.storage().read(digest))
    except NoSuchFile:
        what = MISSING
    except (OSError, BytesUnreadable):
        what = CHANGED
    else:
        what = "" if found == digest else CHANGED
    with transaction.atomic():
        if what and store.is_named(digest):
            store.note_fault(digest, what, now)
        elif not what:
            store.close_fault(digest)
        store.note_checked(digest, now)
    return what
