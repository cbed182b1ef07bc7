"""Submissions of a portal apart that were not taken in: why, the file, trying again, leaving out with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import EmptyPage, Tab, TabBar
from plumbline.apps.page_parts.moments import local_minute
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import offered, requires
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.public_service import actions, queries
from plumbline.apps.public_service.errors import WhyLeftOut
from plumbline.apps.public_service.policies import REFUSED, REFUSED_LEAVE
from plumbline.apps.public_service.queries import STATES, Refused, State
from plumbline.core.authority.access import may_access

_TITLES = {
    "waiting": gettext_lazy("to be mended"),
    "left": gettext_lazy("left out"),
    "taken": gettext_lazy("taken in since"),
}
_NOTHING = {
    "waiting": (
        gettext_lazy("Nothing waits"),
        gettext_lazy(
            "Everything that the portal sent was taken in. A file that cannot be used stands here, with the reason."
        ),
    ),
    "left": (
        gettext_lazy("Nothing was left out"),
        gettext_lazy("What is not to be taken in stands here with who decided it and why."),
    ),
    "taken": (
        gettext_lazy("Nothing yet"),
        gettext_lazy("What was refused at first and taken in later stands here."),
    ),
}


@never_cache
@require_safe
@requires(REFUSED)
def refused_list(request: Request) -> HttpResponse:
    """The list, by state."""
    return _page(request, _state(request.GET.get("state", "")))


@never_cache
@require_safe
@requires(REFUSED)
def file(request: Request) -> HttpResponse:
    """The file as it came: sealed, for the desk's key alone."""
    found = actions.file_of(
        person=person_of(request), digest=request.GET.get("file", ""), now=request.now, today=request.today
    )
    if found is None:
        raise Http404
    name, data = found
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    return answer


@require_POST
@requires(REFUSED)
def again(request: Request) -> HttpResponse:
    """Ticked ones are to be tried again."""
    chosen = request.POST.getlist("file")[: queries.MOST]
    number = actions.try_again(
        person=person_of(request), digests=chosen, now=request.now, today=request.today
    )
    if number:
        told = ngettext(
            "{n} file will be tried again with the next import.",
            "{n} files will be tried again with the next import.",
            number,
        )
        messages.success(request, told.format(n=number))
    else:
        messages.warning(request, _("Nothing was ticked that can be tried again."))
    return HttpResponseRedirect(reverse("public_service:refused"))


@require_POST
@requires(REFUSED_LEAVE)
def leave(request: Request) -> HttpResponse:
    """One is left out with a reason, or waits once more."""
    told = {
        "person": person_of(request),
        "digest": request.POST.get("file", ""),
        "now": request.now,
        "today": request.today,
    }
    if "back" in request.POST:
        actions.let_wait_again(**told)
        return HttpResponseRedirect(reverse("public_service:refused"))
    why = request.POST.get("why", "")
    try:
        actions.leave_out(**told, why=why)
    except (WhyLeftOut, FileRefused) as error:
        return _page(request, "waiting", (told["digest"], error.in_sentences(language()), why))
    return HttpResponseRedirect(f"{reverse('public_service:refused')}?state=left")


def _page(request: Request, state: State, wrong: tuple[object, str, str] | None = None) -> HttpResponse:
    found, counted = queries.refused(state, language()), queries.counts()
    names = officer_names({one.left_by for one in found})
    may_leave = may_access(request.person, REFUSED_LEAVE, None, request.today)
    board = offered("exchange:board", request)
    path = (Link(_("Data exchange"), board),) if board else ()
    title = _("Submissions that were not taken in")
    values = {
        "head": PageHead(
            title,
            (*path, Link(title)) if path else (),
            note=_("from a portal that runs apart; what was written in them is sealed and is not shown here"),
        ),
        "tabs": _tabs(state, counted),
        "state": state,
        "rows": [_row(one, names, wrong) for one in found],
        "more": max(0, counted[state] - len(found)),
        "empty": None if found else EmptyPage(str(_NOTHING[state][0]), str(_NOTHING[state][1])),
        "may_leave": may_leave,
        "again_url": reverse("public_service:refused_again"),
        "leave_url": reverse("public_service:refused_leave"),
    }
    return render(request, "public_service/refused.html", values, status=422 if wrong else 200)


def _tabs(state: State, counted: dict[State, int]) -> TabBar:
    return TabBar(
        _("Submissions by state"),
        [
            Tab(str(_TITLES[one]), formats.count(counted[one]), f"?state={one}", current=one == state)
            for one in STATES
        ],
    )


def _row(one: Refused, names: dict[str, str], wrong: tuple[object, str, str] | None) -> dict[str, object]:
    mine = wrong is not None and wrong[0] == one.digest
    return {
        "key": one.digest,
        "name": one.name,
        "reason": one.reason,
        "remedy": one.remedy,
        "first": _time(one.first_at),
        "last": _time(one.last_at),
        "tries": one.tries,
        "size": formats.count(-(-one.size // 1024)),
        "again": _time(one.again_at) if one.again_at is not None else "",
        "left": _time(one.left_at) if one.left_at is not None else "",
        "left_by": names.get(one.left_by) or one.left_by,
        "left_why": one.left_why,
        "thought_better": one.left_at is None and bool(one.left_by),
        "taken": _time(one.taken_at) if one.taken_at is not None else "",
        "url": f"{reverse('public_service:refused_file')}?file={one.digest}" if one.is_kept else "",
        "wrong": wrong[1] if mine and wrong else "",
        "why": wrong[2] if mine and wrong else "",
    }


def _time(instant: int) -> str:
    """Day and minute here."""
    return local_minute(instant).replace("T", " ")


def _state(asked: str) -> State:
    return next((one for one in STATES if one == asked), "waiting")


def _plain(name: str) -> str:
    return "".join(one for one in name if one.isascii() and (one.isalnum() or one in "._-"))[:80] or "file"
