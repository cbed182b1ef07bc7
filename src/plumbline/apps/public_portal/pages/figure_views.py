"""Annual figures of what is public: how many decisions of each organ and kind. A figure leads to its decisions."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.pages.words import kind_word
from plumbline.apps.disclosure.queries import figures as counted
from plumbline.apps.disclosure.queries import years
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.public_portal.frame import Request, is_apart, portal_page, shown, to
from plumbline.apps.public_service.actions import FIRST_STEP
from plumbline.apps.public_service.queries import Rated, ratings
from plumbline.apps.public_service.services import SERVED, SERVICES
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language


@portal_page
def figures(request: Request, language: Language) -> HttpResponse:
    """Every year of which something is public, newest first."""
    tables = [(year, _table(year, language, apart=is_apart(request))) for year in years()]
    this = date_of(request.today).year
    rated = [
        (year, title, _ratings(title, found, service, language))
        for service, title in (("rating", _("Ratings after inspections")), (SERVED, _("Ratings of services")))
        for year in (this, this - 1)
        if (found := ratings(service, year, request.today))
    ]
    values = {
        "title": _("Annual figures"),
        "tables": tables,
        "ratings": rated,
        "reports_url": reverse("public_report:list", kwargs={"language": language}),
    }
    return shown(request, language, "figures.html", values)


def _ratings(title: str, found: list[Rated], service: str, language: Language) -> DataTable:
    first = SERVICES[service].answers[0]
    options = shelf().docket(SERVICES[service].procedure).procedure.steps[FIRST_STEP].fields[first].options
    words = {code: shelf().words.word(first, code, language) for code in options}
    asked = [_("told of payment or favours")] if service != SERVED else []
    numbers = [*words.values(), *asked, _("Total")]
    columns = [
        Column(_("Organ"), "head"),
        *(Column(one, "meta", numeric=True, phone_label=one) for one in numbers),
    ]
    rows = [
        Row(
            [
                Cell(one.name),
                *(Cell(str(one.overall.get(code, 0))) for code in words),
                *(Cell(str(one.something_asked)) for _asked in asked),
                Cell(str(one.total)),
            ]
        )
        for one in found
    ]
    return DataTable(title, columns, rows)


def _table(year: int, language: Language, *, apart: bool) -> DataTable:
    found = counted(year)
    kinds = sorted({kind for _organ, _name, kind, _n in found})
    names = {organ: name for organ, name, _kind, _n in found}
    by = {(organ, kind): n for organ, _name, kind, n in found}
    columns = [
        Column(_("Organ"), "head"),
        *(Column(kind_word(kind), "meta", numeric=True, phone_label=kind_word(kind)) for kind in kinds),
        Column(_("Total"), "meta", numeric=True, phone_label=_("Total")),
    ]
    rows = []
    for organ, name in names.items():
        cells = [Cell(name, to("organ_year", language, code=organ, year=year))]
        counts = [(kind, by.get((organ, kind), 0)) for kind in kinds]
        cells += [
            Cell(str(n), _of(organ, kind, year, language) if n and not apart else "") for kind, n in counts
        ]
        cells.append(Cell(str(sum(by.get((organ, kind), 0) for kind in kinds))))
        rows.append(Row(cells))
    return DataTable(_("Decisions in public, decided in {year}").format(year=year), columns, rows)


def _of(organ: str, kind: str, year: int, language: Language) -> str:
    return f"{to('decisions', language)}?organ={organ}&kind={kind}&year={year}"
