"""Addresses of the portal: each page once in Chinese and once in English; old short ones lead to the new."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from plumbline.apps.public_portal.pages import (
    decision_views,
    decisions_views,
    draw_views,
    figure_views,
    following_views,
    open_data,
    organ_views,
    procedure_views,
    service_views,
    verification_views,
)


class YearConverter(IntConverter):
    """A year of four digits: what is longer is no address of ours, and no database takes it."""

    regex = "[1-9][0-9]{3}"


register_converter(YearConverter, "year")
app_name = "public_portal"
_PAGES = (
    ("", decisions_views.home, "home"),
    ("organs/", organ_views.organs, "organs"),
    ("organs/<str:code>/", organ_views.organ_page, "organ"),
    ("organs/<str:code>/<year:year>/", organ_views.organ_year, "organ_year"),
    ("organs/<str:code>/<year:year>/page/<int:page>/", organ_views.organ_year, "organ_year_page"),
    ("organs/<str:code>/<year:year>/organisations.csv", open_data.organ_table, "organ_table"),
    ("officers/", organ_views.officers, "officers"),
    ("officers/<str:certificate>/", organ_views.officer, "officer"),
    ("powers/", procedure_views.powers, "powers"),
    ("procedures/<str:procedure>/", procedure_views.procedure, "procedure"),
    ("procedures/<str:procedure>/diagram.svg", procedure_views.diagram, "diagram"),
    ("inspections/", procedure_views.inspections, "inspections"),
    ("decisions/", decisions_views.decisions, "decisions"),
    ("decisions/page/<int:page>/", decisions_views.decisions, "decisions_page"),
    ("decisions/feed.xml", open_data.feed, "feed"),
    ("decisions/organisations.csv", open_data.table, "table"),
    ("decisions/organisations.json", open_data.rows, "rows"),
    ("decisions/<str:key>/", decision_views.decision, "decision"),
    ("decisions/<str:key>/code.svg", decision_views.code, "code"),
    ("figures/", figure_views.figures, "figures"),
    ("complaints/", service_views.complaints, "complaints"),
    ("complaints/new/<str:service>/", service_views.submission, "submission"),
    ("complaints/follow/", following_views.follow, "follow"),
    ("draws/", draw_views.draws, "draws"),
    ("draws/<slug:round>/", draw_views.draw, "draw"),
    ("draws/<slug:round>/list.txt", draw_views.draw_list, "draw_list"),
    ("draws/<slug:round>/draw.json", draw_views.draw_bundle, "draw_bundle"),
    ("verification/", verification_views.verification, "verification"),
    ("d/<str:key>", decision_views.short, "short"),
)
urlpatterns = [
    path(f"public/{'en/' if language == 'en' else ''}{address}", view, {"language": language}, name=name)
    for language in ("en", "zh")
    for address, view, name in _PAGES
]
