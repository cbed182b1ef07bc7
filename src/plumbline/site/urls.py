"""Every address of the desk and the portal. Each stands in the access matrix too (tests/pages/access.yaml)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
