"""Payments from the bank: a file taken in, the rows that wait, mending and sending them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.goods import actions
from plumbline.apps.goods.bank_rows import HEAD, check_head
from plumbline.apps.goods.errors import GoodsDeskError, NoSuchRow
from plumbline.apps.goods.forms import AsideForm, BankFileForm, MendForm
from plumbline.apps.goods.pages.asking import Request, person_of
from plumbline.apps.goods.pages.tabs import tabs
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.goods.queries import BankLine, returned_rows, rows_waiting, waiting_row, waiting_rows
from plumbline.apps.goods.refusing import language
from plumbline.apps.goods.tasks import take_in_bank_file
from plumbline.apps.jobs.actions import enqueue, mark_read
from plumbline.apps.jobs.queries import JobView, jobs_of
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.intake import Progress, QuarantineTable, WrongValue
from plumbline.apps.page_parts.lists import ListFoot, Paging
from plumbline.apps.page_parts.moments import local_minute
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people import waiting_sheets
from plumbline.apps.people.access import requires
from plumbline.apps.people.errors import SheetUnreadable
from plumbline.apps.people.queries import account_name
from plumbline.apps.people.sheets import XLSX, write_xlsx

_SHOWN = 100
"""Rows on one page; the sheet holds them all."""


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT)
def bank(request: Request) -> HttpResponse:
    """Takes a file of payments in, a mended one too; what waits is told with its reason and how to mend it."""
    sent = request.method == "POST"
    form = BankFileForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            return _asked_for(request, sheet.name, sheet.read())
        except (GoodsDeskError, SheetUnreadable) as error:
            form.add_error("sheet", error.in_sentences(language()))
    organ = person_of(request).organ
    waiting = rows_waiting(organ)
    page = _page(request, waiting)
    rows = waiting_rows(organ, _SHOWN, (page - 1) * _SHOWN)
    values = {
        "head": PageHead(title=_("Payments from the bank")),
        "tabs": tabs(request, "bank"),
        "form": form,
        "table": _table(rows, waiting) if rows else None,
        "foot": _foot(waiting, page) if waiting > _SHOWN else None,
        "returned": [_returned(one) for one in returned_rows(organ, _SHOWN)],
        "files": [(one, _file_url(one.number)) for one in _own_files(request)[:5]],
    }
    return render(request, "goods/bank.html", values, status=422 if sent else 200)


def _asked_for(request: Request, name: str, content: bytes) -> HttpResponse:
    """Keeps the file and asks for its matching; raises BankFileUnreadable, SheetUnreadable."""
    check_head(name, content)
    person = person_of(request)
    arguments = {
        "sheet": waiting_sheets.keep(content),
        "name": name[:200],
        "role": person.role.value,
        "today": request.today,
        "since": request.now,
    }
    job = enqueue(take_in_bank_file, arguments, now=request.now, owner=person.account, priority=5)
    return HttpResponseRedirect(_file_url(job))


@require_GET
@requires(GOODS_ACT)
def bank_file(request: Request, job: int) -> HttpResponse:
    """How far the matching of a file is; once it is done, what was entered and what waits."""
    found = next((one for one in _own_files(request) if one.number == job), None)
    if found is None:
        raise Http404
    if found.state == "done":
        mark_read(job=job, by=person_of(request).account, now=request.now)
    path = (Link(_("Payments from the bank"), reverse("goods:bank")), Link(found.arguments["name"]))
    values = {
        "head": PageHead(title=_("Bank file {name}").format(name=found.arguments["name"]), path=path),
        "progress": _progress(found),
        "done": _said(actions.TakenIn(**found.result)) if found.state == "done" else "",
        "error": found.error(language()) if found.state == "dead" else "",
        "back": reverse("goods:bank"),
    }
    htmx = getattr(request, "htmx", None)
    part = htmx and not htmx.boosted
    return render(request, "goods/bank_state.html" if part else "goods/bank_file.html", values)


def _own_files(request: Request) -> list[JobView]:
    """The files that this person sent, newest first."""
    return [one for one in jobs_of(person_of(request).account) if one.task == take_in_bank_file.name]


def _file_url(job: int) -> str:
    return str(reverse("goods:bank_file", kwargs={"job": job}))


def _progress(found: JobView) -> Progress | None:
    if found.state not in ("waiting", "running"):
        return None
    note = _("You may leave this page; the file is listed under «Payments from the bank».")
    url = _file_url(found.number)
    return Progress("bank", _("matching payments"), found.done, found.total, url=url, note=note)


@require_GET
@requires(GOODS_ACT)
def rows_sheet(request: Request) -> HttpResponse:
    """The rows that wait as a sheet, each with what is wrong; mended, it is sent again as any file of the bank."""
    zh = language() == "zh"
    titles = [*(chinese if zh else english for chinese, english in HEAD.values()), _("Why it waits")]
    rows = [
        [one.number, one.amount, one.day, one.reference, one.problem[language()]]
        for one in waiting_rows(person_of(request).organ)
    ]
    answer = HttpResponse(write_xlsx(titles, rows), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="bank-rows.xlsx"'
    return answer


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT)
def mend(request: Request, key: str) -> HttpResponse:
    """Mends one row and sends it again; a sum below the notice is a part payment only if somebody says so."""
    row = waiting_row(person_of(request).organ, key)
    if row is None:
        raise Http404
    sent = request.method == "POST"
    initial = {"number": row.number, "amount": row.amount, "day": row.day}
    form = MendForm(request.POST if sent else None, initial=initial, auto_id="mend_%s")
    if sent and form.is_valid():
        done = actions.mend_row(
            person=person_of(request), key=key, **form.cleaned_data, now=request.now, today=request.today
        )
        if not done.waiting:
            _tell(request, done)
            return HttpResponseRedirect(reverse("goods:bank"))
        again = next(one for one in waiting_rows(person_of(request).organ) if one.reference == row.reference)
        messages.warning(request, again.problem[language()])
        return HttpResponseRedirect(reverse("goods:mend", kwargs={"key": again.key}))
    path = (Link(_("Payments from the bank"), reverse("goods:bank")), Link(_("Mend a payment")))
    values = {
        "head": PageHead(title=_("Mend a payment"), path=path),
        "row": row,
        "problem": row.problem[language()],
        "form": form,
        "aside": AsideForm(auto_id="aside_%s"),
        "aside_url": reverse("goods:aside", kwargs={"key": key}),
        "back": reverse("goods:bank"),
    }
    return render(request, "goods/mend.html", values, status=422 if sent else 200)


@require_POST
@requires(GOODS_ACT)
def aside(request: Request, key: str) -> HttpResponse:
    """Sets a row aside that is nobody's payment here, or lets it wait again (`back`)."""
    person, today = person_of(request), request.today
    form = AsideForm(request.POST)
    try:
        if "back" in request.POST:
            actions.take_back(person=person, key=key, today=today)
        elif form.is_valid():
            reason = form.cleaned_data["reason"]
            actions.set_aside(person=person, key=key, reason=reason, now=request.now, today=today)
        else:
            messages.warning(request, _("State why the payment is set aside."))
            return HttpResponseRedirect(reverse("goods:mend", kwargs={"key": key}))
    except NoSuchRow as error:
        messages.warning(request, error.message(language()))
    return HttpResponseRedirect(reverse("goods:bank"))


