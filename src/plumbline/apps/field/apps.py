from django.apps import AppConfig


class FieldConfig(AppConfig):
    name = "plumbline.apps.field"
    label = "field"
    verbose_name = "现场"
