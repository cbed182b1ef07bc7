"""Addresses of the figures."""

from django.urls import path

from plumbline.apps.figures.pages import act_views, audit_views, figure_views, list_views, paper_views

app_name = "figures"
urlpatterns = [
    path("figures/", list_views.overview, name="list"),
    path("figures/export.xlsx", list_views.export, name="export"),
    path("figures/tables.docx", paper_views.docx, name="docx"),
    path("figures/tables.pdf", paper_views.pdf, name="pdf"),
    path("figures/tables.xlsx", paper_views.xlsx, name="xlsx"),
    path("figures/report-check/", audit_views.audit_report, name="audit"),
    path("figures/card/<slug:table>/", list_views.card, name="card"),
    path("figures/<slug:figure>/", figure_views.figure, name="figure"),
    path("figures/<slug:figure>/rows.xlsx", figure_views.export, name="rows"),
    path("figures/<slug:figure>/<str:record>/", act_views.act, name="act"),
]
