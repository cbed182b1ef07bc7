from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "plumbline.apps.attachments"
    label = "attachments"
    verbose_name = "附件"
