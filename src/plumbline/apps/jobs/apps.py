from django.apps import AppConfig
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "plumbline.apps.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from plumbline.apps.jobs.statistics import refresh_after_migration  # noqa: PLC0415 - once apps are loaded

        post_migrate.connect(refresh_after_migration, sender=self)
