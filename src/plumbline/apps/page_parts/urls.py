from django.urls import path

from plumbline.apps.page_parts import pages
from plumbline.core.authority.access import public

PARTS = public("部件目录（仅演示）", "the catalogue of parts, in the demo only")
for _view in (
    pages.catalogue,
    pages.case_page,
    pages.work_page,
    pages.morning_page,
    pages.report_page,
    pages.search_page,
    pages.portal_page,
):
    _view.access = PARTS

app_name = "page_parts"
urlpatterns = [
    path("", pages.catalogue, name="catalogue"),
    path("case/", pages.case_page, name="case"),
    path("my-work/", pages.work_page, name="work"),
    path("morning/", pages.morning_page, name="morning"),
    path("report/", pages.report_page, name="report"),
    path("search/", pages.search_page, name="search"),
    path("decision/", pages.portal_page, name="decision"),
]
