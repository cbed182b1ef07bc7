from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "plumbline.apps.documents"
    label = "documents"
