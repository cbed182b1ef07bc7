"""A table with the columns of a stored record, whose every change is copied to a history table."""

from django.db import models
from simple_history.models import HistoricalRecords


class CaseRecord(models.Model):
    record_id = models.TextField()
    case_id = models.TextField()
    position = models.BigIntegerField()
    step = models.TextField()
    organ = models.TextField()
    at = models.TextField()
    recorded_at = models.BigIntegerField()
    corrects = models.TextField(null=True)
    data = models.BinaryField()
    history = HistoricalRecords()

    class Meta:
        app_label = "peer"
        constraints = (
            models.UniqueConstraint(fields=("record_id",), name="peer_record_id_once"),
            models.UniqueConstraint(fields=("case_id", "position"), name="peer_record_place_once"),
        )
