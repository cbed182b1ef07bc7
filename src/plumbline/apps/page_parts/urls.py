"""Addresses of the catalogue: open to everybody, it shows invented cases and answers in the demo alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from plumbline.apps.page_parts import pages
from plumbline.core.authority.access import public

<<<<<<< HEAD
PARTS = public("部件目录（仅演示）", "the catalogue of parts, in the demo only")
for _view in (
    pages.catalogue,
    pages.case_page,
    pages.work_page,
    pages.morning_page,
    pages.report_page,
    pages.portal_page,
):
    _view.access = PARTS
=======
CATALOGUE = public("查看部件目录", "see the catalogue of parts")


def _open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with its policy; the guard of people lies above this app, and a public page needs none."""

    @wraps(view)
    def opened(request: HttpRequest, **named: Any) -> HttpResponse:
        return view(request, **named)

    opened.access = CATALOGUE  # type: ignore[attr-defined]
    return opened

>>>>>>> a3963a9 (The catalogue's pages carry a policy; the order of a case page on a phone)

app_name = "page_parts"
urlpatterns = [
    path("", _open(pages.catalogue), name="catalogue"),
    path("case/", _open(pages.case_page), name="case"),
    path("work/", _open(pages.work_page), name="work"),
    path("morning/", _open(pages.morning_page), name="morning"),
    path("report/", _open(pages.report_page), name="report"),
    path("decision/", _open(pages.portal_page), name="decision"),
]
