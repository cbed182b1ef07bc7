from django.apps import AppConfig


class ExamsConfig(AppConfig):
    name = "plumbline.apps.exams"
    label = "exams"
    verbose_name = "考法"
