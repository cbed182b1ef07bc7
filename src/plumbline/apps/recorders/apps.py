from django.apps import AppConfig


class RecordersConfig(AppConfig):
    name = "plumbline.apps.recorders"
    label = "recorders"
    verbose_name = "全过程记录"
