"""The figures of the packs in use, read once, with the SQL that counts them.

Writing an expression out as SQL takes some hundredths of a second, so it is done once for each version of the packs and
kept beside the acts; the file can be thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from django.conf import settings

from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.indicators.acts import ENDED, KEYS, LEAF, SOLE, STEPS, ActLayout, act_layout, acts_schema
from plumbline.core.indicators.count_columns import PERIOD, ColumnCount, columns_read
from plumbline.core.indicators.indicator import Catalogue, Indicator
from plumbline.core.indicators.load import load_indicators

ACTS: Final = "acts"
"""The name under which the SQL knows the acts of the procedure that is counted."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """The catalogue and what it takes to count it; `packs` is the hash of all that the acts and the SQL follow from."""

    catalogue: Catalogue
    layouts: Mapping[str, ActLayout]
    calendar: WorkingCalendar
    packs: str
    _sql: dict[str, str] = field(default_factory=dict)
    _columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def sql(self, indicator: Indicator, procedure: str, *, rows: bool) -> str:
        """SQL over ACTS that counts an indicator in one procedure, or gives the rows that it counts."""
        key = _key(indicator, procedure, rows=rows)
        if key not in self._sql:
            self._sql.update(_kept(self.packs))  # another process may have written it out meanwhile
        if key not in self._sql:
            self._sql[key] = _written(indicator, procedure, self.layouts[procedure], self.calendar, rows)
            if rows:  # whoever opens the figure next does not wait for it
                self._save()
        return self._sql[key]

    def columns(self, procedure: str) -> tuple[str, ...]:
        """The columns of its acts that any indicator reads, and their place in the log."""
        if procedure not in self._columns:
            mine = [one for one in self.catalogue.indicators.values() if procedure in one.procedures]
            read = {LEAF}.union(*(columns_read(one) for one in mine))
            names = acts_schema(self.layouts[procedure]).names
            self._columns[procedure] = tuple(name for name in names if name in read)
        return self._columns[procedure]

    def has(self, indicator: Indicator, procedure: str) -> bool:
        """Whether the SQL of a count is written out, here or by another process."""
        key = _key(indicator, procedure, rows=False)
        if key not in self._sql:
            self._sql.update(_kept(self.packs))
        return key in self._sql

    def keep(self) -> None:
        """Writes every count out and keeps the SQL for other processes, unless it is there."""
        counts = [(one, name) for one in self.catalogue.indicators.values() for name in one.procedures]
        kept = _kept(self.packs)
        if all(_key(one, name, rows=False) in kept for one, name in counts):
            return
        for one, name in counts:
            self.sql(one, name, rows=False)
        self._save()

    def _save(self) -> None:
        """Keeps what is written out beside what other processes have kept."""
        file = _file(self.packs)
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting = file.with_name(f"{file.name}.{os.getpid()}")
        waiting.write_text(json.dumps({**_kept(self.packs), **self._sql}), "utf-8")
        waiting.replace(file)


def _key(indicator: Indicator, procedure: str, *, rows: bool) -> str:
    return f"{indicator.id}/{procedure}/{'rows' if rows else 'count'}"


def definitions() -> Definitions:
    """What the packs in use count."""
    return _read(shelf())


@lru_cache(maxsize=2)
def _read(packs: Shelf) -> Definitions:
    catalogue = load_indicators(packs.packs)
    counted = sorted({name for one in catalogue.indicators.values() for name in one.procedures})
    procedures = {id: packs.packs.procedure(id) for id in counted}
    told = hashlib.sha256(
        repr((version("ibis-framework"), (*KEYS, SOLE, LEAF, STEPS, ENDED), catalogue)).encode()
    )
    told.update("".join(one.content_hash for one in procedures.values()).encode())
    layouts = {id: act_layout(one, catalogue.indicators.values()) for id, one in procedures.items()}
    hash = told.hexdigest()
    return Definitions(catalogue, layouts, packs.packs.calendar("cn"), hash, _kept(hash))


def _kept(packs: str) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(_file(packs).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return kept


def _file(packs: str) -> Path:
    return Path(settings.DATA) / "figures" / f"sql-{packs[:16]}.json"


def _written(
    indicator: Indicator,
    procedure: str,
    layout: ActLayout,
    calendar: WorkingCalendar,
    rows: bool,
) -> str:
    import ibis  # noqa: PLC0415 - a page that finds its SQL kept needs none of it

    days = [pa.field(name, pa.int32()) for name in PERIOD]
    schema = pa.schema([*acts_schema(layout), *days])
    acts: Any = ibis.table(ibis.Schema.from_pyarrow(schema), name=ACTS)
    counter = ColumnCount(indicator, layout, calendar)
    expression = counter.rows(procedure, acts) if rows else counter.counted(procedure, acts)
    return str(ibis.to_sql(expression, dialect="duckdb"))
