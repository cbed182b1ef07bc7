"""A phone's bundle is imported at the desk by the two holders of the recovery key, each with an own login and share.

The first brings the bundle and a share; with the share of the other it is opened, entered like anything from the field,
and then neither bundle nor share is kept. Where captures lie under several keys, as the organ made a new one meanwhile,
each key is opened by its own holders: what it opens is entered, what lies under another waits in the bundle. What lies
under the key of another organ is not this one's: it is held, and the bundle waits there for that organ's own holders.
What had arrived already is passed over. A capture that is refused for good holds nothing up: its visit is entered
without it and says so, and the bundle is kept, as it may be all that is left.
"""

from __future__ import annotations

import filecmp
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from plumbline.apps.field import store
from plumbline.apps.field.actions.entering import Entered, Entering, OpenKey
from plumbline.apps.field.actions.receiving import Received
from plumbline.apps.field.actions.weighing import Pair, digest_of, keep_share, pair_of, weighed
from plumbline.apps.field.bundle import parts_of
from plumbline.apps.field.errors import (
    BundleGone,
    BundleOfOtherOrgan,
    BundleUnreadable,
    SamePerson,
    ShareOfOtherWrong,
    ShareWrong,
)
from plumbline.apps.field.models import (
    BundleDropped,
    BundleHeld,
    BundleKey,
    BundleShare,
    BundleWaiting,
    RecoveryKey,
)
from plumbline.apps.field.waiting_share import unwrapped, wrapped
from plumbline.core.authority.person import Person

_ORPHAN: Final = 86_400_000_000
_Counts = Mapping[str, tuple[int, int]]
"""How many visits and captures lie under each key."""


def bring_bundle(*, person: Person, chunks: Iterable[bytes], share: str, now: int) -> str:
    """Keeps a bundle until its holders open it; its id. Raises BundleUnreadable, ShareWrong.

    Brought again it is the one that waits; a share that was mistyped is then given anew.
    """
    identity = uuid4().hex
    path = _path(identity)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        for chunk in chunks:
            stream.write(chunk)
    try:
        if (earlier := _same_before(path, person.organ)) is not None:
            path.unlink()
            _give_share(earlier, person, share, now)
            return earlier
        counts = _looked_at(path)
        known = _known(counts, person.organ)
        what = weighed(known, (), person.account, share)
    except (BundleUnreadable, ShareWrong):
        path.unlink(missing_ok=True)
        raise
    others = _of_others(counts, person.organ)
    with transaction.atomic():
        _keep(identity, person, person.organ, counts, now)
        keep_share(identity, person.account, share, what, now)
        for organ in sorted(others - {""}):
            _hand_on(path, person, organ, counts, now)
    return identity


def _of_others(keys: Iterable[str], organ: str) -> set[str]:
    """The organs whose keys these are beside this one; "" for keys that nobody here knows."""
    return {_organ_of(one) for one in keys} - {organ}


def _organ_of(key: str) -> str:
    found = store.key(key)
    return found.organ if found is not None else ""


def _keep(identity: str, person: Person, organ: str, counts: _Counts, now: int) -> None:
    """The rows of a bundle as an organ has it: its own keys to be opened, all else held with whose it is."""
    BundleWaiting(id=identity, organ=organ, account=person.account, brought_at=now).save(force_insert=True)
    for key, (visits, captures) in counts.items():
        told = {"bundle": identity, "key": key, "visits": visits, "captures": captures}
        whose = _organ_of(key)
        if whose == organ:
            BundleKey(**told).save(force_insert=True)
        else:
            BundleHeld(**told, organ=whose).save(force_insert=True)


def _hand_on(path: Path, person: Person, organ: str, counts: _Counts, now: int) -> None:
    """The same bundle waits with the other organ, whose holders alone can open what is theirs."""
    if _same_before(path, organ) is not None:
        return
    identity = uuid4().hex
    os.link(path, _path(identity))  # the same bytes: each organ lets go of them when it has what is its own
    _keep(identity, person, organ, counts, now)


def _same_before(path: Path, organ: str) -> str | None:
    """The bundle of the very same bytes that is kept already."""
    kept = (one.id for one in store.bundles_of(organ))
    return next((o for o in kept if _path(o).exists() and filecmp.cmp(path, _path(o), shallow=False)), None)


def _looked_at(path: Path) -> _Counts:
    visits: dict[str, set[str]] = {}
    captures: dict[str, set[str]] = {}
    with path.open("rb") as stream:
        for one in parts_of(stream):
            into, other = (visits, captures) if one.kind == "visit" else (captures, visits)
            into.setdefault(one.key, set()).add(one.id)
            other.setdefault(one.key, set())
    return {key: (len(visits[key]), len(captures[key])) for key in visits}


def _known(keys: Iterable[str], organ: str) -> list[RecoveryKey]:
    """The keys of the organ; what lies under others is held. Raises BundleOfOtherOrgan where none is the organ's."""
    found = (store.key(one) for one in keys)
    known = [one for one in found if one is not None and one.organ == organ]
    if not known:
        raise BundleOfOtherOrgan
    return known


def _give_share(bundle: str, person: Person, share: str, now: int) -> None:
    """The share waits with a bundle that is there, but where it opens a key with one that waits."""
    rows, waiting = store.keys_in([bundle]), store.shares_with([bundle])
    closed = _closed(rows)
    others = [one for one in waiting if one.account != person.account]
    if _is_spent(rows, bundle, share) or pair_of(closed, others, share) is not None:
        return
    what = weighed(closed, waiting, person.account, share)
    keep_share(bundle, person.account, share, what, now)
    if what.wrong:
        raise ShareOfOtherWrong


