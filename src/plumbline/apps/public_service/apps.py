from django.apps import AppConfig


class PublicServiceConfig(AppConfig):
    name = "plumbline.apps.public_service"
    label = "public_service"
    verbose_name = "公众服务"
