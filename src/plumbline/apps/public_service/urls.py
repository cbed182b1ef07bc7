"""Addresses of the public's ways in at the desk."""

from django.urls import path

from plumbline.apps.public_service.pages import rating_views, refused_views, sent_views

app_name = "public_service"
urlpatterns = [
    path("cases/<str:case>/rating-code/", rating_views.rating_code, name="rating_code"),
    path("cases/<str:case>/written/", sent_views.sent, name="sent"),
    path("submissions/refused/", refused_views.refused_list, name="refused"),
    path("submissions/refused/file/", refused_views.file, name="refused_file"),
    path("submissions/refused/again/", refused_views.again, name="refused_again"),
    path("submissions/refused/leave-out/", refused_views.leave, name="refused_leave"),
]
