"""Addresses of the annual report."""

from django.urls import path

from plumbline.apps.annual_report.pages import edit_views, file_views, list_views, read_views, unit_views

app_name = "annual_report"
urlpatterns = [
    path("annual-report/", list_views.report_list, name="list"),
    path("annual-report/<str:case>/", read_views.read, name="read"),
    path("annual-report/<str:case>/units/", unit_views.units, name="units"),
    path("annual-report/<str:case>/fix/", edit_views.fix, name="fix"),
    path("annual-report/<str:case>/comment/", edit_views.comment, name="comment"),
    path("annual-report/<str:case>/report.docx", file_views.docx, name="docx"),
    path("annual-report/<str:case>/report.pdf", file_views.pdf, name="pdf"),
    path("annual-report/<str:case>/report.zip", file_views.bundle, name="bundle"),
    path("annual-report/<str:case>/edit/<slug:section>/", edit_views.edit, name="edit"),
]
