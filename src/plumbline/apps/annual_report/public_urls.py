"""Addresses of the reports that are public, each once in Chinese and once in English, below the portal's figures."""

from django.urls import path

from plumbline.apps.annual_report.pages import public_views

app_name = "public_report"
_PAGES = (
    ("", public_views.report_list, "list"),
    ("<int:year>/<str:organ>/", public_views.read, "read"),
    ("<int:year>/<str:organ>/<str:figure>/", public_views.figure, "figure"),
)
urlpatterns = [
    path(
        f"public/{'en/' if language == 'en' else ''}figures/reports/{address}",
        view,
        {"language": language},
        name=name,
    )
    for language in ("en", "zh")
    for address, view, name in _PAGES
]
