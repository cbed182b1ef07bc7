"""What came from which system: the board of sources, one source with its deliveries, a new source, a file by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.apps.exchange import actions, queries, waiting_files
from plumbline.apps.exchange.errors import ExchangeError
from plumbline.apps.exchange.forms import FileForm, SourceForm, layouts
from plumbline.apps.exchange.old_files import OLD_FILES
from plumbline.apps.exchange.pages.asking import (
    Request,
    language,
    organ_name,
    organs_in,
    person_of,
    place_of,
    procedure_titles,
    source_or_404,
    time_text,
    told,
)
from plumbline.apps.exchange.pages.tables import closed_word, deliveries_table, sources_table
from plumbline.apps.exchange.policies import LEAVE_OUT, MEND, SEE, SOURCES, TAKE_OUT
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.exchange.tasks import take_upload
from plumbline.apps.jobs.actions import enqueue, run_again
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import offered, requires
from plumbline.core.authority.access import Access, may_access, visible
from plumbline.core.authority.person import Place


@require_safe
@requires(SEE)
def board(request: Request) -> HttpResponse:
    """Every source in sight: when it sent last, how many rows, what waits, how late."""
    found = queries.sources(visible(request.person, SEE, request.today))
    acts = [Act(_("Other systems compared"), url_of("exchange:mirrors"))]
    if _may(request, SOURCES):
        acts.append(Act(_("Open a source"), url_of("exchange:new_source"), "plus", main=True))
    if _may(request, TAKE_OUT):
        acts.append(Act(_("Take records out"), url_of("exchange:take_out"), "download"))
    if _may(request, MEND):
        acts.append(Act(_("Begin with what there is"), url_of("exchange:go_live"), "plus"))
    if refused := offered("public_service:refused", request):
        acts.insert(0, Act(_("Submissions not taken in"), refused))
    values = {
        "head": PageHead(_("Data exchange"), note=_("records of other systems, received once"), acts=acts),
        "table": sources_table(found, request.now) if found else None,
        "empty": None if found else _nothing(request),
    }
    return render(request, "exchange/board.html", values)


@require_http_methods(["GET", "POST"])
@requires(SEE, place=place_of)
def source(request: Request, source: str) -> HttpResponse:
    """One source: its deliveries, what waits; whoever may mend also sends a file by hand."""
    known = source_or_404(source)
    place = Place(known.organ, known.division)
    own = may_access(request.person, MEND, place, request.today)
    form = FileForm(request.POST or None, request.FILES or None) if own else None
    if request.method == "POST" and form is not None and form.is_valid():
        ask_for_file(request, known, form)
        messages.success(request, _("The file is being taken in; what became of it will stand here."))
        return HttpResponseRedirect(request.path)
    before = request.GET.get("before", "")
    found = queries.deliveries(source, int(before) if before.isdecimal() and len(before) < 16 else None)
    seen = queries.sources(visible(request.person, SEE, request.today))
    view = next(one for one in seen if one.code == source)
    may_set_aside = may_access(request.person, LEAVE_OUT, place, request.today)
    may_close = not view.closed and _may(request, SOURCES)
    broken = queries.broken_off(source)
    names = {one.name for one in broken}  # they are told of with their reason already
    unfinished = queries.unfinished_of(source, request.now)
    waited = [one for one in unfinished if one.via == "api" or one.name not in names]
    values = {
        "head": _head(known, view, own),
        "table": deliveries_table(found, queries.ends_of([one.delivery for one in found])) if found else None,
        "empty": None if found else EmptyPage(_("Nothing received yet"), _how_to(known)),
        "older": f"?before={found[-1].delivery}" if len(found) == queries.PAGE else "",
        "form": form,
        "broken": [_broken(one) for one in broken],
        "unfinished": [_unfinished(one) for one in waited],
        "aside_url": url_of("exchange:set_aside", source=source) if may_set_aside else "",
        "again_url": url_of("exchange:again", source=source) if own else "",
        "close_url": url_of("exchange:close_source", source=source) if may_close else "",
    }
    return render(request, "exchange/source.html", values)


@require_http_methods(["GET", "POST"])
@requires(SOURCES)
def new_source(request: Request) -> HttpResponse:
    """Opens a source; its token is made by the security administrator."""
    seen = visible(request.person, SOURCES, request.today)
    form = SourceForm(
        request.POST or None, organs=organs_in(seen), procedures=procedure_titles(), language=language()
    )
    if request.method == "POST" and form.is_valid():
        person = person_of(request)
        division = person.divisions[0] if person.divisions else ""
        try:
            made = actions.open_source(
                **form.cleaned_data, division=division, by=person.account, now=request.now
            )
        except ExchangeError as error:
            form.add_error(None, told(error))
        else:
            return HttpResponseRedirect(url_of("exchange:source", source=made.code))
    title = _("Open a source")
    head = PageHead(title, (Link(_("Data exchange"), url_of("exchange:board")), Link(title)))
    values = {
        "title": title,
        "head": head,
        "form": form,
        "verb": _("Open it"),
        "back": url_of("exchange:board"),
        "why": None,
        "void": "",
    }
    return render(request, "people/form.html", values, status=422 if request.method == "POST" else 200)


@require_POST
@requires(MEND, place=place_of)
def again(request: Request, source: str) -> HttpResponse:
    """A file whose taking in was given up is taken in from where it stopped."""
    asked = request.POST.get("job", "")
    if asked not in {str(one.job) for one in queries.broken_off(source_or_404(source).code)}:
        messages.error(request, _("This file waits no more: see the deliveries."))
    else:
        run_again(job=int(asked), now=request.now)
        messages.success(request, _("The file is being taken in; what became of it will stand here."))
    return HttpResponseRedirect(url_of("exchange:source", source=source))


@require_POST
@requires(LEAVE_OUT, place=place_of)
def set_aside(request: Request, source: str) -> HttpResponse:
    """A delivery that nobody sends again is waited for no more."""
    asked, why = request.POST.get("delivery", ""), request.POST.get("why", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 16 else 0
    known, by = source_or_404(source), person_of(request)
    try:
        actions.set_aside(known, number, why=why, by=by, now=request.now, today=request.today)
    except ExchangeError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Delivery {n} is waited for no more.").format(n=number))
    return HttpResponseRedirect(url_of("exchange:source", source=source))


def _unfinished(one: queries.Unfinished) -> dict[str, object]:
    """A delivery that broke off: what is in, and how its sender goes on."""
    if one.key:
        way = _("The sender goes on by the same call under the same key {key}.").format(key=one.key)
    elif one.via == "api":
        way = _("It was sent without a key: the sender sends it again, and what is in is not entered twice.")
    else:
        way = _("The sender goes on by sending the same file again.")
    came = {
        "n": one.delivery,
        "what": one.name or _("call of the interface"),
        "at": time_text(one.received_at),
    }
    title = _("Delivery {n}, {what}, begun at {at}").format(**came)
    return {"delivery": one.delivery, "title": title, "rows": one.rows, "way": way}


def _broken(one: queries.BrokenOff) -> dict[str, object]:
    why = one.error_zh if language() == "zh" else one.error_en
    return {"job": one.job, "name": one.name, "at": time_text(one.at), "why": why}


@require_POST
@requires(SOURCES, place=place_of)
def close_source(request: Request, source: str) -> HttpResponse:
    """From now on nothing is taken from it."""
    try:
        actions.close_source(code=source, now=request.now)
    except ExchangeError as error:
        messages.error(request, told(error))
    return HttpResponseRedirect(url_of("exchange:source", source=source))


def ask_for_file(request: Request, known: Supplier, form: FileForm) -> int:
    """Keeps the file and asks for the job that takes it in; the job's number."""
    sent = form.cleaned_data["file"]
    arguments = {"source": known.code, "file": waiting_files.keep(sent.chunks()), "name": sent.name[:200]}
    return enqueue(take_upload, arguments, now=request.now, owner=person_of(request).account, priority=5)


