"""Addresses of the year end."""

from django.urls import path

from plumbline.apps.year_end.pages import since_views, year_views

app_name = "year_end"
urlpatterns = [
    path("year-end/", year_views.current, name="current"),
    path("year-end/<int:year>/", year_views.year_end, name="year"),
    path("year-end/since/<slug:figure>/", since_views.changed, name="since"),
    path("year-end/of/<str:case>/", year_views.of_case, name="of_case"),
]
