from django.apps import AppConfig


class SearchIndexConfig(AppConfig):
    name = "plumbline.apps.search_index"
    label = "search_index"
    verbose_name = "检索"
