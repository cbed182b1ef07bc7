"""Addresses of supervision."""

from django.urls import path

from plumbline.apps.supervision.pages import (
    board_rows,
    board_views,
    campaign_views,
    clue_views,
    digest_views,
    fairness_views,
    finding_views,
    instrument_views,
    list_views,
    morning_views,
    own_views,
    report_views,
    responsibility_views,
    review_views,
    sheet_views,
)

app_name = "supervision"
urlpatterns = [
    path("supervision/", morning_views.morning, name="morning"),
    path("supervision/findings/", list_views.finding_list, name="findings"),
    path("supervision/own/", own_views.own, name="own"),
    path("supervision/findings/export.csv", list_views.export, name="export"),
    path("supervision/findings/<slug:finding>/", finding_views.finding_page, name="finding"),
    path("supervision/findings/<slug:finding>/decide/", finding_views.decide, name="decide"),
    path("supervision/board/", board_views.board, name="board"),
    path("supervision/board/export/", board_views.board_export, name="board_export"),
    path("supervision/board/print/", board_views.board_print, name="board_print"),
    path("supervision/board/<slug:figure>/", board_rows.rows, name="board_rows"),
    path("supervision/board/<slug:figure>/export/", board_rows.rows_export, name="board_rows_export"),
    path("supervision/digests/", digest_views.digest_list, name="digests"),
    path("supervision/digests/<int:week>/<str:organ>/", digest_views.digest_page, name="digest"),
    path("supervision/digests/<int:week>/<str:organ>/paper/", digest_views.digest_file, name="digest_paper"),
    path("supervision/papers/", report_views.report_list, name="reports"),
    path("supervision/papers/<slug:paper>/", report_views.report, name="report"),
    path("supervision/responsibility/", responsibility_views.chart, name="responsibility"),
    path("supervision/responsibility/export/", responsibility_views.export, name="responsibility_export"),
    path("supervision/fairness/", fairness_views.fairness_page, name="fairness"),
    path("supervision/fairness/export/", fairness_views.fairness_export, name="fairness_export"),
    path("supervision/wall/", board_views.wall, name="wall"),
    path("supervision/instruments/", instrument_views.matter_list, name="instruments"),
    path("supervision/instruments/begin/", instrument_views.begin_matter, name="begin"),
    path("supervision/clues/", clue_views.clues, name="clues"),
    path("supervision/campaigns/", campaign_views.campaign_list, name="campaigns"),
    path("supervision/campaigns/new/", campaign_views.new_campaign, name="new_campaign"),
    path("supervision/campaigns/<slug:campaign>/", campaign_views.campaign_page, name="campaign"),
    path(
        "supervision/campaigns/<slug:campaign>/problem/", campaign_views.add_problem, name="campaign_problem"
    ),
    path("supervision/campaigns/<slug:campaign>/export/", campaign_views.export, name="campaign_export"),
    path("supervision/reviews/", review_views.review_list, name="reviews"),
    path("supervision/reviews/new/", review_views.new_round, name="new_review"),
    path("supervision/reviews/<slug:round>/", review_views.round_page, name="review"),
    path("supervision/reviews/<slug:round>/go/", review_views.go_on, name="review_go"),
    path("supervision/reviews/<slug:round>/bundle.json", review_views.bundle, name="review_bundle"),
    path("supervision/reviews/<slug:round>/list.txt", review_views.listed, name="review_listed"),
    path("supervision/reviews/<slug:round>/<str:case>/", sheet_views.file_page, name="review_file"),
    path("supervision/reviews/<slug:round>/<str:case>/enter/", sheet_views.enter, name="review_enter"),
    path(
        "supervision/reviews/<slug:round>/<str:case>/result/", sheet_views.result_page, name="review_result"
    ),
    path("supervision/reviews/<slug:round>/<str:case>/object/", sheet_views.object_to, name="review_object"),
]
