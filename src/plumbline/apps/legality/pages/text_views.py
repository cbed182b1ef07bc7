"""Texts that are checked: the list, bringing one in, the text with its marks and what the reviewer says to each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.casework.pages.speaking import language, local
from plumbline.apps.goods.pages.exports import exports, sheet
from plumbline.apps.legality import actions
from plumbline.apps.legality.errors import ReasonNeeded, TextEmpty, TextTooLong
from plumbline.apps.legality.forms import KINDS, MAKERS, DecisionForm, TextForm
from plumbline.apps.legality.pages.marked import MarkLine, mark_lines, pieces
from plumbline.apps.legality.policies import TEXTS
from plumbline.apps.legality.queries import PAGE, TextLine, TextView, place_of_text, text, texts
from plumbline.apps.legality.queries.reviews import review_of
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    FilterBar,
    ListFoot,
    Row,
    list_foot,
)
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.review.desk import CONTRACT, ENFORCEMENT
from plumbline.core.review.patterns import Maker, TextKind


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place(request: HttpRequest, number: int) -> Place:
    """Where the text of an address belongs."""
    return place_of_text(number)


@require_GET
@requires(TEXTS)
def text_list(request: Request) -> HttpResponse:
    """The texts of the organ, newest first."""
    words, page = request.GET.get("q", "").strip()[:100], request.GET.get("page", "1")
    at = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
    lines, total = texts(_person(request), words, at, request.today)
    values = {
        "head": PageHead(
            _("Check of texts"),
            note=_("passages that a reviewer should look at; the program decides nothing"),
            acts=(Act(_("Check a text"), reverse("legality:new"), icon="plus", main=True),),
        ),
        "filters": FilterBar(
            url=reverse("legality:texts"),
            target="list",
            picks=[],
            search_label=_("Title"),
            search=words,
            active=bool(words),
        ),
        "table": _table(lines, total, request.today) if lines else None,
        "empty": None if lines else _empty(words),
        "foot": _foot(total, at, words),
    }
    htmx = getattr(request, "htmx", None)
    template = "legality/list_part.html" if htmx and not htmx.boosted else "legality/list.html"
    return render(request, template, values)


@require_http_methods(["GET", "POST"])
@requires(TEXTS)
def new_text(request: Request) -> HttpResponse:
    """Brings a text in."""
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = _bring_in(request, form)
        except (FileRefused, TextEmpty, TextTooLong) as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", _told(error))
        else:
            return HttpResponseRedirect(reverse("legality:text", kwargs={"number": number}))
    row = review_of(request.GET.get("case", ""))
    if request.method == "GET" and row is not None:
        kind = TextKind.CONTRACT if row.procedure == CONTRACT else TextKind.NORMATIVE
        kind = TextKind.DECISION if row.procedure == ENFORCEMENT else kind
        form = TextForm(initial={"title": row.cause, "kind": kind.value})
    path = (Link(_("Check of texts"), reverse("legality:texts")), Link(_("Check a text")))
    values = {
        "head": PageHead(_("Check a text"), path=path),
        "form": form,
        "back": reverse("legality:texts"),
    }
    return render(request, "legality/new.html", values, status=422 if request.method == "POST" else 200)


@require_GET
@requires(TEXTS, place=place)
def text_page(request: Request, number: int) -> HttpResponse:
    """The text with its marks."""
    return _page(request, number)


@require_POST
@requires(TEXTS, place=place)
def decide(request: Request, number: int) -> HttpResponse:
    """Accepts or rejects a mark."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(
                person=_person(request),
                text=number,
                place=said["place"],
                decision=said["decision"] or "",
                reason=said["reason"],
                now=request.now,
                today=request.today,
            )
        except (ReasonNeeded, FileRefused) as error:
            messages.error(request, _told(error))
    address = reverse("legality:text", kwargs={"number": number})
    return HttpResponseRedirect(f"{address}#m{request.POST.get('place', '0')}")


@require_GET
@requires(TEXTS, place=place)
def export(request: Request, number: int) -> HttpResponse | StreamingHttpResponse:
    """The marks with what was decided, as a sheet to be laid beside the opinion."""
    found = text(_person(request), number, request.today)
    titles = [_("Passage"), _("Question"), _("Article"), _("Severity"), _("Decision"), _("Reason")]
    rows = (
        [one.passage, one.says, one.articles, one.word.text, one.decided, one.reason]
        for one in mark_lines(found, language())
    )
    return sheet(request, "marks", titles, rows)


