"""Reports as their records tell them, and what their figures come to now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from plumbline.apps.annual_report.errors import FigureUnknown, NoSuchReport
from plumbline.apps.annual_report.policies import REPORT_READ
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.casework.queries.limits import standing_within
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.queries import figures, year
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.indicators.figure import Figure
from plumbline.core.indicators.indicator import UNITS, Catalogue, Indicator
from plumbline.core.report_audit.quantity import Quantity, quantities
from plumbline.core.reports.yearly_fixed import written_number
from plumbline.core.reports.yearly_report import PROCEDURE, YearlyReport, fold
from plumbline.core.reports.yearly_text import Chip, chips, masked

"""The procedure whose records are figures of other bodies."""


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report with the case that it is."""

    file: CaseFile
    report: YearlyReport

    @property
    def organ(self) -> str:
        """Who makes it."""
        return str(self.file.history.opening.organ)

    @property
    def number(self) -> str:
        """The number of its case."""
        return str(self.file.history.opening.number)


def case_of(organ: str, number: int) -> str:
    """The case that an organ's report of a year is: there is one."""
    return uuid5(NAMESPACE_URL, f"report.annual/{organ}/{number}").hex


def held_report(case: str) -> HeldReport:
    """The report; raises NoSuchReport for what is none."""
    try:
        file = read_case(case)
    except CaseNotFound:
        raise NoSuchReport() from None
    if file.docket.procedure.id != PROCEDURE:
        raise NoSuchReport()
    return HeldReport(file, fold(case, (one.record for one in file.held)))


def place_of(case: str) -> Place:
    """Where the report of an address belongs."""
    try:
        return read_case(case).place
    except CaseNotFound:
        raise NoSuchReport() from None


def reports(person: Person, today: int) -> list[HeldReport]:
    """The reports that may be seen, newest year first."""
    rows = standing_within(visible(person, REPORT_READ, today)).filter(procedure=PROCEDURE)
    found = [one for one in (held_report(row.case) for row in rows) if one.report.year]
    return sorted(found, key=lambda one: (-one.report.year, one.organ))


def check_known(found: Iterable[Chip], number: int) -> None:
    """Raises FigureUnknown for the first chip that no figure is called, or that asks for a year after the report's."""
    catalogue = definitions().catalogue
    for chip in found:
        if not is_known(catalogue, chip) or (chip.year or number) > number:
            raise FigureUnknown(chip=chip.written)


def is_known(catalogue: Catalogue, chip: Chip) -> bool:
    """Whether the packs define the figure of a chip."""
    name, _colon, kind = chip.figure.partition(":")
    if name not in catalogue.ids:
        return False
    one = catalogue.figure(name)
    return not kind or (isinstance(one, Indicator) and any(held.id == kind for held in one.classes))


def scope_of(held: HeldReport) -> Visible:
    """Whose records the report counts: of a department its own, of a government those of its division; never more or
    less because of who reads.
    """
    if held.report.body == "department":
        return Visible(organs=frozenset({held.organ}))
    return Visible(divisions=(held.file.place.division,))


def live(held: HeldReport, *, now: int, only: str = "") -> dict[str, Figure]:
    """What the chips of a report come to as the records stand now, by their keys; `only` that of one key."""
    report, catalogue = held.report, definitions().catalogue
    found = [
        chip
        for words in report.words.values()
        for chip in chips(words)
        if is_known(catalogue, chip) and only in ("", chip.key)
    ]
    told: dict[str, Figure] = {}
    for number in sorted({chip.year or report.year for chip in found}):
        mine = [chip for chip in found if (chip.year or report.year) == number]
        wanted = {name for chip in mine for name in _counted(catalogue, chip.figure.partition(":")[0])}
        counted = figures(year(number), scope_of(held), now=now, only=wanted).figures
        told |= {chip.key: counted[chip.figure] for chip in mine}
    return told


def _counted(catalogue: Catalogue, id: str) -> set[str]:
    """The indicators that a figure is, or is reckoned from."""
    name = id.partition(":")[0]
    if name in catalogue.indicators:
        return {name}
    return {one for asked in catalogue.formulas[name].asks for one in _counted(catalogue, asked)}


def written(figure: str, value: int | Decimal | None) -> str:
    """A figure as running text writes it."""
    if value is None:
        return "—"
    unit = UNITS[definitions().catalogue.figure(figure.partition(":")[0]).unit].title
    return written_number(Decimal(value), unit)


def is_external(figure: str) -> bool:
    """Whether a figure is of another body: submitted, not counted from cases of our own."""
    one = definitions().catalogue.indicators.get(figure.partition(":")[0])
    return one is not None and one.is_submitted


def typed(report: YearlyReport) -> dict[str, list[Quantity]]:
    """Quantities that somebody typed, by section: nothing stands behind them."""
    return {id: found for id, words in report.words.items() if (found := quantities(masked(words)))}
