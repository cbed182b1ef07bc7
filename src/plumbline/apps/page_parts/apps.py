from django.apps import AppConfig


class PageParts(AppConfig):
    name = "plumbline.apps.page_parts"
    label = "page_parts"
