"""Addresses of legality review."""

from django.urls import path

from plumbline.apps.legality.pages import text_views

app_name = "legality"
urlpatterns = [
    path("texts/", text_views.text_list, name="texts"),
    path("texts/new/", text_views.new_text, name="new"),
    path("texts/<int:number>/", text_views.text_page, name="text"),
    path("texts/<int:number>/decide/", text_views.decide, name="decide"),
    path("texts/<int:number>/marks.csv", text_views.export, name="export"),
]
