"""Addresses of legality review."""

from django.urls import path

from plumbline.apps.legality.pages import (
    begin_views,
    paper_views,
    review_list_views,
    review_views,
    text_views,
)

app_name = "legality"
urlpatterns = [
    path("texts/", text_views.text_list, name="texts"),
    path("texts/new/", text_views.new_text, name="new"),
    path("texts/<int:number>/", text_views.text_page, name="text"),
    path("texts/<int:number>/decide/", text_views.decide, name="decide"),
    path("texts/<int:number>/marks.csv", text_views.export, name="export"),
    path("legal-review/", review_list_views.review_list, name="reviews"),
    path("legal-review/workload/", review_list_views.workload_page, name="workload"),
    path("legal-review/papers/new/", paper_views.classify, name="classify"),
    path("legal-review/of/<str:source>/", begin_views.begin, name="begin"),
    path("legal-review/<str:case>/", review_views.review, name="review"),
]
