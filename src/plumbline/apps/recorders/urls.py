"""Addresses of recordings."""

from django.urls import path

from plumbline.apps.recorders.pages import recording_views

app_name = "recorders"
urlpatterns = [
    path("recordings/", recording_views.recordings, name="recordings"),
    path("recordings/read-out/", recording_views.read_out, name="read_out"),
    path("recordings/read-out/<int:footage>/", recording_views.attach, name="attach"),
]
