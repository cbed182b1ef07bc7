from django.apps import AppConfig


class AnnualReportConfig(AppConfig):
    name = "plumbline.apps.annual_report"
    label = "annual_report"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """The acts that the pages of the report do, and what it holds against those that take it out of the house."""
        from plumbline.apps.annual_report.acts import DESK, PAGES  # noqa: PLC0415 - models are there only now
        from plumbline.apps.annual_report.signing import OUT, stands_against  # noqa: PLC0415
        from plumbline.apps.casework.desk_reasons import desk_reasons  # noqa: PLC0415
        from plumbline.apps.casework.own_pages import own_pages  # noqa: PLC0415
        from plumbline.core.reports.yearly_report import PROCEDURE  # noqa: PLC0415

        own_pages(DESK, PROCEDURE, PAGES)
        desk_reasons(PROCEDURE, OUT, stands_against)
