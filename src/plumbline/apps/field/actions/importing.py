"""A phone's bundle is imported at the desk by the two holders of the recovery key, each with an own login and share.

The first brings the bundle and a share; with the share of the other it is opened, entered like anything from the field,
and then neither bundle nor share is kept. What had arrived already is passed over. A capture that is refused for good
holds nothing up: its visit is entered without it and says so, and the bundle is kept, as it may be all that is left.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from plumbline.apps.attachments.errors import FileRefused, final_kind
from plumbline.apps.field import store
from plumbline.apps.field.actions.files import take_file
from plumbline.apps.field.actions.receiving import Received, receive_visit
from plumbline.apps.field.actions.recovery import check_share, open_key
from plumbline.apps.field.bundle import Part, parts_of
from plumbline.apps.field.errors import (
    BundleGone,
    BundleOfOtherOrgan,
    BundleUnreadable,
    SamePerson,
    ShareWrong,
)
from plumbline.apps.field.models import BundleWaiting
from plumbline.apps.field.waiting_share import unwrapped, wrapped
from plumbline.apps.people.queries import acting
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.field_visit import NotTaken, read_visit

KEPT: Final = 30 * 86_400_000_000
"""Microseconds for which a bundle waits for the other holder."""
_ORPHAN: Final = 86_400_000_000


def bring_bundle(*, person: Person, chunks: Iterable[bytes], share: str, now: int) -> str:
    """Keeps a bundle until the other holder opens it; its id. Raises BundleUnreadable, ShareWrong.

    Brought again by the same holder, who mistyped the share, it takes the place of the earlier one.
    """
    identity = uuid4().hex
    path = _path(identity)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        for chunk in chunks:
            stream.write(chunk)
    try:
        keys, visits = _looked_at(path)
        known = store.key(keys.pop()) if len(keys) == 1 else None
        if known is None or known.organ != person.organ:
            raise BundleOfOtherOrgan
        check_share(known, person.account, share)
    except (BundleUnreadable, ShareWrong):
        path.unlink()
        raise
    earlier = _same_before(path, person)
    BundleWaiting(
        id=identity,
        organ=person.organ,
        key=known.id,
        account=person.account,
        share=wrapped(share, identity),
        visits=visits,
        brought_at=now,
    ).save(force_insert=True)
    for one in earlier:
        drop_bundle(one)
    return identity


def _same_before(path: Path, person: Person) -> list[str]:
    """The bundles of the very same bytes that this holder brought before."""
    own = BundleWaiting.objects.filter(organ=person.organ, account=person.account).values_list(
        "pk", flat=True
    )
    return [one for one in own if _path(one).exists() and filecmp.cmp(path, _path(one), shallow=False)]


def import_bundle(*, person: Person, bundle: str, share: str, now: int, today: int) -> list[Received]:
    """Opens and enters a bundle. Raises BundleGone, SamePerson, ShareWrong, BundleUnreadable; then it is kept."""
    row = store.bundle(bundle)
    key = store.key(row.key) if row is not None else None
    if row is None or key is None or row.organ != person.organ:
        raise BundleGone(bundle=bundle)
    if row.account == person.account:
        raise SamePerson()
    private = open_key(key, unwrapped(row.share, bundle), share)
    found: list[Received] = []
    refused: dict[str, NotTaken] = {}
    with _path(bundle).open("rb") as stream:
        for (kind, _id), group in groupby(parts_of(stream), lambda one: (one.kind, one.id)):
            sealed = [_Sealed(one, stream, private) for one in group]
            if kind == "visit":
                by = (row.account, person.account)
                found += [_visit(one, by, person.organ, refused, now, today) for one in sealed]
            elif (not_taken := _file(sealed, person.organ, now, today)) is not None:
                refused[sealed[0].part.id] = not_taken
    if not refused:
        drop_bundle(bundle)
    return found


def drop_bundle(bundle: str) -> None:
    """The bundle and the share that waited with it go."""
    BundleWaiting.objects.filter(pk=bundle).delete()
    _path(bundle).unlink(missing_ok=True)


def _looked_at(path: Path) -> tuple[set[str], int]:
    """The keys that its parts are wrapped for, and how many visits it has."""
    keys, visits = set(), 0
    with path.open("rb") as stream:
        for one in parts_of(stream):
            keys.add(one.key)
            visits += one.kind == "visit"
    return keys, visits


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A part with what opens it."""

    part: Part
    stream: BinaryIO
    private: rsa.RSAPrivateKey

    def opened(self) -> bytes:
        return self.part.opened(self.stream, self.private)


def _visit(
    one: _Sealed, by: tuple[str, str], organ: str, refused: Mapping[str, NotTaken], now: int, today: int
) -> Received:
    officer = _officer(one.part, organ, today)
    visit = read_visit(json.loads(one.opened())).without(refused)
    return receive_visit(person=officer, visit=visit, now=now, imported_by=by)


def _officer(part: Part, organ: str, today: int) -> Person:
    """Whose the part says it is. Its head is not sealed, so holders of one organ's key enter nothing for another."""
    officer = acting(part.account, Role.OFFICER, today)
    if officer.organ != organ:
        raise BundleOfOtherOrgan
    return officer


def _file(pieces: Sequence[_Sealed], organ: str, now: int, today: int) -> NotTaken | None:
    """A capture, opened piece by piece: first for its hash, then to be kept; one piece is in memory at a time.

    How many there are is in each, so one left out is missed. Answers what is refused for good.
    """
    first = pieces[0].part
    if [one.part.number for one in pieces] != list(range(first.of)):
        raise BundleUnreadable(problem=f"{len(pieces)}/{first.of}")
    officer = _officer(first, organ, today)
    running, size = hashlib.sha256(), 0
    for one in pieces:
        running.update(data := one.opened())
        size += len(data)
    chunks, digest = (one.opened() for one in pieces), running.hexdigest()
    try:
        take_file(person=officer, file=first.id, name=first.name, sha256=digest, chunks=chunks, now=now)
    except FileRefused as error:
        if why := final_kind(error):
            return NotTaken(why, digest, size)
        raise
    return None


def sweep_bundles(*, now: int) -> int:
    """Bundles that nobody opened for a month go with their shares, and bytes that no row names; how many rows.

    The phone keeps what was not sent and exports it again.
    """
    old = list(BundleWaiting.objects.filter(brought_at__lt=now - KEPT).values_list("pk", flat=True))
    for one in old:
        drop_bundle(one)
    named = set(BundleWaiting.objects.values_list("pk", flat=True))
    for path in _path("").parent.glob("*.plfield"):
        if path.stem not in named and path.stat().st_mtime_ns // 1000 < now - _ORPHAN:
            path.unlink(missing_ok=True)
    return len(old)


def _path(bundle: str) -> Path:
    return Path(settings.DATA) / "field" / f"{bundle}.plfield"
