"""Addresses of the log's public face; the SM3 tree is a log of its own."""

from django.urls import path

from plumbline.apps.public_log.pages import public_log

urlpatterns = [
    path("sm3/<path:path>", public_log, {"tree": "sm3"}, name="public_log_sm3"),
    path("<path:path>", public_log, name="public_log"),
]
