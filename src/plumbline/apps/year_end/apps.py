from django.apps import AppConfig


class YearEndConfig(AppConfig):
    name = "plumbline.apps.year_end"
    label = "year_end"
    verbose_name = "年度收尾"
