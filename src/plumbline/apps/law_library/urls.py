"""Addresses of the law library."""

from django.urls import path

from plumbline.apps.law_library.pages import article

urlpatterns = [path("", article.article, name="law")]
