"""Joining and splitting of cases, as records that stand in the other case too (architecture §5).

Joining (并案): one record of the built-in step `join_case`, in the joined case with the field `lead_case`, or in the
lead with `joined_case`; the other case holds its mirror. Splitting (分案): a record of `split_case` in the new case
names the case it comes from and the records that it takes along. They are copied by reference: same times, same time
of entry, under the id `case/record`, with their corrections, so that a clock of the new case runs from the old act.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, LEAD_CASE, Case
from plumbline.core.facts.record import Record

SPLIT_STEP: Final = "split_case"
FROM_CASE: Final = "from_case"
CITED_RECORDS: Final = "cited_records"
TITLES: Final[Mapping[str, tuple[str, str]]] = {
    JOIN_STEP: ("并案", "Join cases"),
    SPLIT_STEP: ("分案", "Split case"),
}
"""The built-in steps of every procedure, with their Chinese and English titles."""
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    JOIN_STEP: (LEAD_CASE, JOINED_CASE),
    SPLIT_STEP: (FROM_CASE, CITED_RECORDS),
}
FIELD_TITLES: Final[Mapping[str, tuple[str, str]]] = {
    LEAD_CASE: ("主案", "lead case"),
    JOINED_CASE: ("被并案件", "joined case"),
    FROM_CASE: ("原案", "split from case"),
    CITED_RECORDS: ("引用的记录", "cited records"),
}
SEPARATORS: Final = "[;；]"
"""Between the ids of cited records."""


def cited_ids(text: str | None) -> tuple[str, ...]:
    """The ids in a list of cited records.

    >>> cited_ids("r1; r2；r3")
    ('r1', 'r2', 'r3')
    """
    return tuple(word.strip() for word in re.split(SEPARATORS, text or "") if word.strip())


def reference(case: str, record: str) -> str:
    """The id under which a record of another case stands in this one."""
    return f"{case}/{record}"


def is_reference(case: Case, record: Record) -> bool:
    """Whether a record of a case stands there by reference, after a split."""
    origins = (r.fields.get(FROM_CASE) for r in case.by_step.get(SPLIT_STEP, ()))
    return any(record.id.startswith(reference(str(origin), "")) for origin in origins if origin is not None)


def versions_of(cited: Collection[str], corrects: Mapping[str, str | None]) -> frozenset[str]:
    """The cited records with every version of the same act; `corrects` says what each record of the case corrects."""
    root = {record: _first(record, corrects) for record in corrects}
    wanted = {root[record] for record in cited if record in root}
    return frozenset(record for record, first in root.items() if first in wanted)


def _first(record: str, corrects: Mapping[str, str | None]) -> str:
    seen = {record}
    while (target := corrects.get(record)) is not None and target in corrects and target not in seen:
        seen.add(target)
        record = target
    return record
