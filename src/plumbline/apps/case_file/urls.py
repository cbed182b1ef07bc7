"""Addresses of case files; what is internal has addresses, and a policy, of its own."""

from django.urls import path

from plumbline.apps.case_file.pages import (
    delivery_views,
    destroying_views,
    hold_views,
    keeping_views,
    making_views,
    shelf_views,
)

app_name = "case_file"
urlpatterns = [
    path("cases/<str:case>/file/", making_views.case_file, name="page"),
    path("cases/<str:case>/file/main/", making_views.make_main, name="make_main"),
    path("cases/<str:case>/file/main/<int:job>/", making_views.take_main, name="take_main"),
    path("cases/<str:case>/file/internal/", making_views.make_internal, name="make_internal"),
    path("cases/<str:case>/file/internal/<int:job>/", making_views.take_internal, name="take_internal"),
    path("cases/<str:case>/file/evidence/", making_views.make_evidence, name="make_evidence"),
    path("cases/<str:case>/file/evidence/<int:job>/", making_views.take_evidence, name="take_evidence"),
    path("cases/<str:case>/file/state/<int:job>/", making_views.state, name="state"),
    path("cases/<str:case>/keeping/", keeping_views.keeping, name="keeping"),
    path("cases/<str:case>/keeping/archive/", keeping_views.archive, name="archive"),
    path("cases/<str:case>/keeping/lend/", keeping_views.lend, name="lend"),
    path("cases/<str:case>/keeping/return/", keeping_views.give_back, name="give_back"),
    path("cases/<str:case>/keeping/hold/", hold_views.holds, name="holds"),
    path("cases/<str:case>/keeping/values/", destroying_views.destruction, name="destruction"),
    path("cases/<str:case>/keeping/values/propose/", destroying_views.propose, name="propose_destruction"),
    path("cases/<str:case>/keeping/values/confirm/", destroying_views.confirm, name="confirm_destruction"),
    path("cases/<str:case>/keeping/values/refuse/", destroying_views.refuse, name="refuse_destruction"),
    path("files/", shelf_views.shelf, name="shelf"),
    path("files/list.xlsx", shelf_views.shelf_sheet, name="shelf_sheet"),
    path("files/loans/", shelf_views.loan_book, name="loans"),
    path("files/loans.xlsx", shelf_views.loan_sheet, name="loan_sheet"),
    path("files/retention/", shelf_views.retention, name="retention"),
    path("files/hand-over/", delivery_views.delivery, name="delivery"),
    path("files/hand-over.xlsx", delivery_views.delivery_sheet, name="delivery_sheet"),
    path("files/hand-over.pdf", delivery_views.delivery_paper, name="delivery_paper"),
]
