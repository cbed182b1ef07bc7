from django.apps import AppConfig


class YearEndConfig(AppConfig):
    name = "plumbline.apps.year_end"
    label = "year_end"
    verbose_name = "年度收尾"

    def ready(self) -> None:
        """The acts that the page of the year end does."""
        from plumbline.apps.casework.own_pages import own_pages  # noqa: PLC0415 - models are there only now
        from plumbline.apps.year_end.acts import DESK, PAGES  # noqa: PLC0415
        from plumbline.core.indicators.closing import YEAR_END  # noqa: PLC0415

        own_pages(DESK, YEAR_END, PAGES)
