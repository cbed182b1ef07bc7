"""What is set aside for officers, and the recovery keys of organs: frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.field import store
from plumbline.apps.people.queries import account_name


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number set aside; `case` bears it, empty while it is unused."""

    number: str
    kind: str
    case: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A recovery key: who holds its shares; `second` is empty while it waits for the second holder."""

    id: str
    first: str
    second: str
    first_account: str
    made_at: int


def numbers_of(officer: str) -> list[NumberLine]:
    """The numbers of an officer, given back ones left out."""
    return [NumberLine(one.number, one.kind, one.case) for one in store.numbers_of(officer)]


def keys_of(organ: str) -> list[KeyLine]:
    """The recovery keys of an organ, newest first."""
    return [
        KeyLine(
            one.id,
            account_name(one.first_by),
            account_name(one.second_by) if one.second_by else "",
            one.first_by,
            one.made_at,
        )
        for one in store.keys_of(organ)
    ]


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle that waits for the other holder."""

    id: str
    account: str
    by: str
    visits: int


def bundles_of(organ: str) -> list[BundleLine]:
    """The bundles of an organ that wait."""
    return [
        BundleLine(one.id, one.account, account_name(one.account), one.visits)
        for one in store.bundles_of(organ)
    ]


def has_pin(officer: str) -> bool:
    """Whether the officer set a field PIN."""
    return bool(store.salts_of([officer]))
