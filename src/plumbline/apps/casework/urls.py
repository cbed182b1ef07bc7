"""Addresses of cases."""

from django.urls import path

from plumbline.apps.casework.pages import (
    act_views,
    approval_views,
    case_views,
    correction_views,
    file_views,
    hand_over_views,
    link_views,
    list_views,
    number_views,
    opening_views,
    paper_views,
    record_views,
    reminder_views,
)

app_name = "casework"
urlpatterns = [
    path("work/", list_views.work, name="my_work"),
    path("approval-chains/", approval_views.approval_chains, name="chains"),
    path("cases/<str:case>/approval/<str:submission>/", approval_views.approval, name="approval"),
    path("hand-over/", hand_over_views.hand_over, name="hand_over"),
    path("reminders/", reminder_views.reminders, name="reminders"),
    path("reminders/read/", reminder_views.read, name="read_reminders"),
    path("cases/", list_views.cases, name="cases"),
    path("cases/export.csv", list_views.export, name="export"),
    path("cases/views/", list_views.save_view, name="save_view"),
    path("cases/new/", opening_views.new_case, name="new"),
    path("cases/<str:case>/", case_views.case_page, name="case"),
    path("cases/<str:case>/act/<slug:step>/", act_views.act, name="act"),
    path("cases/<str:case>/act/<slug:step>/draft/", act_views.keep_draft, name="draft"),
    path("cases/<str:case>/act/<slug:step>/preview/", act_views.preview, name="preview"),
    path("cases/<str:case>/papers/<str:record>/<int:place>/", paper_views.paper, name="paper"),
    path("cases/<str:case>/papers/<str:record>/<int:place>/pdf/", paper_views.pdf, name="paper_pdf"),
    path("cases/<str:case>/papers/<str:record>/<int:place>/docx/", paper_views.docx, name="paper_docx"),
    path("cases/<str:case>/papers/<str:record>/<int:place>/<int:page>/", paper_views.page, name="paper_page"),
    path("cases/<str:case>/record/<str:record>/file/<str:file>/", file_views.file, name="file"),
    path("cases/<str:case>/record/<str:record>/file/<str:file>/small/", file_views.small, name="file_small"),
    path("numbers/", number_views.numbers, name="numbers"),
    path("numbers/void/", number_views.void, name="void_number"),
    path("cases/<str:case>/record/<str:record>/", record_views.record, name="record"),
    path("cases/<str:case>/record/<str:record>/correct/", correction_views.correct, name="correct"),
    path("cases/<str:case>/record/<str:record>/confirm/", act_views.confirm, name="confirm"),
    path("cases/<str:case>/links/", link_views.links, name="links"),
    path("cases/<str:case>/links/join/", link_views.join, name="join"),
    path("cases/<str:case>/links/split/", link_views.split, name="split"),
    path("cases/<str:case>/links/add/", link_views.add, name="add_link"),
    path("cases/<str:case>/assign/", case_views.assign, name="assign"),
    path("cases/<str:case>/clock/<slug:rule>/<path:record>/", case_views.clock, name="clock"),
]
