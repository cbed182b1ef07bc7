"""The recovery keys of organs, the bundles that they open, and what of them waits for which key: frozen values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.apps.field import store
from plumbline.apps.field.models import BundleKey, BundleShare, BundleWaiting
from plumbline.apps.people.queries import account_name


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

    @property
    def visits(self) -> int:
        """How many visits are in it."""
        return sum(one.visits for one in self.parts)

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
    return [
        _bundle(row, [_part(one, lines[one.key]) for one in keys[row.id]], shares[row.id]) for row in rows
    ]


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
