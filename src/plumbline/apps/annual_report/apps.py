from django.apps import AppConfig


class AnnualReportConfig(AppConfig):
    name = "plumbline.apps.annual_report"
    label = "annual_report"
    verbose_name = "年度报告"
