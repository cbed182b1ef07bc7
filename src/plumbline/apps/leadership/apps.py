from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    name = "plumbline.apps.leadership"
    label = "leadership"
    verbose_name = "法治建设领导"
