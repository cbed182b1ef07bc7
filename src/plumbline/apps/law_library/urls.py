"""Addresses of the law library."""

from django.urls import path

from plumbline.apps.law_library.pages import article

app_name = "law"
urlpatterns = [path("", article.article, name="article")]