def import_bundle(*, person: Person, bundle: str, share: str, now: int, today: int) -> list[Received]:
    """Gives a share: what it opens with one that waits is entered, else it waits itself.

    Raises BundleGone, SamePerson, ShareWrong, BundleUnreadable; then the bundle is kept as it was.
    """
    row = store.bundle(bundle)
    if row is None or row.organ != person.organ:
        raise BundleGone(bundle=bundle)
    rows = store.keys_in([bundle])
    pair = None
    if not _is_spent(rows, bundle, share):
        pair = pair_of(_closed(rows), store.shares_with([bundle]), share)
        if pair is None:
            _give_share(bundle, person, share, now)
            return []
        if pair.waited.account == person.account:
            raise SamePerson()
    keys = {one.key: _kept(one) for one in rows if one.opened_at is not None}
    if pair is not None:
        keys[pair.key.id] = OpenKey((pair.waited.account, person.account), {}, pair.private)
    with _path(bundle).open("rb") as stream:
        held = store.held_of([bundle])
        done = Entering(stream, row.organ, keys, now, today, {one.key for one in held}).run()
    _note(bundle, rows, keys, pair, done, now, () if pair is None else _spent(bundle, pair, share))
    return done.received


def _note(
    bundle: str,
    rows: Sequence[BundleKey],
    keys: Mapping[str, OpenKey],
    pair: Pair | None,
    done: Entered,
    now: int,
    spent: Sequence[str],
) -> None:
    """What is open stays open for what waits; with everything in, the bundle goes."""
    is_unknown = any(not one.organ for one in store.held_of([bundle]))
    if len(keys) == len(rows) and not done.refused and not done.waiting.total() and not is_unknown:
        drop_bundle(bundle)
        return
    with transaction.atomic():
        for row in rows:
            row.left = done.waiting[row.key]
            if pair is not None and row.key == pair.key.id:
                opened = keys[row.key]
                row.opened_at, row.opened_by, row.spent = now, " ".join(opened.by), " ".join(spent)
                row.words = wrapped(json.dumps(opened.words), f"{bundle}:{row.key}")
            row.save()
        if pair is not None:
            BundleShare.objects.filter(pk=pair.waited.id).delete()


def _kept(row: BundleKey) -> OpenKey:
    """A key that was opened before. Raises ShareWrong where the secret of this installation is another since."""
    return OpenKey(tuple(row.opened_by.split()), json.loads(unwrapped(row.words, f"{row.bundle}:{row.key}")))


def _closed(rows: Sequence[BundleKey]) -> list[RecoveryKey]:
    found = (store.key(one.key) for one in rows if one.opened_at is None)
    return [one for one in found if one is not None]


def _is_spent(rows: Sequence[BundleKey], bundle: str, share: str) -> bool:
    return digest_of(bundle, share) in " ".join(one.spent for one in rows).split()


def _spent(bundle: str, pair: Pair, share: str) -> list[str]:
    return [digest_of(bundle, one) for one in (unwrapped(pair.waited.share, bundle), share)]


def drop_bundle(bundle: str) -> None:
    """The bundle and what waited with it go."""
    with transaction.atomic():
        BundleWaiting.objects.filter(pk=bundle).delete()
        for table in (BundleKey, BundleShare, BundleHeld):
            table.objects.filter(bundle=bundle).delete()
    _path(bundle).unlink(missing_ok=True)


def sweep_bundles(*, now: int) -> int:
    """Bundles of which nobody opened anything for a month go, and those whose captures came another way; how many.

    One that was opened in part stays for the rest of it, but shares do not wait for longer than a month.
    """
    gone = 0
    for row in list(BundleWaiting.objects.all()):
        keys = store.keys_in([row.id])
        is_old = max([row.brought_at, *(one.opened_at or 0 for one in keys)]) < now - store.KEPT
        is_partly_open = 0 < sum(one.opened_at is not None for one in keys) < len(keys)
        if (is_old and not is_partly_open) or (is_partly_open and _is_all_there(row.id)):
            with transaction.atomic():
                if is_old:
                    _note_dropped(row, keys, now)
                drop_bundle(row.id)
            gone += 1
    BundleShare.objects.filter(given_at__lt=now - store.KEPT).delete()
    named = set(BundleWaiting.objects.values_list("pk", flat=True))
    for path in _path("").parent.glob("*.plfield"):
        if path.stem not in named and path.stat().st_mtime_ns // 1000 < now - _ORPHAN:
            path.unlink(missing_ok=True)
    return gone


def _note_dropped(row: BundleWaiting, keys: Sequence[BundleKey], now: int) -> None:
    """That it went unopened stands with the organ: what was on the phone alone is to be looked for there."""
    counts = [(one.visits, one.captures) for one in keys if one.opened_at is None]
    counts += [(one.visits, one.captures) for one in store.held_of([row.id]) if not one.organ]
    visits = sum(count for count, _captures in counts) + sum(one.left for one in keys)
    captures = sum(count for _visits, count in counts)
    if not visits and not captures:
        return  # all of it is in; what could not be taken is told by its arrival
    BundleDropped(
        id=row.id,
        organ=row.organ,
        account=row.account,
        brought_at=row.brought_at,
        dropped_at=now,
        visits=visits,
        captures=captures,
    ).save(force_insert=True)


def _is_all_there(bundle: str) -> bool:
    """Whether the phone itself sent since what is in it; its heads name visits and captures by their ids."""
    if not _path(bundle).exists():
        return False
    with _path(bundle).open("rb") as stream:
        parts = parts_of(stream)
    visits = {one.id for one in parts if one.kind == "visit"}
    files = {one.id for one in parts if one.kind != "visit"}
    return store.arrived(visits) == visits and set(store.files(files)) == files


def _path(bundle: str) -> Path:
    return Path(settings.DATA) / "field" / f"{bundle}.plfield"
