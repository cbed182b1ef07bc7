"""What is put into the index, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found: `kind` and `id` name it, `organ` decides who may find it, `at` is in microseconds."""

    kind: str
    id: str
    organ: str
    text: str
    number: str
    at: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found; `row` is where the next page begins (`before`)."""

    row: int
    kind: str
    id: str
    organ: str
    number: str
    at: int
