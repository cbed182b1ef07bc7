"""Addresses of the public's ways in at the desk."""

from django.urls import path

from plumbline.apps.public_service.pages import rating_views, sent_views

app_name = "public_service"
urlpatterns = [
    path("cases/<str:case>/rating-code/", rating_views.rating_code, name="rating_code"),
    path("cases/<str:case>/written/", sent_views.sent, name="sent"),
]
