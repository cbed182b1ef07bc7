"""What stands behind one figure of the report: definition, rows, record, proof; and what changed since it was fixed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.annual_report.pages.asking import Request, url_of
from plumbline.apps.annual_report.queries import HeldReport, scope_of, written
from plumbline.apps.annual_report.rows import Changed, changed_rows
from plumbline.apps.casework.closings import closings
from plumbline.apps.casework.pages.record_parts import seal_mark, seal_of
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.pages.asking import FiguresAsked
from plumbline.apps.figures.pages.lateness import closed_facts, late_word
from plumbline.apps.figures.queries import RowsAsked, late_rows, rows, series
from plumbline.apps.ledger_store.queries import case_numbers, latest_checkpoint, record
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.figures import Chart, EvidencePanel, EvidenceRow, Series
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.indicators.figure import Figure, Period, Row
from plumbline.core.indicators.indicator import Formula, Indicator
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.reports.yearly_text import Chip
from plumbline.core.rules.writing import write

_ROWS: Final = 3


def evidence(request: Request, held: HeldReport, chip: Chip, figure: Figure | None) -> EvidencePanel:
    """The panel of a figure."""
    one = definitions().catalogue.figure(chip.figure.partition(":")[0])
    asked = FiguresAsked(chip.year or held.report.year, kind=chip.figure.partition(":")[2])
    fixed = held.report.fixed.figures.get(chip.key) if held.report.fixed else None
    value = fixed.written if fixed else written(chip.figure, figure.value if figure else None)
    if isinstance(one, Formula):
        return _reckoned(request, held, chip, one, asked, value)
    wanted = RowsAsked(one, asked.kind, most=_ROWS)
    told, many = rows(wanted, asked.period, scope_of(held), now=request.now)
    closed = closings(asked.year, now=request.now)
    late = late_rows(wanted, closed, asked.period, scope_of(held), now=request.now)
    same = (
        fixed is not None
        and figure is not None
        and (fixed.rows, fixed.value) == (figure.rows, _exact(figure))
    )
    changed = changed_rows(held, chip, one, now=request.now) if fixed and not same else None
    chosen = told[0] if told else None
    return EvidencePanel(
        value=value,
        unit=wording.unit_of(one),
        name=wording.title_of(definitions().catalogue, chip.figure),
        word=_word(fixed is not None, changed),
        close_url=url_of("read", held),
        definition=[*_definition(one, asked, changed), *closed_facts(closed, asked.year, len(late))],
        row_count=_("{count} rows").format(count=formats.count(many)),
        columns=(_("Case"), _("Step"), _("Organ"), _("Day")),
        rows=[_row(row, one, asked, row.record in late) for row in told],
        rows_links=(
            Link(_("All rows"), asked.figure_url(chip.figure)),
            Link(_("Excel"), reverse("figures:rows", kwargs={"figure": one.id}) + asked.question),
        ),
        chart=_months(request, held, one, asked),
        **_proved(request, chosen, one, asked),
    )


def _exact(figure: Figure) -> Decimal | None:
    return None if figure.value is None else Decimal(figure.value)


def _word(is_fixed: bool, changed: Changed | None) -> StatusWord:
    if not is_fixed:
        return StatusWord(_("as of now"), "neutral")
    if changed is not None and changed:
        return StatusWord(_("changed since it was fixed"), "soon")
    return StatusWord(_("agrees with the records"), "passed", "check")


def _definition(one: Indicator, asked: FiguresAsked, changed: Changed | None) -> list[Fact]:
    first, last = asked.period
    facts = [
        Fact(_("Counts"), wording.meaning(one)),
        Fact(
            _("Dated by"),
            _("{by}, {first} to {last}").format(
                by=wording.dated_by(one), first=date_of(first), last=date_of(last)
            ),
        ),
    ]
    if changed:
        facts.append(Fact(_("Changed by"), changed.said()))
    return facts


def _row(row: Row, one: Indicator, asked: FiguresAsked, late: bool) -> EvidenceRow:
    step = shelf().packs.procedure(row.procedure).steps[row.step]
    number = case_numbers([row.case]).get(row.case, row.case)
    organ = organ_names([row.organ]).get(row.organ, row.organ)
    at = reverse("figures:act", kwargs={"figure": one.id, "record": row.record}) + asked.question
    day = date_of(row.day).isoformat()[5:]
    if late:
        day += f" · {late_word().text}"
    return EvidenceRow((number, step.english if language() == "en" else step.title, organ, day), at)


def _proved(request: Request, row: Row | None, one: Indicator, asked: FiguresAsked) -> dict[str, Any]:
    sealed = latest_checkpoint("sha256")
    held = record(row.record) if row else None
    if row is None or held is None:
        return {"record_name": "—", "record": (), "seal": seal_mark(None, 0), "proof": ()}
    speak = Speaker(shelf().docket(row.procedure), request.today)
    number = case_numbers([row.case]).get(row.case, row.case)
    at = reverse("figures:act", kwargs={"figure": one.id, "record": row.record}) + asked.question
    proof = []
    if sealed is not None:
        proof = [
            Fact(_("Checkpoint"), f"{sealed.checkpoint.origin} · {formats.count(sealed.size)}"),
            Fact(_("Root"), sealed.checkpoint.root.hex()[:32] + "…", mono=True),
        ]
    return {
        "record_name": f"{number}，{speak.step_id(row.step)}",
        "record": (
            Fact(_("Happened"), held.record.at.value[:16].replace("T", " ")),
            Fact(_("Entered"), shown_instant(held.record.recorded_at)[:16]),
        ),
        "record_link": Link(_("Open the record"), at),
        "seal": seal_of(held, sealed.size if sealed else 0),
        "proof": proof,
    }


def _reckoned(
    request: Request, held: HeldReport, chip: Chip, one: Formula, asked: FiguresAsked, value: str
) -> EvidencePanel:
    """A formula opens to the figures that it is reckoned from."""
    catalogue = definitions().catalogue
    fixed = held.report.fixed
    lines = []
    for name in one.asks:
        key = Chip(name, chip.year).key
        known = fixed.figures[key].written if fixed and key in fixed.figures else ""
        lines.append(EvidenceRow((wording.title_of(catalogue, name), known), asked.figure_url(name)))
    return EvidencePanel(
        value=value,
        unit="" if one.unit == "percent" else wording.unit_of(one),
        name=wording.said(one),
        word=StatusWord(_("reckoned"), "neutral"),
        close_url=url_of("read", held),
        definition=[Fact(_("Counts"), wording.meaning(one)), Fact(_("Reckoned as"), write(one.expression))],
        row_count="",
        columns=(_("Indicator"), _("Figure")),
        rows=lines,
        rows_links=(Link(_("All rows"), asked.figure_url(one.id)),),
        record_name="—",
        record=(),
        seal=seal_mark(None, 0),
        proof=(),
    )


def _months(request: Request, held: HeldReport, one: Indicator, asked: FiguresAsked) -> Chart | None:
    if one.counts in ("held", "brought") or one.is_submitted:  # a number of a whole year has no months
        return None
    periods = [_month(asked.year, month) for month in range(1, 13)]
    found = series(one, periods, scope_of(held), now=request.now, kind=asked.kind)
    values = [float(one_month.value or 0) for one_month in found]
    if not any(values):
        return None
    names = [_("{month}").format(month=month) for month in range(1, 13)]
    most = max(range(12), key=values.__getitem__)
    told = _("{total} in the year, most in month {month}: {most}")
    finding = told.format(
        total=formats.quantity(sum(values)), month=most + 1, most=formats.quantity(values[most])
    )
    bars = [Series(wording.said(one), values)]
    return Chart("months", _("By month"), wording.unit_of(one), finding, "bars", names, bars)


def _month(number: int, month: int) -> Period:
    after = dt.date(number + month // 12, month % 12 + 1, 1)
    return day_of(dt.date(number, month, 1)), day_of(after) - 1
