from django.apps import AppConfig


class CaseFileConfig(AppConfig):
    name = "plumbline.apps.case_file"
    label = "case_file"
    verbose_name = "卷宗"
