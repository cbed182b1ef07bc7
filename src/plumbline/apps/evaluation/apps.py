from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "plumbline.apps.evaluation"
    label = "evaluation"
    verbose_name = "民主测评"
