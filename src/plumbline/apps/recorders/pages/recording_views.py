"""How acts are recorded: what is missing, why, and what recorders hold that fills it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.casework.pages.speaking import language, local
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    Row,
    Tab,
    TabBar,
    list_foot,
    page_asked,
)
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import Asked, requires
from plumbline.apps.people.queries.recorders import recorders_of
from plumbline.apps.recorders import actions
from plumbline.apps.recorders.errors import AlreadyThere, RecorderError
from plumbline.apps.recorders.forms import ReadOutForm
from plumbline.apps.recorders.policies import READ_OUT, RECORDINGS
from plumbline.apps.recorders.queries import PAGE, TABS, ActLine, acts, is_act_of, organ_of, waiting
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.recording.listed import REASONS, Reason
from plumbline.core.recording.manifest import ManifestError, is_manifest, read_manifest, together

_REFUSALS = (RecorderError, FileRefused, CaseworkError, StoreError)
_NAMED = 20


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_safe
@requires(RECORDINGS)
def recordings(request: Request) -> HttpResponse:
    """Acts whose recording is missing or too short, those with a stated reason, those covered."""
    asked, page = request.GET.get("tab", "open"), request.GET.get("page", "1")
    tab = asked if asked in TABS else "open"
    at = page_asked(page)
    found = acts(_person(request), tab, at, request.today)
    total = ngettext("{n} act", "{n} acts", found.total).format(n=formats.count(found.total))
    may = may_access(request.person, READ_OUT, None, request.today)
    read_out = Act(_("Read a recorder out"), reverse("recorders:read_out"), icon="upload", main=True)
    values = {
        "head": PageHead(
            _("Recordings of acts"),
            note=_("What happened without a recording stays a breach; a stated reason lets the work go on."),
            acts=(read_out,) if may else (),
        ),
        "tabs": TabBar(_("Recordings"), [_tab(name, found.counts.get(name, 0), tab) for name in TABS]),
        "table": _table(found.lines, request.today) if found.lines else None,
        "empty": None if found.lines else EmptyPage(_("Nothing here"), _("No act in this list.")),
        "reasons": [(reason_word(one), n) for one, n in found.reasons],
        "foot": list_foot(total, found.total, PAGE, at, lambda n: "?" + urlencode({"tab": tab, "page": n})),
    }
    return render(request, "recorders/list.html", values)


@require_http_methods(["GET", "POST"])
@requires(READ_OUT)
def read_out(request: Request) -> HttpResponse:
    """Takes files of a recorder in and shows which act each belongs to."""
    person = _person(request)
    devices = recorders_of(person.organ)
    form = ReadOutForm(
        request.POST or None,
        request.FILES or None,
        recorders=[
            (one.number, f"{one.number} {one.name}（{clock_word(one.seconds_ahead)}）") for one in devices
        ],
        compared={one.number: one.seconds_ahead for one in devices},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _taken_in(request, form):
            return HttpResponseRedirect(reverse("recorders:read_out"))
    title = _("Read a recorder out")
    values = {
        "head": PageHead(
            title, path=(Link(_("Recordings of acts"), reverse("recorders:recordings")), Link(title))
        ),
        "form": form,
        "no_recorder": not devices,
        "book": reverse("people:recorders"),
        "waiting": [
            (
                one,
                _span(one.start, one.end, request.today),
                clock_word(one.seconds_ahead) if one.seconds_ahead else "",
                [(line, step_word(line), match.whole) for match, line in one.proposals],
                reverse("recorders:attach", kwargs={"footage": one.id}),
            )
            for one in waiting(person)
        ],
    }
    return render(request, "recorders/read_out.html", values, status=status)


def place_of_footage(request: HttpRequest, footage: int) -> Place:
    """Where a file belongs: to the organ that read it out."""
    found = organ_of(footage)
    if found is None:
        raise Http404
    return Place(found, "")


@require_POST
@requires(READ_OUT, place=place_of_footage)
def attach(request: Request, footage: int) -> HttpResponse:
    """Gives a file to an act."""
    record = request.POST.get("record", "")
    if not is_act_of(record, _person(request).organ):
        return HttpResponse(status=404)
    try:
        case = actions.attach(
            person=_person(request), footage=footage, record=record, now=request.now, today=request.today
        )
    except _REFUSALS as error:
        messages.error(request, error.message(language()))
        return HttpResponseRedirect(reverse("recorders:read_out"))
    return HttpResponseRedirect(reverse("casework:recordings", kwargs={"case": case}))


def reason_word(reason: str) -> str:
    """A stated reason in words."""
    known = {one.value for one in Reason}
    return REASONS[Reason(reason)][0 if language() == "zh" else 1] if reason in known else reason


def clock_word(seconds_ahead: int | None) -> str:
    """How a recorder's clock went when it was compared last."""
    if seconds_ahead is None:
        return str(_("clock never compared"))
    n = formats.count(abs(seconds_ahead))
    ahead, behind = _("clock {n} s ahead"), _("clock {n} s behind")
    return str((ahead if seconds_ahead > 0 else behind).format(n=n) if seconds_ahead else _("clock right"))


