from django.urls import path

from plumbline.apps.page_parts import pages

app_name = "page_parts"
urlpatterns = [
    path("", pages.catalogue, name="catalogue"),
    path("case/", pages.case_page, name="case"),
    path("work/", pages.work_page, name="work"),
    path("morning/", pages.morning_page, name="morning"),
    path("report/", pages.report_page, name="report"),
    path("decision/", pages.portal_page, name="decision"),
]
