"""Addresses of things and money."""

from django.urls import path

from plumbline.apps.goods.pages import ledger_views

app_name = "goods"
urlpatterns = [
    path("goods/", ledger_views.ledger_page, name="ledger"),
    path("goods/export.csv", ledger_views.export, name="export"),
    path("goods/case/<str:case>/", ledger_views.case_page, name="case"),
]