def state_word(one: ActLine) -> StatusWord:
    """How far an act is covered."""
    minutes = _("{n} s not covered").format(n=formats.count(one.open_seconds))
    words = {
        "covered": StatusWord(_("covered"), "passed", "check"),
        "short": StatusWord(minutes, "breach", "alert-circle"),
        "missing": StatusWord(_("no recording"), "breach", "alert-circle"),
        "reasoned": StatusWord(_("no recording, with a reason"), "soon", "alert-triangle"),
        "none": StatusWord(_("not recorded"), "neutral", "info-circle"),
    }
    return words[one.state]


def _taken_in(request: Request, form: ReadOutForm) -> bool:
    said, fine = form.cleaned_data, True
    films = [one for one in request.FILES.getlist("files") if not is_manifest(one.name)]
    try:
        listed = _listed(request)
    except ManifestError as error:
        form.add_error("manifest", f"{error.message(language())}。{error.remedy(language()) or ''}")
        return False
    if not films:
        form.add_error("files", _("Choose the files of the recorder, not the list alone."))
        return False
    taken, before = list[str](), list[str]()
    for sent in films:
        try:
            actions.take_in(
                person=_person(request),
                sent=sent.file,
                name=sent.name,
                recorder=said["recorder"],
                seconds_ahead=said["seconds_ahead"],
                now=request.now,
                today=request.today,
                listed=listed.get(sent.name) if listed is not None else None,
            )
            taken.append(sent.name)
        except AlreadyThere:
            before.append(sent.name)  # a card that was not emptied is read out again: nothing is to be mended
        except _REFUSALS as error:
            fine = False
            form.add_error("files", f"{error.message(language())}。{error.remedy(language()) or ''}")
    _told(request, taken, before)
    if listed is not None:
        _compare(request, set(listed), {one.name for one in films})
    return fine


def _told(request: Request, taken: list[str], before: list[str]) -> None:
    """What came in, and what had come in before."""
    if taken:
        n = len(taken)
        text = ngettext("{n} file was taken in.", "{n} files were taken in.", n)
        messages.success(request, text.format(n=formats.count(n)))
    if before:
        names = _("Read out before, and not taken in again: {names}").format(names=_names(before))
        messages.info(request, names)


def _names(names: Iterable[str]) -> str:
    """So many names as one looks through, and how many more there are."""
    ordered = sorted(names)
    told = str(formats.listed(ordered[:_NAMED]))
    more = len(ordered) - _NAMED
    if more <= 0:
        return told
    return str(ngettext("{names} and {n} more", "{names} and {n} more", more)).format(
        names=told, n=formats.count(more)
    )


def _listed(request: Request) -> dict[str, str] | None:
    """What the lists say that came along, by name of file; None where none came. Raises ManifestError."""
    lists = [one for one in request.FILES.getlist("files") if is_manifest(one.name)]
    lists += request.FILES.getlist("manifest")
    return together((one.name, read_manifest(one.read(), one.name)) for one in lists) if lists else None


def _compare(request: Request, listed: set[str], sent: set[str]) -> None:
    """Names what the list has and did not come, and what came and the list has not."""
    lacking, strange = listed - sent, sent - listed
    if lacking:  # whatever lacks is to be looked for, so all of it is named
        text = _("On the list, but not among the files: {names}")
        messages.warning(request, text.format(names=formats.listed(sorted(lacking))))
    if strange:
        text = _("Not on the list, hence not compared: {names}")
        messages.warning(request, text.format(names=_names(strange)))


def _tab(name: str, count: int, current: str) -> Tab:
    titles = {
        "open": _("Missing or too short"),
        "reasoned": _("With a stated reason"),
        "covered": _("Covered"),
    }
    return Tab(
        titles[name], formats.count(count), f"?tab={name}", name == current, name == "open" and count > 0
    )


def _table(lines: tuple[ActLine, ...], today: int) -> DataTable:
    return DataTable(
        _("Recordings of acts"),
        [
            Column(_("Act"), "head"),
            Column(_("Case"), "meta"),
            Column(_("When"), "meta", whole=True),
            Column(_("Reason"), "rest"),
            Column(_("State"), "word"),
        ],
        [
            Row(
                [
                    Cell(
                        step_word(one),
                        reverse("casework:record", kwargs={"case": one.case, "record": one.record}),
                        under=one.cause,
                    ),
                    Cell(one.number),
                    Cell(_span(one.start, one.end, today)),
                    Cell(reason_word(one.reason) or "—"),
                    Cell(part=state_word(one)),
                ],
                key=one.record,
                name=one.number,
            )
            for one in lines
        ],
    )


def step_word(one: ActLine) -> str:
    """The step of an act."""
    known = shelf().docket(one.procedure).step(one.step)
    return (known.title if language() == "zh" else known.english or known.title) if known else one.step


def _span(start: int, end: int, today: int) -> str:
    return str(formats.stretch(local(start), local(end) if end > start else None, date_of(today)))


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person
