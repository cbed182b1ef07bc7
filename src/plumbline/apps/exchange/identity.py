"""Ids of what comes from outside: the same act of the same organ has the same id, however often it is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID, uuid5

from plumbline.apps.exchange.incoming import MAPPED, OWN
from plumbline.apps.exchange.old_files import COLUMNS, OLD_FILES
from plumbline.apps.exchange.translating import columns_named
from plumbline.core.cases.reserved import BY_SOURCE
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.core.layouts.mirrored import COMPARED
from plumbline.core.layouts.placing import PLACINGS

_SPACE = UUID("6f2a1f0e-6a1c-5f0b-9d53-0c8d2a1e7b44")
SIGN = BY_SOURCE
"""How records of a source say who entered them."""


@lru_cache(maxsize=1024)
def case_id(organ: str, procedure: str, case: str) -> str:
    """The id here of a case that an organ knows under `case`."""
    return uuid5(_SPACE, f"{organ}\x1f{procedure}\x1f{case}").hex


def record_id(case: str, record: str) -> str:
    """The id here of a record that its source knows under `record`."""
    return uuid5(_SPACE, f"{case}\x1f{record}").hex


def subject_of(layout: str, mapping: str, cells: Mapping[str, str]) -> str:
    """Under what its source would send the row again: case and record of the own layout or of mapped columns, the
    number of a decision, of an old file, of what a list compares.

    Empty where the row does not say it. What is entered under it is the same record, so nothing else could come of it.
    """
    if layout in (OWN, MAPPED):
        case, record = (cells.get(name, "") for name in columns_named(mapping, "case_id", "record_id"))
        return f"{case} {record}"[:150] if case and record else ""
    headers = COLUMNS["number"] if layout == OLD_FILES else _numbers(layout, tuple(cells))
    return next((cells[name][:150] for name in headers if cells.get(name)), "")


@lru_cache(maxsize=256)
def _numbers(layout: str, headers: tuple[str, ...]) -> tuple[str, ...]:
    """The headers under which the number stands."""
    if layout in COMPARED:
        known, wanted = COMPARED[layout].layout, frozenset({COMPARED[layout].key})
    elif layout in LAYOUTS:
        known, wanted = LAYOUTS[layout], frozenset(PLACINGS[LAYOUTS[layout].act].number)
    else:
        return ()
    return tuple(name for name, one in known.named(headers).items() if one.fact in wanted)


def row_digest(cells: Mapping[str, str]) -> str:
    """SHA-256 of a row, whatever the order of its columns."""
    written = json.dumps(dict(sorted(cells.items())), ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()
