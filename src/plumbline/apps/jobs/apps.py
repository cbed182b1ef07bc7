from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "plumbline.apps.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Each app declares its tasks in a module `tasks`."""
        autodiscover_modules("tasks")
