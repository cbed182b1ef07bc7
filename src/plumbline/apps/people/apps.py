from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "plumbline.apps.people"
    label = "people"
    verbose_name = "机关与人员"
