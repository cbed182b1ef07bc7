"""The index follows the log: what its records say of each case, up to the leaf that the file itself names.

Leaves are committed and without gaps, so following them loses nothing and repeats at most the last batch; a file that
is gone or cleared follows from leaf 0, which is its rebuild. A case is one document of what may be said, and one of its
personal values that are still held. When values were destroyed, their case is written anew and the file purged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

from plumbline.apps.ledger_store.queries import case_records, personal_values, records_from
from plumbline.apps.search_index.document import Document
from plumbline.core.cases.reserved import is_beside
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record, read_record
from plumbline.core.ledger.system_acts import LOG_CASE, read_destruction

CASE, PERSONAL = "case", "case-personal"
_BATCH = 500


class Follower(Protocol):
    """The index, as far as following needs it."""

    def followed(self) -> int:
        """Up to which leaf it follows the log."""

    def add(self, documents: Iterable[Document], followed: int | None = None) -> None:
        """Put documents in and say how far the log is followed, in one transaction."""

    def purge(self) -> None:
        """Leave nothing of what was taken out."""


More = Callable[[Sequence[Record]], Iterable[str]]
"""Texts of a case beside its records, such as those of its papers; they may name persons."""


def follow(index: Follower, more: More | None = None) -> int:
    """Take in what the log says since the leaf followed last; how many records."""
    taken, is_destroyed = 0, False
    entries = records_from(index.followed())
    while batch := list(islice(entries, _BATCH)):
        cases: dict[str, None] = {}
        for entry in batch:
            one = read_record(entry.data)
            is_destroyed = is_destroyed or read_destruction(one) is not None  # always of its own case
            if one.case != LOG_CASE and not is_beside(one.case):
                cases.pop(one.case, None)
                cases[one.case] = None
        index.add((document for case in cases for document in _documents(case, more)), batch[-1].index + 1)
        taken += len(batch)
    if is_destroyed:
        index.purge()
    return taken


def _documents(case: str, more: More | None) -> Iterator[Document]:
    records = [held.record for held in case_records(case)]
    number = records[0].fields.get("number")
    written = number if isinstance(number, str) else ""
    organ, at = records[-1].organ if records[-1].organ else records[0].organ, records[-1].recorded_at
    said = dict.fromkeys(text for one in records for text in _texts(one.fields))
    values = (opening.value for opening in personal_values(one.id for one in records).values())
    personal = dict.fromkeys(text for value in values for text in _texts(value))
    personal |= dict.fromkeys(more(records) if more is not None else ())
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
