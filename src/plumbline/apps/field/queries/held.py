"""What is set aside for officers: frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.field import store


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number set aside; `case` bears it, empty while it is unused."""

    number: str
    kind: str
    case: str


def numbers_of(officer: str) -> list[NumberLine]:
    """The numbers of an officer, given back ones left out."""
    return [NumberLine(one.number, one.kind, one.case) for one in store.numbers_of(officer)]


def has_pin(officer: str) -> bool:
    """Whether the officer set a field PIN."""
    return bool(store.salts_of([officer]))
