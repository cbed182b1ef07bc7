"""Addresses of evaluations."""

from django.urls import path

from plumbline.apps.evaluation.pages import holding_views, voting_views

app_name = "evaluation"
urlpatterns = [
    path("evaluations/", voting_views.sheet, name="sheet"),
    path("evaluations/call/<str:case>/", holding_views.call, name="call"),
    path("evaluations/<str:evaluation>/", holding_views.page, name="page"),
    path("evaluations/<str:evaluation>/take/", voting_views.take, name="take"),
    path("evaluations/<str:evaluation>/close/", holding_views.close, name="close"),
    path("evaluations/<str:evaluation>/ballots.json", holding_views.published_list, name="list"),
    path("ballots/<str:evaluation>/", voting_views.cast, name="cast"),
]
