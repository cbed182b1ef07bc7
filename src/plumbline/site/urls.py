"""Every address of the desk and the portal. Each view carries its policy (`tests/repository/test_access.py`)."""

from django.urls import URLPattern, URLResolver, include, path

from plumbline.apps.exchange.urls import interface
from plumbline.site.home import home
from plumbline.site.tour import file, forger

handler404 = "plumbline.site.mistakes.not_found"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path(
        "tour/",
        include(([path("forger/", forger, name="forger"), path("case.zip", file, name="file")], "tour")),
    ),
    path("", include("plumbline.apps.casework.urls")),
    path("", include("plumbline.apps.goods.urls")),
    path("", include("plumbline.apps.case_file.urls")),
    path("", include("plumbline.apps.field.urls")),
    path("", include("plumbline.apps.operations.urls")),
    path("", include("plumbline.apps.figures.urls")),
    path("", include("plumbline.apps.annual_report.urls")),
    path("", include("plumbline.apps.year_end.urls")),
    path("", include("plumbline.apps.supervision.urls")),
    path("", include("plumbline.apps.leadership.urls")),
    path("", include("plumbline.apps.exams.urls")),
    path("", include("plumbline.apps.enterprise.urls")),
    path("", include("plumbline.apps.evaluation.urls")),
    path("", include("plumbline.apps.legality.urls")),
    path("", include("plumbline.apps.recorders.urls")),
    path("", include("plumbline.apps.people.login_urls")),
    path("", include("plumbline.apps.people.urls")),
    path("", include("plumbline.apps.disclosure.urls")),
    path("", include("plumbline.apps.public_service.urls")),
    path("", include("plumbline.apps.public_portal.urls")),
    path("", include("plumbline.apps.annual_report.public_urls")),
    path("law/", include("plumbline.apps.law_library.urls")),
    path("ledger/", include("plumbline.apps.public_log.urls")),
    path("", include("plumbline.apps.exchange.urls")),
    path("api/v1/", interface),
    path("parts/", include("plumbline.apps.page_parts.urls")),
]