def _returned(one: BankLine) -> dict[str, str]:
    """A row set aside, in words, and the address that lets it wait again."""
    told = _("{sum} yuan on {day}, bank reference {reference}, “{number}”: {why}")
    return {
        "text": told.format(
            sum=one.amount, day=one.day, reference=one.reference, number=one.number, why=one.returned_why
        ),
        "by": account_name(one.returned_by),
        "at": local_minute(one.returned_at or 0).replace("T", " "),
        "url": reverse("goods:aside", kwargs={"key": one.key}),
    }


def _said(done: actions.TakenIn) -> str:
    said = _("{entered} payments entered, {known} known before, {waiting} wait to be mended")
    return str(said.format(entered=done.entered, known=done.known, waiting=done.waiting))


def _tell(request: Request, done: actions.TakenIn) -> None:
    (messages.warning if done.waiting else messages.success)(request, _said(done))


def _table(rows: tuple[BankLine, ...], waiting: int) -> QuarantineTable:
    columns = {
        "number": _("Payment notice no."),
        "amount": _("Sum"),
        "day": _("Day of payment"),
        "reference": _("Bank reference"),
    }
    ways = {
        "number": _(
            "Compare with the payment notice; a payment that is not ours goes back through the bank."
        ),
        "amount": _("Compare with the bank; a part payment is entered as such."),
        "day": _("Write the day as 2026-04-02."),
        "reference": _("Ask the bank for it."),
    }
    wrong = [
        WrongValue(
            line=str(one.line),
            name=one.reference,
            column=columns.get(one.column, ""),
            reason=one.problem[language()],
            mend=ways.get(one.column, _("Look at the things and money of the case.")),
            wrong=_value(one),
            act=Link(_("Mend"), reverse("goods:mend", kwargs={"key": one.key})),
        )
        for one in rows
    ]
    summary = _("{n} rows wait to be mended").format(n=formats.count(waiting))
    download = Act(_("Download these rows"), reverse("goods:bank_rows"), "download", small=True)
    return QuarantineTable(summary, wrong, (download,), _("Bank reference"))


def _page(request: Request, waiting: int) -> int:
    """The page asked for, or the nearest that there is."""
    asked = request.GET.get("page", "1")
    last = max(1, -(-waiting // _SHOWN))
    return min(max(1, int(asked)), last) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def _foot(waiting: int, page: int) -> ListFoot:
    last = -(-waiting // _SHOWN)
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    total = _("{n} rows wait to be mended").format(n=formats.count(waiting))
    return ListFoot(Paging(total, _SHOWN, page, [(n, f"?page={n}#pl-quarantine") for n in near]))


def _value(one: BankLine) -> str:
    values: dict[str, Any] = {"number": one.number, "amount": one.amount, "day": one.day}
    return str(values.get(one.column, one.number))
