"""The recovery keys of organs, the bundles that they open, and what of them waits for which key: frozen values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plumbline.apps.field import store
from plumbline.apps.field.models import BundleHeld, BundleKey, BundleShare, BundleWaiting
from plumbline.apps.people.queries import account_name
from plumbline.apps.people.queries.colleagues import organ_names

_DAY: Final = 86_400_000_000


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A recovery key: its place among those of its organ, who holds its shares, from when until when phones use it.

    `second` is empty and `since` None while it waits for the second holder.
    """

    id: str
    number: int
    first: str
    second: str
    first_account: str
    second_account: str
    since: int | None
    until: int | None
    visits: int
    captures: int
    """How many wait for it in the bundles that are kept."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """What of a bundle lies under one key; `opened_at` None while it waits, `left` visits wait for another key."""

    key: KeyLine
    visits: int
    captures: int
    opened_at: int | None
    opened_by: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class HeldPart:
    """What of a bundle is not the organ's: whose it is, empty where no organ here has such a key."""

    organ: str
    visits: int
    captures: int


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """A bundle that went unopened: who brought it, when, when it went, what was in it."""

    by: str
    brought_at: int
    dropped_at: int
    visits: int
    captures: int


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle that is kept: who brought it, what lies under which key, whose shares wait, until when it is kept."""

    id: str
    by: str
    brought_at: int
    parts: tuple[PartLine, ...]
    given: tuple[str, ...]
    accounts: tuple[str, ...]
    kept_until: int | None
    """None where a part was opened: it stays until the rest was."""
    held: tuple[HeldPart, ...] = ()

    @property
    def visits(self) -> int:
        """How many visits are in it."""
        return sum(one.visits for one in self.parts)

    @property
    def holders(self) -> frozenset[str]:
        """The accounts of whoever can open what is still closed."""
        closed = (one.key for one in self.parts if one.opened_at is None)
        return frozenset(account for key in closed for account in (key.first_account, key.second_account))

    def days_left(self, now: int) -> int | None:
        """Days until it goes unopened, from the twentieth on; None before, and where nothing in it waits."""
        if self.kept_until is None or not self.waits or self.kept_until - now > store.WARNED:
            return None
        return max(0, -(-(self.kept_until - now) // _DAY))

    @property
    def waits(self) -> bool:
        """Whether anything in it waits for a key."""
        return any(one.opened_at is None for one in self.parts)


def keys_of(organ: str) -> list[KeyLine]:
    """The recovery keys of an organ, newest first."""
    rows = store.keys_of(organ)
    visits: Counter[str] = Counter()
    captures: Counter[str] = Counter()
    for one in store.keys_in(row.id for row in store.bundles_of(organ)):
        if one.opened_at is None:
            visits[one.key] += one.visits
            captures[one.key] += one.captures
    found, until = [], None
    for place, row in enumerate(rows):
        found.append(
            KeyLine(
                row.id,
                len(rows) - place,
                account_name(row.first_by),
                account_name(row.second_by) if row.second_by else "",
                row.first_by,
                row.second_by,
                row.in_force_at,
                until,
                visits[row.id],
                captures[row.id],
            )
        )
        until = row.in_force_at or until
    return found


def bundles_of(organ: str) -> list[BundleLine]:
    """The bundles of an organ that are kept, in the order in which they were brought."""
    rows = store.bundles_of(organ)
    lines = {one.id: one for one in keys_of(organ)}
    keys: defaultdict[str, list[BundleKey]] = defaultdict(list)
    shares: defaultdict[str, list[BundleShare]] = defaultdict(list)
    for key in store.keys_in(row.id for row in rows):
        keys[key.bundle].append(key)
    for share in store.shares_with(row.id for row in rows):
        shares[share.bundle].append(share)
    held: defaultdict[str, list[BundleHeld]] = defaultdict(list)
    for apart in store.held_of(row.id for row in rows):
        held[apart.bundle].append(apart)
    names = organ_names({one.organ for group in held.values() for one in group} - {""})
    found = [
        _bundle(row, [_part(one, lines[one.key]) for one in keys[row.id]], shares[row.id]) for row in rows
    ]
    return [replace(one, held=_held(held[one.id], names)) for one in found]


def dropped_of(organ: str, now: int) -> list[DroppedLine]:
    """The bundles of an organ that went unopened in the last year, newest first."""
    return [
        DroppedLine(account_name(one.account), one.brought_at, one.dropped_at, one.visits, one.captures)
        for one in store.dropped_of(organ, now - 365 * _DAY)
    ]


def _held(rows: Sequence[BundleHeld], names: Mapping[str, str]) -> tuple[HeldPart, ...]:
    return tuple(HeldPart(names.get(one.organ, one.organ), one.visits, one.captures) for one in rows)


def _bundle(row: BundleWaiting, parts: Sequence[PartLine], shares: Sequence[BundleShare]) -> BundleLine:
    opened = [one.opened_at for one in parts if one.opened_at is not None]
    is_partly_open = 0 < len(opened) < len(parts)
    accounts = tuple(dict.fromkeys(one.account for one in shares))
    return BundleLine(
        row.id,
        account_name(row.account),
        row.brought_at,
        tuple(parts),
        tuple(account_name(one) for one in accounts),
        accounts,
        None if is_partly_open else max([row.brought_at, *opened]) + store.KEPT,
    )


def _part(row: BundleKey, key: KeyLine) -> PartLine:
    names = tuple(account_name(one) for one in row.opened_by.split())
    return PartLine(key, row.visits, row.captures, row.opened_at, names, row.left)
