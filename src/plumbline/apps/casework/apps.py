from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "plumbline.apps.casework"
    label = "casework"
    verbose_name = "案件办理"
