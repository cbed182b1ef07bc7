"""Beginning with what there is: running cases, old files by number, power lists; and the opening balance they make."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.exchange import queries
from plumbline.apps.exchange.actions import beginning_source
from plumbline.apps.exchange.forms import FileForm
from plumbline.apps.exchange.old_files import COLUMNS as OLD_COLUMNS
from plumbline.apps.exchange.pages.asking import Request, language, organ_name, person_of
from plumbline.apps.exchange.pages.board import ask_for_file
from plumbline.apps.exchange.pages.tables import counted
from plumbline.apps.exchange.policies import MEND
from plumbline.apps.exchange.translating import procedures_taken
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.sheets import XLSX, Sheet, write_book

KINDS = ("running", "old")
RUNNING = {
    "procedure": (
        gettext_lazy("procedure of the case"),
        gettext_lazy("its name or code, see the last sheet"),
    ),
    "case_id": (gettext_lazy("number under which your records know the case"), "A-17"),
    "record_id": (gettext_lazy("number of the act within the case"), "1, 2, 3"),
    "step": (
        gettext_lazy("the act: one row for each act of a case"),
        gettext_lazy("its name or code, see the last sheet"),
    ),
    "at": (
        gettext_lazy("true day or time of the act"),
        gettext_lazy("2026-03-02 or 2026-03-02 09:30, all rows alike"),
    ),
    "officers": (gettext_lazy("numbers of the officers in the register"), "QS-0001;QS-0002"),
    "number": (gettext_lazy("number of the case"), "青市监立〔2026〕1号"),
    "title": (gettext_lazy("cause of the case"), "超范围经营"),
    "party_name": (gettext_lazy("name of the party"), "某公司"),
    "party_number": (gettext_lazy("its credit or identity number"), ""),
}
"""Columns of running cases with which a clerk begins: what they mean, how they are written. There are more."""
OLD = {
    "案号": (gettext_lazy("number of the case; must be filled in"), "青市监罚〔2019〕1号"),
    "案由": (gettext_lazy("cause of the case"), "超范围经营"),
    "程序": (
        gettext_lazy("procedure of the case; must be filled in"),
        gettext_lazy("its name or code, see the last sheet"),
    ),
    "立案日期": (gettext_lazy("day on which it was opened; must be filled in"), "2019-03-02"),
    "结案日期": (gettext_lazy("day on which it ended; empty: it runs still"), "2019-05-06"),
    "当事人": (gettext_lazy("name of the party"), "某公司"),
    "档号": (gettext_lazy("archive number; only of a case that has ended"), "2019-罚-001"),
    "保管期限": (gettext_lazy("retention; must be filled in with an archive number"), "永久, 30年, 10年"),
    "存放位置": (gettext_lazy("where the file stands"), "档案室3号柜2层"),
    "归档日期": (
        gettext_lazy("day on which it was archived; empty: the day on which the case ended"),
        "2019-06-10",
    ),
    "移交日期": (
        gettext_lazy("day on which it went to the archives, with list and receiver; empty: it did not"),
        "2024-03-01",
    ),
    "移交清单号": (gettext_lazy("number of the hand-over list"), "2024-01"),
    "接收单位": (gettext_lazy("who received it"), "青石区档案馆"),
}
"""Every column of old files."""


@require_http_methods(["GET", "POST"])
@requires(MEND)
def go_live(request: Request) -> HttpResponse:
    """What an organ brings along when it begins; each file goes the way of every other source."""
    person = person_of(request)
    kind = request.POST.get("kind", "")
    sent = {one: (request.POST, request.FILES) if one == kind else (None, None) for one in KINDS}
    forms = {one: FileForm(*sent[one], auto_id=f"{one}_%s") for one in KINDS}
    if kind in KINDS and (form := forms[kind]).is_valid():
        division = person.divisions[0] if person.divisions else shelf().division
        source = beginning_source(
            kind, organ=person.organ, division=division, by=person.account, now=request.now
        )
        ask_for_file(request, source, form)
        messages.success(request, _("The file is being taken in; what became of it stands with its source."))
        return HttpResponseRedirect(url_of("exchange:source", source=source.code))
    title = _("Begin with what there is")
    found = queries.opening_balance(person.organ)
    values = {
        "head": PageHead(
            title,
            (Link(_("Data exchange"), url_of("exchange:board")), Link(title)),
            note=organ_name(person.organ),
        ),
        **{f"{one}_form": form for one, form in forms.items()},
        "template_urls": {one: url_of("exchange:begin_template", kind=one) for one in KINDS},
        "powers_url": url_of("people:powers"),
        "table": _balance(found) if found else None,
        "empty": None
        if found
        else EmptyPage(_("No running case yet"), _("Running cases that are taken in are counted here.")),
    }
    return render(request, "exchange/go_live.html", values, status=422 if request.method == "POST" else 200)


@require_safe
@requires(MEND)
def template(request: Request, kind: str) -> HttpResponse:
    """An empty sheet with the columns of running cases or of old files, behind it what they mean and may hold."""
    if kind not in KINDS:
        raise Http404
    zh = language() == "zh"
    heads = list(RUNNING) if kind == "running" else [zh_head for zh_head, _code in OLD_COLUMNS.values()]
    meant = [[name, *map(str, said)] for name, said in (RUNNING if kind == "running" else OLD).items()]
    named = [
        [each.title if zh else each.english, code, step.title if zh else step.english, name]
        for code in procedures_taken()
        for each in (shelf().packs.procedure(code),)
        for name, step in each.steps.items()
    ]
    sheets = [Sheet(_("Data"), "", heads, [])]
    sheets.append(Sheet(_("Meaning"), "", [_("Column"), _("Meaning"), _("Written so")], meant))
    titles = [_("Procedure"), _("Code of the procedure"), _("Step"), _("Code of the step")]
    sheets.append(Sheet(_("Procedures and steps"), "", titles, named))
    answer = HttpResponse(write_book(sheets), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="begin-{kind}.xlsx"'
    return answer


def _balance(found: list[queries.Balance]) -> DataTable:
    packs = shelf().packs
    columns = [
        Column(_("Procedure"), "head"),
        counted(_("Running")),
        counted(_("Ended cases")),
        counted(_("Overdue")),
    ]
    zh = language() == "zh"
    rows = [
        Row(
            [
                Cell(packs.procedure(one.procedure).title if zh else packs.procedure(one.procedure).english),
                *(Cell(count(n)) for n in (one.running, one.ended, one.overdue)),
            ]
        )
        for one in found
    ]
    return DataTable(_("Opening balance"), columns, rows)
