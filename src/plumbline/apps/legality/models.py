"""Where each review stands, made anew from its records; and texts that were checked with what reviewers said of their
marks: working notes that prove nothing, forgotten `KEPT_DAYS` after they were brought in.
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
    case = models.TextField(blank=True, default="")
    """The review that it was opened from."""

    class Meta:
        db_table = "checked_text"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "at"], name="checked_text_organ"),
            models.Index(fields=["case"], name="checked_text_case"),
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


class ReviewFile(models.Model):
    """A review at the desk, one row a case; a projection of its records. Days count from 1970, instants are µs."""

    case = models.TextField(primary_key=True)
    procedure = models.TextField()
    source = models.TextField(blank=True)
    """The case whose decision is reviewed; empty where a paper is reviewed on its own."""
    number = models.TextField()
    cause = models.TextField()
    organ = models.TextField()
    division = models.TextField()
    kind = models.TextField(blank=True)
    stage = models.TextField()
    round = models.IntegerField(default=0)
    submitted_at = models.BigIntegerField(null=True)
    """When the newest round came."""
    pages = models.IntegerField(null=True)
    reviewer = models.TextField(blank=True)
    result = models.TextField(blank=True)
    opinion_at = models.BigIntegerField(null=True)
    due_day = models.IntegerField(null=True)
    hurried = models.BooleanField(default=False)
    """An opinion came before the least time for a file of that size."""
    pushed = models.BooleanField(default=False)
    """A file came at the last minute."""
    offline = models.BooleanField(default=False)
    ended_day = models.IntegerField(null=True)

    class Meta:
        db_table = "review_file"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "stage"], name="review_file_organ"),
            models.Index(fields=["source"], name="review_file_source"),
        ]

    def __str__(self) -> str:
        return str(self.number)
