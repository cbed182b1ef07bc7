"""Every address of the desk and the portal. Each stands in the access matrix too (tests/pages/access.yaml)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("plumbline.apps.people.login_urls")),
    path("", include("plumbline.apps.people.urls")),
    path("parts/", include("plumbline.apps.page_parts.urls")),
]
