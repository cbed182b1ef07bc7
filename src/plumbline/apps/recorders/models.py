"""Acts that are recorded, by how far their recordings cover them; and files read out of recorders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class RecordedAct(models.Model):
    """An act of a step that is recorded, one row an act; a projection of its case. Instants are µs UTC."""

    record = models.TextField(primary_key=True)
    case = models.TextField()
    number = models.TextField()
    cause = models.TextField()
    procedure = models.TextField()
    step = models.TextField()
    organ = models.TextField()
    division = models.TextField()
    day = models.IntegerField()
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    demanded = models.BooleanField()
    """By a rule of the packs or by the organ's list as of that day."""
    state = models.TextField()
    """`covered`, `short`: a part is not covered, `missing`, `reasoned`: missing with a stated reason, `none`."""
    reason = models.TextField(blank=True)
    open_seconds = models.BigIntegerField(default=0)
    """How much of the act no recording covers."""

    class Meta:
        db_table = "recorded_act"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "state"], name="recorded_act_organ"),
            models.Index(fields=["case"], name="recorded_act_case"),
            models.Index(fields=["organ", "start"], name="recorded_act_start"),
        ]

    def __str__(self) -> str:
        return str(self.record)


class Footage(models.Model):
    """A file read out of a recorder, until an act names it: working state that proves nothing."""

    organ = models.TextField()
    hash = models.TextField()
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    recorder = models.TextField()
    seconds_ahead = models.IntegerField()
    """How far the recorder's clock was ahead; `start` and `end` are right already."""
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    by = models.TextField()
    at = models.BigIntegerField()
    listed = models.BooleanField(default=False)
    """Whether a list of checksums came with it and says the same."""
    record = models.TextField(blank=True)
    """The act that it was attached to."""

    class Meta:
        db_table = "recorder_footage"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organ", "hash"], name="recorder_footage_once")
        ]

    def __str__(self) -> str:
        return str(self.name)
