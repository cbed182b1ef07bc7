from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "plumbline.apps.reminders"
    label = "reminders"
    verbose_name = "期限提醒"
