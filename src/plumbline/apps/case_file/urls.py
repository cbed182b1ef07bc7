"""Addresses of case files; what is internal has addresses, and a policy, of its own."""

from django.urls import path

from plumbline.apps.case_file import pages

app_name = "case_file"
urlpatterns = [
    path("cases/<str:case>/file/", pages.case_file, name="page"),
    path("cases/<str:case>/file/main/", pages.make_main, name="make_main"),
    path("cases/<str:case>/file/main/<int:job>/", pages.take_main, name="take_main"),
    path("cases/<str:case>/file/internal/", pages.make_internal, name="make_internal"),
    path("cases/<str:case>/file/internal/<int:job>/", pages.take_internal, name="take_internal"),
    path("cases/<str:case>/file/evidence/", pages.make_evidence, name="make_evidence"),
    path("cases/<str:case>/file/evidence/<int:job>/", pages.take_evidence, name="take_evidence"),
    path("cases/<str:case>/file/state/<int:job>/", pages.state, name="state"),
]
