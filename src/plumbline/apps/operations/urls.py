"""Addresses of the running of the site."""

from django.urls import path

from plumbline.apps.operations.pages import calendar_views, file_views, job_views

app_name = "operations"
urlpatterns = [
    path("jobs/", job_views.job_list, name="jobs"),
    path("jobs/<int:job>/", job_views.job_page, name="job"),
    path("jobs/<int:job>/again/", job_views.run_again, name="run_again"),
    path("calendar/", calendar_views.days, name="calendar"),
    path("stored-files/", file_views.files, name="files"),
    path("stored-files/check/", file_views.check, name="check_files"),
    path("jobs/<int:job>/drop/", job_views.drop, name="drop"),
]
