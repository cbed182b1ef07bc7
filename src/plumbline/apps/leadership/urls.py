"""Addresses of the leadership of rule-of-law work."""

from django.urls import path

from plumbline.apps.leadership.pages import forces_views, import_views, learning_views, task_views

app_name = "leadership"
urlpatterns = [
    path("leadership/tasks/", task_views.tasks, name="tasks"),
    path("leadership/problems/", task_views.problems, name="problems"),
    path("leadership/learning/", learning_views.year, name="learning"),
    path("leadership/forces/", forces_views.year, name="forces"),
    path("leadership/meetings/<str:case>/tasks/", task_views.set_resolutions, name="resolutions"),
    path("leadership/tasks/import/", import_views.import_tasks, name="import"),
    path("leadership/tasks/template.xlsx", import_views.template, name="template"),
]
