"""Addresses of supervision."""

from django.urls import path

from plumbline.apps.supervision.pages import finding_views, instrument_views, list_views, morning_views

app_name = "supervision"
urlpatterns = [
    path("supervision/", morning_views.morning, name="morning"),
    path("supervision/findings/", list_views.finding_list, name="findings"),
    path("supervision/findings/export.csv", list_views.export, name="export"),
    path("supervision/findings/<slug:finding>/", finding_views.finding_page, name="finding"),
    path("supervision/findings/<slug:finding>/decide/", finding_views.decide, name="decide"),
    path("supervision/instruments/", instrument_views.matter_list, name="instruments"),
    path("supervision/instruments/begin/", instrument_views.begin_matter, name="begin"),
]
