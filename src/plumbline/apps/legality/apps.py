from django.apps import AppConfig


class LegalityConfig(AppConfig):
    name = "plumbline.apps.legality"
    label = "legality"
    verbose_name = "合法性审查"
