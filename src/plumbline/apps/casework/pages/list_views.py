"""Lists of cases: my work, all cases, a new case; filters stay in the address, views keep them under a name."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.casework import actions
from plumbline.apps.casework.handing_over import left_but_holding
from plumbline.apps.casework.pages.list_parts import Lister
from plumbline.apps.casework.pages.post_parts import posts_card
from plumbline.apps.casework.pages.reminder_views import unread_card
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_LIST, HAND_OVER, LEADERSHIP_OPEN, MY_WORK, PARTY_SEARCH
from plumbline.apps.casework.queries import (
    ORDERS,
    TABS,
    ListAsked,
    Tab,
    all_cases,
    awaited_from,
    case_of_number,
    my_work,
    views_of,
)
from plumbline.apps.casework.queries.unhandled import any_unhandled
from plumbline.apps.casework.searching import MOST, why_found, with_search
from plumbline.apps.casework.standing_in import posts_of_today
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import page_asked
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import Asked, requires
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person

SOON_WORKING_DAYS = 7


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


@require_GET
@requires(MY_WORK)
def work(request: Request) -> HttpResponse:
    """My work: what waits for me, what falls due."""
    return _list(request, "work", _("My work"), "mine")


@require_GET
@requires(CASE_LIST)
def cases(request: Request) -> HttpResponse:
    """Every case the person may see; a full case number leads straight to the case."""
    found = case_of_number(request.GET.get("q", ""))
    if found is not None:
        return HttpResponseRedirect(url_of("casework:case", case=found))
    return _list(request, "cases", _("Cases"), "open")


@require_POST
@requires(CASE_LIST)
def save_view(request: Request) -> HttpResponse:
    """Keeps the filters of a list under a name, or gives a view up."""
    name = request.POST.get("name", "").strip()[:30]
    list_name = request.POST.get("list", "cases")
    if name and "drop" in request.POST:
        actions.drop_view(person=_person(request), list_name=list_name, name=name)
    elif name:
        actions.keep_view(
            person=_person(request), list_name=list_name, name=name, filters=request.POST.get("filters", "")
        )
    address = url_of("casework:my_work" if list_name == "work" else "casework:cases")
    return HttpResponseRedirect(f"{address}?{request.POST.get('filters', '')}")


def read_asked(request: HttpRequest, tab: Tab) -> ListAsked:
    """What the address asks for; what it cannot mean is left out."""
    given = request.GET
    wanted = given.get("tab", tab)
    page = given.get("page", "1")
    return ListAsked(
        tab=cast(Tab, wanted) if wanted in TABS else tab,
        procedure=given.get("procedure", ""),
        step=given.get("step", ""),
        text=given.get("q", "").strip(),
        order=given.get("order", "due") if given.get("order", "due") in ORDERS else "due",
        page=page_asked(page),
    )


def _list(request: Request, name: str, title: str, tab: Tab) -> HttpResponse:
    person, asked = _person(request), read_asked(request, tab)
    posts = posts_of_today(person, request.today) if name == "work" else None
    wanted, soon = with_search(person, asked, request.today), soon_day(request.today)
    if posts is not None:
        found = my_work(person, wanted, request.today, soon, posts.absent)
    else:
        found = all_cases(person, wanted, request.today, soon)
    lister = Lister(request.today, name, asked, found, why_found(found.lines, asked.text))
    views = views_of(person, name)
    values: dict[str, Any] = {
        "head": PageHead(
            title=title,
            note=lister.note(),
            acts=_head_acts(person, request.today),
        ),
        "tabs": lister.tabs(),
        "filters": lister.filters(views),
        "table": lister.table() if found.lines else None,
        "empty": None if found.lines else lister.empty(),
        "foot": lister.foot() if found.lines else None,
        "cut": wanted.cut,
        "most": MOST,
        "waiting": _waits(person, request.now, request.today) if name == "work" else (),
        "posts": posts_card(person, posts, request.now) if posts else None,
        "reminders": unread_card(person, request.today) if name == "work" else None,
        "tools": lister.tools([name for name, _filters in views]),
        "party_search": lister.party_search()
        if may_access(person, PARTY_SEARCH, None, request.today)
        else None,
    }
    htmx = getattr(request, "htmx", None)
    template = "casework/list_part.html" if htmx and not htmx.boosted else "casework/list.html"
    return render(request, template, values)


def _waiting(person: Person) -> list[dict[str, str]]:
    """What waits for this very person: acts to confirm or to mend, opinions to give."""
    kinds = {
        "confirmation": _("confirm: {step}"),
        "opinion": _("approval: {step}"),
        "returned": _("sent back, to be mended: {step}"),
        "signature": _("sign the destruction of seized things"),
    }
    lines = []
    for one in awaited_from(person.officer or person.account):
        step = one.step_zh if language() == "zh" else one.step_en
        address = {"case": one.case}
        url = url_of("casework:case", **address) + f"#a-{one.record}"
        if one.kind == "confirmation":
            url = url_of("casework:record", **address, record=one.record)
        elif one.kind == "signature":
            mine = one.named == (person.officer or person.account)
            sign = url_of("goods:sign", **address, record=one.record)
            url = sign if mine else url_of("goods:case", **address)
        lines.append({"url": url, "number": one.number, "what": kinds[one.kind].format(step=step)})
    return lines


def _waits(person: Person, now: int, today: int) -> list[dict[str, str]]:
    return [*_waiting(person), *_left_to_nobody(person, today), *_waits_beside(person, now)]


def _left_to_nobody(person: Person, today: int) -> list[dict[str, str]]:
    """For the head: running cases without a handler, and officers who left and whose work nobody took over."""
    if not may_access(person, HAND_OVER, None, today):
        return []
    what = _("left enforcement and still holds {n} items: hand them over")
    unhandled = [
        {
            "url": url_of("casework:to_assign"),
            "number": _("Cases without a handler"),
            "what": _("they are in nobody's work: assign them"),
        }
    ]
    return (unhandled if any_unhandled(person.organ) else []) + [
        {
            "url": f"{url_of('casework:hand_over')}?leaving={one.officer}",
            "number": one.name,
            "what": what.format(n=len(one.items)),
        }
        for one in left_but_holding(person.organ, today)
    ]


def _waits_beside(person: Person, now: int) -> list[dict[str, str]]:
    """What waits for this very person that is no case: a vote, an exam."""
    found = [one for path in settings.WAITS_FOR for one in import_string(path)(person, now)]
    return [{"url": one.url, "number": one.name, "what": one.what} for one in found]


def _head_acts(person: Person, today: int) -> list[Act]:
    if not may_access(person, LEADERSHIP_OPEN, None, today):
        return []
    return [Act(_("Open a case"), url_of("casework:new"), icon="plus", main=True)]


def soon_day(today: int) -> int:
    """The last day of «within seven working days»."""
    calendar = shelf().docket(shelf().procedures[0]).calendar
    if not calendar.covers(today):
        return today + SOON_WORKING_DAYS
    return calendar.nth_working(calendar.working_index(today) + SOON_WORKING_DAYS)


def _person(request: Request) -> Person:
    assert request.person is not None
    return request.person
