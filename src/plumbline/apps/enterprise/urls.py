"""Addresses of inspections of enterprises; an entry code is the only one that anybody may open."""

from django.urls import path

from plumbline.apps.enterprise.pages import draw_views, plan_views, visit_views, watch_views

app_name = "enterprise"
_DRAW = "enterprises/plans/<str:organ>/<int:year>/draws/<slug:draw>/"
urlpatterns = [
    path("enterprises/", plan_views.plan_list, name="plans"),
    path("enterprises/watch/", watch_views.watch, name="watch"),
    path("enterprises/watch/join/", watch_views.join, name="join"),
    path("enterprises/watch/classes/", watch_views.classes, name="classes"),
    path("enterprises/visits/new/", visit_views.new_visit, name="new_visit"),
    path("enterprises/visits/<slug:visit>/", visit_views.visit_page, name="visit"),
    path("enterprises/visits/<slug:visit>/result/", visit_views.visit_result, name="visit_result"),
    path("enterprises/visits/<slug:visit>/case/", visit_views.visit_case, name="visit_case"),
    path("enterprises/code/<str:code>/", visit_views.code, name="code"),
    path("enterprises/plans/<str:organ>/<int:year>/", plan_views.plan_page, name="plan"),
    path("enterprises/plans/<str:organ>/<int:year>/go/", plan_views.plan_go, name="plan_go"),
    path(_DRAW, draw_views.draw_page, name="draw"),
    path(f"{_DRAW}go/", draw_views.draw_go, name="draw_go"),
    path(f"{_DRAW}<slug:which>.json", draw_views.bundle, name="draw_bundle"),
]
