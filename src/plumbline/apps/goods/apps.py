from django.apps import AppConfig


class GoodsConfig(AppConfig):
    name = "plumbline.apps.goods"
    label = "goods"
    verbose_name = "涉案财物"
