"""Texts that were checked and what reviewers decided on their marks: working notes that prove nothing.

The opinion that counts is a record of its case. A text is forgotten `KEPT_DAYS` after it was brought in.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CheckedText(models.Model):
    """A text as it was brought in, with what it is and who made it. Instants are µs UTC."""

    organ = models.TextField()
    division = models.TextField()
    title = models.TextField()
    kind = models.TextField()
    maker = models.TextField()
    text = models.TextField()
    digest = models.TextField()
    """SHA-256 of the text, so that the reviewer can tell which draft was looked at."""
    by = models.TextField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "checked_text"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "at"], name="checked_text_organ")
        ]

    def __str__(self) -> str:
        return str(self.title)


class TextMark(models.Model):
    """A mark of a text and what a reviewer decided: accepted, rejected with a reason, or nothing yet."""

    text = models.ForeignKey(CheckedText, on_delete=models.CASCADE, related_name="marks")
    place = models.IntegerField()
    pattern = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()
    severity = models.TextField()
    basis = models.JSONField(default=list)
    says = models.TextField()
    english = models.TextField()
    lowered = models.BooleanField(default=False)
    decision = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.TextField(blank=True)
    decided_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "text_mark"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pattern", "decision"], name="text_mark_decided")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "place"], name="text_mark_place")
        ]

    def __str__(self) -> str:
        return f"{self.pattern} {self.start}"
