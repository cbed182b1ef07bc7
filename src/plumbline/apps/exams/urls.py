"""Addresses of exams."""

from django.urls import path

from plumbline.apps.exams.pages import bank_views, holder_views, running_views, taking_views

app_name = "exams"
urlpatterns = [
    path("exams/", taking_views.mine_page, name="mine"),
    path("exams/paper/<str:paper>/", taking_views.paper, name="paper"),
    path("exams/paper/<str:paper>/begin/", taking_views.begin, name="begin"),
    path("exams/paper/<str:paper>/answer/", taking_views.answer, name="answer"),
    path("exams/paper/<str:paper>/check/", taking_views.check, name="check"),
    path("exams/paper/<str:paper>/hand-in/", taking_views.hand_in, name="hand_in"),
    path("exams/paper/<str:paper>/appeal/", taking_views.appeal, name="appeal"),
    path("exams/paper/<str:paper>/draw.json", taking_views.bundle, name="bundle"),
    path("exams/bank/", bank_views.bank_page, name="bank"),
    path("exams/bank/new/", bank_views.new, name="new_question"),
    path("exams/bank/import/", bank_views.import_page, name="import"),
    path("exams/bank/template.xlsx", bank_views.template, name="template"),
    path("exams/bank/changed/", bank_views.changed, name="changed"),
    path("exams/bank/row/<str:row>/", bank_views.mend, name="row"),
    path("exams/bank/question/<str:question>/", bank_views.question_page, name="question"),
    path("exams/bank/question/<str:question>/go/", bank_views.question_go, name="question_go"),
    path("exams/sittings/", running_views.sittings_page, name="sittings"),
    path("exams/sittings/new/", running_views.new, name="new_sitting"),
    path("exams/sittings/<str:sitting>/", running_views.sitting_page, name="sitting"),
    path("exams/sittings/<str:sitting>/go/", running_views.go, name="sitting_go"),
    path("exams/sittings/<str:sitting>/holders/", holder_views.holders, name="holders"),
    path("exams/appeals/<str:sitting>/", running_views.appeals_page, name="appeals"),
    path("exams/appeals/<str:sitting>/decide/", running_views.decide, name="decide"),
    path("exams/sittings/<str:sitting>/register/", running_views.register, name="register"),
]
