"""Projections of the records: decisions to be published, and what became of each. Days count from 1970-01-01."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Duty(models.Model):
    """A decision that the law wants published, keyed by its case; reckoned as of the last entry of that case."""

    case = models.TextField(primary_key=True)
    number = models.TextField()
    cause = models.TextField()
    organ = models.TextField()
    field = models.TextField(blank=True)
    division = models.TextField()
    kind = models.TextField()
    decided_day = models.IntegerField()
    outcome = models.TextField(blank=True)
    """What the clock says; empty where none applies."""
    due_day = models.IntegerField(null=True)
    working = models.BooleanField(default=False)
    rule = models.TextField(blank=True)
    never = models.TextField(blank=True)
    """The rule that keeps it from being published."""
    told_day = models.IntegerField(null=True)
    """When it was published, as the system tells that handled the case; null for cases handled here."""

    class Meta:
        db_table = "disclosure_duty"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "due_day"], name="disclosure_duty_organ"),
            models.Index(fields=["due_day"], name="disclosure_duty_due"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Release(models.Model):
    """A matter of publication that was opened from a decision, keyed by its own case; `content` is what is public."""

    case = models.TextField(primary_key=True)
    source = models.TextField()
    organ = models.TextField()
    field = models.TextField(blank=True)
    division = models.TextField()
    stage = models.TextField()
    """begun, extracted, reviewed, approved, published, corrected, withdrawn or stopped."""
    due_day = models.IntegerField(null=True)
    stop_day = models.IntegerField(null=True)
    """The last day for ending the display, by the clocks of its field; null where no term is known."""
    extracted_by = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    number = models.TextField(blank=True)
    title = models.TextField(blank=True)
    organ_name = models.TextField(blank=True)
    party = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    result = models.TextField(blank=True)
    words = models.TextField(blank=True)
    """What a search looks through: nothing that was taken out."""
    year = models.IntegerField(null=True)
    decided_day = models.IntegerField(null=True)
    published_day = models.IntegerField(null=True)
    changed_day = models.IntegerField(null=True)
    """When it was withdrawn, stopped or corrected last."""
    reason = models.TextField(blank=True)
    full_text = models.TextField(blank=True)
    """The commitment to the whole text."""
    record = models.TextField(blank=True)
    """The record that published what is shown."""
    content = models.JSONField(null=True)

    class Meta:
        db_table = "disclosure_release"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source"], name="disclosure_release_source"),
            models.Index(fields=["stage", "-published_day"], name="disclosure_release_shown"),
            models.Index(fields=["organ", "year"], name="disclosure_release_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.stage}"
