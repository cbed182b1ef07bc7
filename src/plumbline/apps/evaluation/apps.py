from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "plumbline.apps.evaluation"
    label = "evaluation"
    verbose_name = "民主测评"

    def ready(self) -> None:
        """The act that the page of the call does, and the field that the count alone fills."""
        from plumbline.apps.casework.own_pages import own_field, own_pages  # noqa: PLC0415
        from plumbline.apps.evaluation.actions import CALL, DESK, EVALUATE, PROOF, REPORT  # noqa: PLC0415

        own_pages(DESK, REPORT, {"evaluation:call": (CALL,)})
        own_field(DESK, REPORT, EVALUATE, PROOF)
