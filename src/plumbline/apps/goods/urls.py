"""Addresses of things and money."""

from django.urls import path

from plumbline.apps.goods.pages import (
    bank_views,
    case_views,
    ledger_views,
    money_views,
    move_views,
    owed_views,
)

app_name = "goods"
urlpatterns = [
    path("goods/", ledger_views.ledger_page, name="ledger"),
    path("goods/export.csv", ledger_views.export, name="export"),
    path("goods/owed/", owed_views.owed_page, name="owed"),
    path("goods/owed/export.csv", owed_views.export, name="owed_export"),
    path("goods/bank/", bank_views.bank, name="bank"),
    path("goods/bank/rows.xlsx", bank_views.rows_sheet, name="bank_rows"),
    path("goods/bank/file/<int:job>/", bank_views.bank_file, name="bank_file"),
    path("goods/bank/<slug:key>/aside/", bank_views.aside, name="aside"),
    path("goods/bank/<slug:key>/", bank_views.mend, name="mend"),
    path("goods/case/<str:case>/", case_views.case_page, name="case"),
    path("goods/case/<str:case>/take-in/", move_views.take_in, name="take_in"),
    path("goods/case/<str:case>/move/<slug:move>/", move_views.move, name="move"),
    path("goods/case/<str:case>/money/<slug:kind>/", money_views.money, name="money"),
    path("goods/case/<str:case>/sign/<str:record>/", move_views.sign, name="sign"),
    path("goods/case/<str:case>/void/<str:record>/", move_views.void, name="void"),
]
