"""The hand-over list 移交清单: the files of a year, what keeps one back, the list as workbook and PDF, the delivery,
and each list that went out, to be printed again as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.case_file.actions import deliver_files
from plumbline.apps.case_file.errors import FileDeskError
from plumbline.apps.case_file.forms import DeliveryForm
from plumbline.apps.case_file.hand_over_list import hand_over_list
from plumbline.apps.case_file.pages.asking import (
    Request,
    day,
    download,
    language,
    organ_name,
    person_of,
    sheet,
)
from plumbline.apps.case_file.pages.shelf_parts import line_word
from plumbline.apps.case_file.policies import FILES_DELIVER
from plumbline.apps.case_file.queries import FileLine, closed_in, years
from plumbline.apps.documents.queries import pdf_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row, Tab, TabBar
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.core.cases.keeping import retention_word
from plumbline.core.cases.keeping_errors import KeepingError
from plumbline.core.clocks.civil import date_of


@require_http_methods(["GET", "POST"])
@requires(FILES_DELIVER)
def delivery(request: Request) -> HttpResponse:
    """The files of a year: which can go, which are kept back and why; the delivery itself is one act."""
    person = person_of(request)
    form = DeliveryForm(request.POST or None, auto_id="delivery_%s")
    if request.method == "POST" and "paper" in request.POST:
        return _paper(request, _chosen(request))
    if request.method == "POST" and form.is_valid():
        try:
            count = deliver_files(
                person=person,
                cases=request.POST.getlist("chosen"),
                list_number=form.cleaned_data["list_number"],
                receiver=form.cleaned_data["receiver"],
                now=request.now,
            )
        except (FileDeskError, KeepingError, CaseMoved) as error:
            form.add_error(None, error.message(language()))
        else:
            done = ngettext("%(n)s file was delivered", "%(n)s files were delivered", count) % {"n": count}
            messages.success(request, done)
            return HttpResponseRedirect(f"{request.path}?year={_year(request)}")
    year = _year(request)
    found = closed_in(person.organ, year)
    ready = [one for one in found if is_ready(one)]
    values = {
        "head": PageHead(
            title=_("Hand-over list of {year}").format(year=year),
            path=(Link(_("Case files"), reverse("case_file:shelf")), Link(_("Hand-over list"))),
            note=_("{ready} of {all} files can be delivered").format(ready=len(ready), all=len(found)),
            acts=(
                Act(_("Export Excel"), f"{reverse('case_file:delivery_sheet')}?year={year}", icon="download"),
            )
            if ready
            else (),
        ),
        "years": _years(request, year),
        "ready": _table(_("Files that can be delivered"), ready, request.today, choosable=True)
        if ready
        else None,
        "back": _table(_("Kept back"), [one for one in found if not is_ready(one)], request.today),
        "any_back": len(ready) < len(found),
        "lists": _lists(found),
        "form": form,
        "year": year,
    }
    return render(request, "case_file/delivery.html", values, status=422 if request.method == "POST" else 200)


@require_safe
@requires(FILES_DELIVER)
def delivery_sheet(request: Request) -> HttpResponse:
    """The list as a workbook: what can go, or what went out by a list."""
    titles = ["序号", "档号", "案号", "题名", "办结日期", "保管期限", "存放位置"]
    rows = ([str(place), *_cells(one), one.place] for place, one in enumerate(_listed(request), 1))
    return sheet(f"{_title(request)}.xlsx", titles, rows)


@require_safe
@requires(FILES_DELIVER)
def delivery_paper(request: Request) -> HttpResponse:
    """The list as a paper with lines for both signatures."""
    return _paper(request, _listed(request))


def _paper(request: Request, lines: Sequence[FileLine]) -> HttpResponse:
    number = request.POST.get("list_number", request.GET.get("list", "")).strip()
    receiver = request.POST.get("receiver", "").strip()
    organ, cells = organ_name(person_of(request).organ), [_cells(one) for one in lines]
    paper = hand_over_list(organ, _year(request), cells, number=number, receiver=receiver)
    return download(pdf_of(paper), f"{_title(request)}.pdf", "application/pdf")


def _listed(request: Request) -> list[FileLine]:
    found, number = closed_in(person_of(request).organ, _year(request)), request.GET.get("list", "")
    return [one for one in found if (one.list_number == number if number else is_ready(one))]


def _chosen(request: Request) -> list[FileLine]:
    chosen = request.POST.getlist("chosen")
    return [one for one in closed_in(person_of(request).organ, _year(request)) if one.case in chosen]


def _title(request: Request) -> str:
    number = request.GET.get("list", "")
    return f"案卷移交清单（{number}）" if number else f"案卷移交清单（{_year(request)}年）"


def _lists(found: Sequence[FileLine]) -> DataTable | None:
    """The lists that went out, with their papers."""
    gone: dict[str, list[FileLine]] = {}
    for one in found:
        if one.list_number:
            gone.setdefault(one.list_number, []).append(one)
    columns = [
        Column(_("Number of the list"), "head", whole=True),
        Column(_("Delivered on"), "meta", whole=True, phone_label=_("Delivered on")),
        Column(_("Files delivered"), "line", numeric=True, phone_label=_("Files delivered")),
        Column(_("PDF to sign"), "line", whole=True),
        Column(_("Export Excel"), "line", whole=True),
    ]
    year = f"{date_of(found[0].ended_day):%Y}" if found else ""
    rows = [
        Row(
            [
                Cell(number),
                Cell(day(lines[0].delivered_day)),
                Cell(str(len(lines))),
                Cell(_("PDF to sign"), _address("case_file:delivery_paper", year, number)),
                Cell(_("Export Excel"), _address("case_file:delivery_sheet", year, number)),
            ]
        )
        for number, lines in sorted(gone.items())
    ]
    return DataTable(_("Lists that went out"), columns, rows) if rows else None


def _address(page: str, year: str, number: str) -> str:
    return f"{reverse(page)}?{urlencode({'year': year, 'list': number})}"


def is_ready(one: FileLine) -> bool:
    """Archived, in its place, and not delivered."""
    return one.archived_day is not None and one.out_until is None and one.delivered_day is None


def _cells(one: FileLine) -> list[str]:
    return [
        one.archive_number,
        one.number,
        one.title,
        day(one.ended_day),
        retention_word(one.retention, "zh"),
    ]


def _table(caption: str, lines: Sequence[FileLine], today: int, *, choosable: bool = False) -> DataTable:
    columns = [
        Column(_("Case number"), "meta", whole=True),
        Column(_("Archive number"), "line", whole=True),
        Column(_("Cause"), "head"),
        Column(_("Ended on"), "meta", whole=True, phone_label=_("Ended on")),
        Column(_("Retention"), "line", whole=True),
        Column(_("State"), "word", whole=True),
    ]
    rows = [
        Row(
            [
                Cell(one.number, reverse("case_file:keeping", kwargs={"case": one.case})),
                Cell(one.archive_number),
                Cell(one.title),
                Cell(day(one.ended_day)),
                Cell(retention_word(one.retention, language())),
                Cell(part=line_word(one, today)),
            ],
            key=one.case,
            name=one.number,
            chosen=choosable,
        )
        for one in lines
    ]
    return DataTable(caption, columns, rows, choosable=choosable)


def _year(request: Request) -> int:
    asked = request.POST.get("year") or request.GET.get("year", "")
    if asked.isdecimal() and len(asked) == 4:
        return int(asked)
    return date_of(request.today).year - 1


def _years(request: Request, year: int) -> TabBar | None:
    known = sorted({*years(person_of(request), request.today), year}, reverse=True)
    organ = person_of(request).organ
    return TabBar(
        _("Years"),
        [
            Tab(str(one), str(len(closed_in(organ, one))), f"?year={one}", current=one == year)
            for one in known[:8]
        ],
    )
