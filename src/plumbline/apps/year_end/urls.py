"""Addresses of the year end."""

from django.urls import path

from plumbline.apps.year_end.pages import year_views

app_name = "year_end"
urlpatterns = [
    path("year-end/", year_views.current, name="current"),
    path("year-end/<int:year>/", year_views.year_end, name="year"),
    path("year-end/of/<str:case>/", year_views.of_case, name="of_case"),
]
