"""The frame of each page for the templates: `desk` and `portal`, made only when a template asks for them.

Who acts is `request.person`. An item of the menu is offered when its page is there and its policy lets the role in.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.apps.operations.calendar import awaited
from plumbline.apps.operations.policies import CALENDAR_KEEPERS
from plumbline.apps.page_parts import heads
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.queries import demo_choices, demo_other
from plumbline.apps.people.queries.entries import organ_name
from plumbline.core.authority.access import Access, may_access
from plumbline.core.authority.person import Person
from plumbline.site.menus import MENUS, PORTAL, current_of, menu


def frames(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {
        "desk": SimpleLazyObject(lambda: desk(request)),
        "portal": SimpleLazyObject(lambda: portal(request)),
    }


def address(page: str) -> str:
    """Where a page is; empty while it is not built."""
    return _place_of(get_urlconf() or settings.ROOT_URLCONF, page)[0]


@cache
def _place_of(urlconf: str, page: str) -> tuple[str, Access | None]:
    """Where a page is and who may open it; nothing of either while it is not built."""
    try:
        found = str(reverse(page, urlconf))
    except NoReverseMatch:
        return "", None
    return found, getattr(resolve(found, urlconf).func, "access", None)


_OFFERED: Kept[dict[str, str]] = Kept(512)
"""Addresses of the pages that somebody may open, under who they are today: roles and policies, nothing else."""
_DESKS: Kept[heads.Desk] = Kept(512)
"""Frames made lately, each under all that it shows."""


def desk(request: HttpRequest) -> heads.Desk:
    """The desk's frame for who acts; without anybody signed in it has no menu."""
    place = _("{district} administrative enforcement and supervision").format(district=settings.DISTRICT_NAME)
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return heads.Desk(place=place, home_url="/")
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    urls = _OFFERED.get((person, request.today, urlconf), lambda: _offered(person, request.today, urlconf))
    offered = [url for entry in MENUS[person.role] if (url := urls.get(entry.page, ""))]
    current = current_of(offered, request.path)
    is_first = bool(offered) and request.path == offered[0]
    key = (
        person,
        request.today,
        urlconf,
        organ_name(person.organ),
        current,
        is_first,
        place,
        get_language(),
        settings.DEMO,
    )
    return _DESKS.get(
        key,
        lambda: heads.Desk(
            place=place,
            home_url=offered[0] if offered else "/",
            menu=menu(MENUS[person.role], request.path, lambda page: urls.get(page, "")),
            search_url=urls["casework:cases"],
            person=shown(person),
            demo=demo_strip(person, request.user.get_username()),
            notice=_notice(person, request.today) if is_first else None,
        ),
    )


def _notice(person: Person, today: int) -> Link | None:
    """That the next year's holidays have to be installed, to those who look after the calendar."""
    year = awaited(today) if person.role in CALENDAR_KEEPERS else None
    if year is None:
        return None
    text = _(
        "The notice of the holidays of {year} is not installed: its working days are provisional. Install it"
    )
    return Link(text.format(year=year), address("operations:calendar"))


def _offered(person: Person, today: int, urlconf: str) -> dict[str, str]:
    found = {}
    for page in ("casework:cases", *(entry.page for entry in MENUS[person.role])):
        url, policy = _place_of(urlconf, page)
        found[page] = url if policy is None or may_access(person, policy, None, today) else ""
    return found


def demo_strip(person: Person, username: str) -> heads.DemoStrip | None:
    """The switch of roles, in the demo alone."""
    switch = address("people:switch_role") if settings.DEMO else ""
    if not switch:
        return None
    language = "en" if (get_language() or "").startswith("en") else "zh"
    roles = demo_choices("en" if language == "en" else "zh")
    current = demo_other(username) or person.role.value
    return heads.DemoStrip(switch, roles, current, f"{address('home')}?tour=")


def shown(person: Person) -> heads.Person:
    """Name, role and organ of who acts, and the ways to the own settings."""
    name = organ_name(person.organ)
    title = person.role.title("en" if (get_language() or "").startswith("en") else "zh")
    post = f"{title}・{name}" if name else title
    own = address("people:own")
    return heads.Person(
        name=person.name,
        post=post,
        links=[Link(_("My account"), own)] if own else [],
        sign_out_url=address("account_logout"),
    )


def portal(request: HttpRequest) -> heads.Portal:
    """The portal's frame, the same for everyone, in the language of the page's address."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    match = request.resolver_match
    is_portal = match is not None and match.namespace in ("public_portal", "public_report")

    def offered(page: str) -> str:
        try:
            return str(reverse(page, kwargs={"language": language}))
        except NoReverseMatch:
            return ""

    return heads.Portal(
        name=_("{district} enforcement in public").format(district=settings.DISTRICT_NAME),
        note=_("kept by the justice bureau of {district}, from data of the organs").format(
            district=settings.DISTRICT_NAME
        ),
        home_url=offered("public_portal:home") or "/",
        menu=menu(PORTAL, request.path, offered),
        other_language=_other_language(request, language) if is_portal else None,
    )


def _other_language(request: HttpRequest, language: str) -> Link:
    """The same page in the other language."""
    text, code, other = ("English", "en", "en") if language == "zh" else ("中文", "zh-hans", "zh")
    match = request.resolver_match
    assert match is not None
    address = reverse(match.view_name, kwargs={**match.kwargs, "language": other})
    asked = request.GET.urlencode()
    return Link(text, f"{address}?{asked}" if asked else address, code)
