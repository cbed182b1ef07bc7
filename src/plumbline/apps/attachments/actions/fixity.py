"""The check of what is held, in turns: those not read for longest come first, so every file is read again and again.

Each run reads as many bytes as it may and compares them with their address; which addresses lack their bytes, and which
bytes no row names, is told by the storage's list in every run. A finding closes itself once its bytes are sound.

One run at a time on all servers: a lease in the database, renewed while bytes are read. A run whose process died is
taken over when its lease ends; one that lost its lease (stopped, its clock set) stops at the next block it reads.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from plumbline.apps.attachments import store
from plumbline.apps.attachments.errors import BytesUnreadable, CheckUnderWay, NoSuchFile
from plumbline.apps.attachments.kinds import MEGABYTE
from plumbline.apps.attachments.storage import digest_of
from plumbline.core.ledger.moment import ZONE

PER_RUN = 50 * 1024 * MEGABYTE
"""Bytes that a run reads: some minutes of a disk."""
LEASE = 600_000_000
"""Microseconds for which a run that says nothing more is left alone."""
MISSING, CHANGED, UNNAMED = "missing", "changed", "unnamed"


@dataclass(frozen=True, slots=True)
class Turn:
    """What a run did."""

    read: int
    """Files."""
    bytes: int
    found: int
    """Findings that are open after it."""


class Lease:
    """Being the one process that checks. Raises CheckUnderWay, at the beginning and whenever another took over."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._holder, self._clock = uuid.uuid4().hex, clock

    def __enter__(self) -> Lease:
        now = self._clock()
        if not store.take_check(self._holder, now, now + LEASE):
            raise CheckUnderWay(until=_shown(store.check_held_until()))
        self._renewed = now
        return self

    def __exit__(self, *_exception: object) -> None:
        store.renew_check(self._holder, 0)

    def renew(self) -> None:
        """Hold it for another while; written a few times a lease."""
        now = self._clock()
        if now - self._renewed < LEASE // 5:
            return
        if not store.renew_check(self._holder, now + LEASE):
            raise CheckUnderWay(until=_shown(store.check_held_until()))
        self._renewed = now

    def through(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The blocks of a file, held while they are read: a film takes longer than a lease."""
        for block in blocks:
            self.renew()
            yield block


def check_turn(
    *,
    clock: Callable[[], int],
    most: int = PER_RUN,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Turn:
    """One run; `tell` hears how many of the files were read. Raises CheckUnderWay."""
    with Lease(clock) as lease:
        return _turn(clock, lease, most, tell)


def _turn(clock: Callable[[], int], lease: Lease, most: int, tell: Callable[[int, int], None]) -> Turn:
    now, kept = clock(), store.storage()
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
        _check(digest, clock(), lease)
        tell(done, len(turn))
    store.close_gone_faults(there)
    return Turn(len(turn), read, store.count_faults())


def _check(digest: str, now: int, lease: Lease) -> str:
    try:
        found, _ = digest_of(lease.through(store.storage().read(digest)))
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


def _shown(instant: int) -> str:
    return datetime.fromtimestamp(instant // 1_000_000, ZONE).isoformat(timespec="minutes")
