"""Numbers used before the register began, or beside it: which ones one statement enters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from plumbline.apps.documents.errors import NotBehindTheLast, TooManyOutside
from plumbline.core.reports.document_number import DocumentNumber

MOST: Final = 20_000
"""In one statement; a number typed with a digit too many would fill the register for good."""


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers of a series that follow one another."""

    first: DocumentNumber
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first.n + 1

    @property
    def following(self) -> DocumentNumber:
        """The number that comes next."""
        return replace(self.first, n=self.last + 1)

    def __str__(self) -> str:
        return run_text(self.first, self.last)


def run_text(first: DocumentNumber, last: int) -> str:
    """青市监罚〔2026〕3–57号."""
    head, _mark, _tail = str(first).rpartition(f"{first.n}号")
    return str(first) if first.n == last else f"{head}{first.n}–{last}号"


def run_until(following: DocumentNumber, last: int) -> Run:
    """From the number that comes next to the last one used; raises NotBehindTheLast, TooManyOutside."""
    if last < following.n:
        stands = str(replace(following, n=following.n - 1))
        raise NotBehindTheLast(number=str(replace(following, n=last)), last=stands)
    if last - following.n >= MOST:
        raise TooManyOutside(count=last - following.n + 1, most=MOST)
    return Run(following, last)
