from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "plumbline.apps.evaluation"
    label = "evaluation"
    verbose_name = "民主测评"

    def ready(self) -> None:
        """The act that the page of the call does."""
        from plumbline.apps.casework.own_pages import own_pages  # noqa: PLC0415
        from plumbline.apps.evaluation.actions import CALL, DESK, REPORT  # noqa: PLC0415

        own_pages(DESK, REPORT, {"evaluation:call": (CALL,)})
