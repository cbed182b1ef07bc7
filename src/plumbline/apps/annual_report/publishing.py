"""What the public sees of a report: text and figures as they were published, and how the rows of a figure are spread.

Of the rows behind a figure the public sees how many each organ and month has, and the decisions on organisations that
were released anyway: never a row, which may be of a person. How a figure is spread follows from the rows that were
sealed with it; it is reckoned once and kept below `DATA/reports`, where everything can be thrown away.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from plumbline.apps.annual_report.errors import NoSuchReport
from plumbline.apps.annual_report.fixing import MOST
from plumbline.apps.annual_report.queries import HeldReport, case_of, held_report, scope_of
from plumbline.apps.annual_report.rows import fixed_rows
from plumbline.apps.casework.queries.limits import standing_within
from plumbline.apps.figures.queries import RowsAsked, rows, year
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.figure import Row
from plumbline.core.indicators.indicator import Indicator
from plumbline.core.reports.yearly_fixed import FixedRow
from plumbline.core.reports.yearly_report import PROCEDURE, fold
from plumbline.core.reports.yearly_text import Chip

_PUBLISH: Final = "publish"
_CASES: Final = 2_000
"""Cases of a figure, newest first, among which published decisions are looked for."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the fixed rows of a figure are spread: by month (1 to 12) and by organ, as value and number of rows.

    `gone`: rows that were fixed and stand no longer. `cases` are some of its cases, newest first.
    """

    months: Mapping[int, Decimal]
    organs: tuple[tuple[str, Decimal, int], ...]
    gone: int
    cases: tuple[str, ...]


def published() -> list[HeldReport]:
    """Every report that is public, newest year first."""
    standing = standing_within(Visible(everything=True)).filter(procedure=PROCEDURE)
    found = [one for row in standing if (one := as_published(held_report(row.case))) is not None]
    return sorted(found, key=lambda one: (-one.report.year, one.organ))


def public_report(number: int, organ: str) -> HeldReport:
    """An organ's report of a year as it was published; raises NoSuchReport."""
    found = as_published(held_report(case_of(organ, number)))
    if found is None:
        raise NoSuchReport()
    return found


def as_published(held: HeldReport) -> HeldReport | None:
    """The report as it stood when it was published: what is written in it since is a draft. None: it is not public."""
    if _PUBLISH not in held.report.steps:
        return None
    records = [one.record for one in held.file.held]
    end = max(place for place, one in enumerate(records) if one.step == _PUBLISH) + 1
    report = fold(held.report.case, records[:end])
    return None if report.fixed is None or report.is_stale else replace(held, report=report)


def slug_of(key: str) -> str:
    """A figure's name in an address and in the name of a file."""
    return key.replace(":", ".").replace("@", "-")


def chip_named(held: HeldReport, slug: str) -> Chip:
    """The fixed figure of an address; raises NoSuchReport where none is called so."""
    figures = held.report.fixed.figures if held.report.fixed else {}
    key = next((one for one in figures if slug_of(one) == slug), None)
    if key is None:
        raise NoSuchReport()
    name, _at, number = key.partition("@")
    return Chip(name, int(number) if number else None)


def spread(held: HeldReport, chip: Chip, one: Indicator, *, now: int) -> Spread:
    """How the rows of a counted figure are spread."""
    file = Path(settings.DATA) / "reports" / f"{held.report.fixed_by}.{slug_of(chip.key)}.json"
    try:
        return _read(json.loads(file.read_text("utf-8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        asked = RowsAsked(one, chip.figure.partition(":")[2], most=MOST)
        standing, _many = rows(asked, year(chip.year or held.report.year), scope_of(held), now=now)
        found = _spread(standing, fixed_rows(held, chip.key))
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting = file.with_name(f"{file.name}.{os.getpid()}")
        waiting.write_text(json.dumps(_written(found)), "utf-8")
        waiting.replace(file)
        return found


def _spread(standing: Iterable[Row], fixed: Iterable[FixedRow]) -> Spread:
    """The fixed rows, placed by what stands of them: a row tells organ and day, what was sealed its value."""
    known = {row.record: row for row in standing}
    months: dict[int, Decimal] = {}
    organs: dict[str, Decimal] = {}
    many: Counter[str] = Counter()
    cases: dict[str, int] = {}
    gone = 0
    for one in fixed:
        row = known.get(one.record)
        if row is None:
            gone += 1
            continue
        month = date_of(row.day).month
        months[month] = months.get(month, Decimal(0)) + one.value
        organs[row.organ] = organs.get(row.organ, Decimal(0)) + one.value
        many[row.organ] += 1
        cases[row.case] = row.day
    newest = sorted(cases, key=lambda case: (-cases[case], case))[:_CASES]
    told = tuple((organ, organs[organ], many[organ]) for organ in sorted(organs))
    return Spread(dict(sorted(months.items())), told, gone, tuple(newest))


def _written(one: Spread) -> dict[str, Any]:
    return {
        "months": {str(month): str(value) for month, value in one.months.items()},
        "organs": [[organ, str(value), many] for organ, value, many in one.organs],
        "gone": one.gone,
        "cases": list(one.cases),
    }


def _read(told: Any) -> Spread:
    return Spread(
        {int(month): Decimal(value) for month, value in told["months"].items()},
        tuple((organ, Decimal(value), many) for organ, value, many in told["organs"]),
        told["gone"],
        tuple(told["cases"]),
    )
