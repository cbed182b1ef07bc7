"""Addresses of the release desk."""

from django.urls import path

from plumbline.apps.disclosure.pages import desk_views, release_views

app_name = "disclosure"
urlpatterns = [
    path("publication/", desk_views.duties_page, name="duties"),
    path("publication/of/<str:source>/", release_views.begin, name="begin"),
    path("publication/<str:case>/", release_views.release, name="release"),
]
