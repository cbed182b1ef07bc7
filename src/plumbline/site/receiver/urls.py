"""The addresses of the portal as the desk has them: forms are taken here, everything else comes from the files."""

from django.urls import include, path, re_path

from plumbline.apps.public_portal.urls import urlpatterns as of_portal
from plumbline.site.receiver import views

_HERE = {"complaints": views.complaints, "submission": views.submission, "follow": views.follow}
_portal = [
    path(str(one.pattern), _HERE.get(one.name or "", views.file), one.default_args, name=one.name)
    for one in of_portal
]
urlpatterns = [
    path("", include((_portal, "public_portal"))),
    re_path(r"^.*$", views.file),
]
