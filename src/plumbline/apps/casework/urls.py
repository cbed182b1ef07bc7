"""Addresses of cases."""

from django.urls import path

from plumbline.apps.casework.pages import (
    case_views,
    hand_over_views,
    list_views,
    record_views,
    reminder_views,
)

app_name = "casework"
urlpatterns = [
    path("work/", list_views.work, name="my_work"),
    path("hand-over/", hand_over_views.hand_over, name="hand_over"),
    path("reminders/", reminder_views.reminders, name="reminders"),
    path("reminders/read/", reminder_views.read, name="read_reminders"),
    path("cases/", list_views.cases, name="cases"),
    path("cases/export.csv", list_views.export, name="export"),
    path("cases/views/", list_views.save_view, name="save_view"),
    path("cases/new/", list_views.new_case, name="new"),
    path("cases/<str:case>/", case_views.case_page, name="case"),
    path("cases/<str:case>/act/<slug:step>/", case_views.act, name="act"),
    path("cases/<str:case>/act/<slug:step>/draft/", case_views.keep_draft, name="draft"),
    path("cases/<str:case>/record/<str:record>/", record_views.record, name="record"),
    path("cases/<str:case>/record/<str:record>/correct/", case_views.correct, name="correct"),
    path("cases/<str:case>/record/<str:record>/confirm/", case_views.confirm, name="confirm"),
    path("cases/<str:case>/assign/", case_views.assign, name="assign"),
    path("cases/<str:case>/clock/<slug:rule>/<str:record>/", case_views.clock, name="clock"),
]
