from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "plumbline.apps.figures"
    label = "figures"
    verbose_name = "指标与统计"
