"""The index follows the log: what its records say of each case, up to the leaf that the file itself names.

Leaves are committed and without gaps, so following them loses nothing and repeats at most the last span; a file that
is gone or cleared follows from leaf 0, which is its rebuild. A case is one document of what may be said, and one of its
personal values that are still held. When values were destroyed, their case is written anew and the file purged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from plumbline.apps.ledger_store.queries import case_records, cases_told, destroys, log_size, personal_values
from plumbline.apps.search_index.document import Document
from plumbline.core.cases.reserved import is_beside
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import LOG_CASE

CASE, PERSONAL = "case", "case-personal"
BATCH = 500
_SPAN = 200_000
"""Cases written in one transaction; leaves whose cases are told apart at once."""


class Follower(Protocol):
    """The index, as far as following needs it."""

    def followed(self) -> int:
        """Up to which leaf it follows the log."""

    def add(self, documents: Iterable[Document], followed: int | None = None) -> None:
        """Put documents in and say how far the log is followed, in one transaction."""

    def purge(self) -> None:
        """Leave nothing of what was taken out."""


Told = Callable[[Sequence[Record]], Iterable[str]]
"""Texts of the records of one case."""


class Texts(NamedTuple):
    """What is searched of a case. `said`: what its records say, open to all who may see the case (None: every text in
    them). `more`: what stands beside them, such as the text of its papers; it may name persons.
    """

    said: Told | None = None
    more: Told | None = None


_EVERY_TEXT = Texts()


def follow(index: Follower, texts: Texts = _EVERY_TEXT) -> int:
    """Take in what the log says since the leaf followed last; how many records.

    A long way is gone in spans, in each of which a case is taken in once, however many of its records lie in it.
    """
    began = index.followed()
    leaf, size, is_destroyed = began, log_size(), False
    while leaf < size:
        end = min(leaf + _SPAN, size)
        is_destroyed = is_destroyed or destroys(leaf, end)  # always of its own case
        cases = [one for one in cases_told(leaf, end) if is_searched(one)]
        for start in range(0, len(cases), BATCH):
            documents = (one for case in cases[start : start + BATCH] for one in documents_of(case, texts))
            index.add(documents, end if start + BATCH >= len(cases) else None)
        if not cases:
            index.add((), end)
        leaf = end
    if is_destroyed:
        index.purge()
    return leaf - began


def is_searched(case: str) -> bool:
    """Whether it is a case, and not what the log says of itself or beside cases."""
    return case != LOG_CASE and not is_beside(case)


def documents_of(case: str, texts: Texts = _EVERY_TEXT) -> Iterator[Document]:
    """What is found of a case: what may be said of it, and its personal values that are still held."""
    records = [held.record for held in case_records(case)]
    number = records[0].fields.get("number")
    written = number if isinstance(number, str) else ""
    organ, at = records[-1].organ if records[-1].organ else records[0].organ, records[-1].recorded_at
    every = (text for one in records for text in _texts(one.fields))
    said = dict.fromkeys(every if texts.said is None else texts.said(records))
    values = (opening.value for opening in personal_values(one.id for one in records).values())
    personal = dict.fromkeys(text for value in values for text in _texts(value))
    personal |= dict.fromkeys(texts.more(records) if texts.more is not None else ())
    yield Document(CASE, case, organ, "，".join(said), written, at)
    yield Document(PERSONAL, case, organ, "，".join(personal), "", at)


def _texts(value: Json) -> Iterable[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