def _page(request: Request, number: int, status: int = 200) -> HttpResponse:
    found, said = text(_person(request), number, request.today), language()
    lines: Sequence[MarkLine] = mark_lines(found, said)
    waiting = sum(not one.decided for one in lines)
    values: dict[str, Any] = {
        "head": _head(found, len(lines), waiting, request.today),
        "pieces": pieces(found),
        "marks": lines,
        "decide_url": reverse("legality:decide", kwargs={"number": number}),
        "exports": exports(reverse("legality:export", kwargs={"number": number}), "?") if lines else [],
    }
    return render(request, "legality/text.html", values, status=status)


def _head(found: TextView, marks: int, waiting: int, today: int) -> PageHead:
    by = officer_names([found.by]).get(found.by, found.by)
    return PageHead(
        found.title,
        path=(Link(_("Check of texts"), reverse("legality:texts")), Link(found.title)),
        note=_("{n} marks, {waiting} to decide").format(n=marks, waiting=waiting),
        facts=(
            Fact(_("Kind of text"), str(KINDS[TextKind(found.kind)])),
            Fact(_("Level"), str(MAKERS[Maker(found.maker)])),
            Fact(_("By"), by),
            Fact(_("Brought in"), formats.moment(local(found.at), date_of(today))),
            Fact("SHA-256", found.digest[:16], mono=True),
        ),
    )


def _bring_in(request: Request, form: TextForm) -> int:
    said = form.cleaned_data
    sent = said["file"]
    words = actions.text_of_file(sent.read(), sent.name) if sent else said["text"]
    day: dt.date = date_of(request.today)
    return actions.bring_in(
        person=_person(request),
        title=said["title"],
        text=words,
        kind=TextKind(said["kind"]),
        maker=Maker(said["maker"]),
        now=request.now,
        today=day,
        case=_review(request),
    )


def _review(request: Request) -> str:
    """The review that the text is checked for, where the address names one of the person's organ."""
    row = review_of(request.GET.get("case", ""))
    return row.case if row is not None and row.organ == _person(request).organ else ""


def _told(error: Any) -> str:
    said = language()
    return f"{error.message(said)}。{error.remedy(said) or ''}"


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person


def _table(lines: Sequence[TextLine], total: int, today: int) -> DataTable:
    names = officer_names([one.by for one in lines])
    return DataTable(
        ngettext("{n} text", "{n} texts", total).format(n=formats.count(total)),
        [
            Column(_("Title"), "head"),
            Column(_("Kind of text"), "rest"),
            Column(_("By"), "meta", whole=True),
            Column(_("Brought in"), "meta", whole=True),
            Column(_("Marks"), "line", numeric=True, phone_label=_("Marks")),
            Column(_("To decide"), "line", numeric=True, phone_label=_("To decide")),
            Column(_("Accepted"), "line", numeric=True, phone_label=_("Accepted")),
        ],
        [
            Row(
                [
                    Cell(one.title, reverse("legality:text", kwargs={"number": one.id})),
                    Cell(str(KINDS[TextKind(one.kind)])),
                    Cell(names.get(one.by, one.by)),
                    Cell(formats.moment(local(one.at), date_of(today))),
                    Cell(formats.count(one.marks)),
                    Cell(formats.count(one.waiting)),
                    Cell(formats.count(one.accepted)),
                ],
                key=str(one.id),
                name=one.title,
            )
            for one in lines
        ],
    )


def _empty(words: str) -> EmptyPage:
    if words:
        return EmptyPage(
            _("No text matches"), _("No title holds these words."), Act(_("Clear the filters"), "?")
        )
    why = _(
        "A draft document, plan, decision or contract is opened here, and passages are marked that need a look."
    )
    return EmptyPage(_("No texts yet"), why, Act(_("Check a text"), reverse("legality:new")))


def _foot(total: int, page: int, words: str) -> ListFoot:
    told = ngettext("{n} text", "{n} texts", total).format(n=formats.count(total))
    return list_foot(told, total, PAGE, page, lambda n: "?" + urlencode({"q": words, "page": n}))
