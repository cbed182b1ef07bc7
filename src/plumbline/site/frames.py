"""The frame of each page for the templates: `desk` and `portal`, made only when a template asks for them.

Who is logged in comes from the middleware of the people app as `request.acting`, with `role` (a key of MENUS), `frame`
(the name and post shown) and `may_open(page)`; without it the desk has no menu, as on the login page.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.heads import Desk, Portal
from plumbline.site.menus import MENUS, PORTAL, menu


def frames(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {
        "desk": SimpleLazyObject(lambda: desk(request)),
        "portal": SimpleLazyObject(lambda: portal(request)),
    }


def desk(request: HttpRequest) -> Desk:
    """The desk's frame for who acts."""
    place = _("{district} administrative enforcement and supervision").format(district=settings.DISTRICT_NAME)
    acting = getattr(request, "acting", None)
    if acting is None:
        return Desk(place=place, home_url="/")
    items = menu(MENUS.get(acting.role, ()), request.path, acting.may_open)
    return Desk(
        place=place,
        home_url=items[0].url if items else "/",
        menu=items,
        search_url=acting.search_url,
        person=acting.frame,
        demo=acting.demo,
    )


def portal(request: HttpRequest) -> Portal:
    """The portal's frame, the same for everyone."""
    items = menu(PORTAL, request.path, lambda _page: True)
    return Portal(
        name=_("{district} enforcement in public").format(district=settings.DISTRICT_NAME),
        note=_("kept by the justice bureau of {district}, from data of the organs").format(
            district=settings.DISTRICT_NAME
        ),
        home_url=items[0].url if items else "/",
        menu=items,
    )