def _layout_name(layout: str) -> str:
    """Old files are no layout that a source is opened with."""
    if layout == OLD_FILES:
        return str(_("old files by number"))
    return str(dict(layouts(language())).get(layout, layout))


def _may(request: Request, policy: Access) -> bool:
    return may_access(request.person, policy, None, request.today)


def _nothing(request: Request) -> EmptyPage:
    why = _("A source is a system of an organ that sends its records here, so that nobody types them again.")
    if _may(request, SOURCES):
        act = Act(_("Open a source"), url_of("exchange:new_source"), main=True)
        return EmptyPage(_("No source yet"), why, act)
    return EmptyPage(_("No source yet"), f"{why} {_('The system administrator opens one.')}")


def _how_to(known: Supplier) -> str:
    said = _(
        "It can call the interface with a token, drop files into the folder {code}, or somebody sends a file here."
    )
    return str(said).format(code=known.code)


def _head(known: Supplier, view: queries.SourceView, own: bool) -> PageHead:
    acts = []
    if own and view.waiting:
        acts.append(Act(_("Mend what waits"), url_of("exchange:quarantine", source=known.code), main=True))
    if own and view.left_out:
        url = url_of("exchange:quarantine", source=known.code)
        acts.append(Act(_("Rows that were left out"), f"{url}?list=left-out"))
    return PageHead(
        known.title,
        (Link(_("Data exchange"), url_of("exchange:board")), Link(known.title)),
        words=(closed_word(),) if view.closed else (),
        facts=(
            Fact(_("Organ"), organ_name(known.organ)),
            Fact(_("Code"), known.code, mono=True),
            Fact(_("Layout"), _layout_name(known.layout)),
            Fact(_("Rows that wait"), count(view.waiting)),
            Fact(_("Rows that were left out"), count(view.left_out)),
        ),
        acts=acts,
    )
