from django.apps import AppConfig


class EnterpriseConfig(AppConfig):
    name = "plumbline.apps.enterprise"
    label = "enterprise"
    verbose_name = "涉企检查"
