"""A row."""

from django.db import models


class Row(models.Model):
    """About as much as the line of a case in a list."""

    number = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    at = models.BigIntegerField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.number
