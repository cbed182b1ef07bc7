"""Receipts, counters and codes of what the public sends: working state that proves nothing, cases say what was sent.

And a projection of ratings, for counts.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Receipt(models.Model):
    """Which case a receipt code opens, by the hash of the code; the code itself is kept nowhere."""

    code_hash = models.TextField(primary_key=True)
    case = models.TextField()

    class Meta:
        db_table = "public_receipt"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case)


class Knock(models.Model):
    """A submission counted against its client, by a keyed hash of the network address; gone once it was read.

    It counts clients of a network, never persons: names and contacts are not looked at.
    """

    case = models.TextField(primary_key=True)
    procedure = models.TextField()
    client = models.TextField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "public_knock"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "at"], name="public_knock_client"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class RatingHandedOut(models.Model):
    """Working state: an inspection or application of which the code for a rating was handed out, so that it is once."""

    case = models.TextField(primary_key=True)

    class Meta:
        db_table = "public_rating_handed_out"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.case)


class RatingCode(models.Model):
    """Working state: a code for a rating, by its hash, and the organ that inspected or served; beside it no case."""

    code_hash = models.TextField(primary_key=True)
    organ = models.TextField()
    service = models.TextField(default="rating")
    is_used = models.BooleanField(default=False)

    class Meta:
        db_table = "public_rating_code"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.organ)


class Rating(models.Model):
    """Projection: what a rating says, for counts by organ. Days count from 1970-01-01."""

    case = models.TextField(primary_key=True)
    organ = models.TextField()
    service = models.TextField(default="rating")
    day = models.IntegerField()
    overall = models.TextField()
    something_asked = models.BooleanField(null=True)

    class Meta:
        db_table = "public_rating"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "day"], name="public_rating_organ"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class RefusedSubmission(models.Model):
    """Working state: a file of a portal apart that was not taken in, as it came and sealed as it came, with the reason.

    Taken in after all, its bytes go and the row says when.
    """

    digest = models.TextField(primary_key=True)
    """SHA-256 of the file, which is what it is known by however often it comes."""
    name = models.TextField()
    size = models.BigIntegerField()
    data = models.BinaryField(default=bytes)
    reason = models.JSONField()
    """What is wrong and what to do, in both languages; nothing of what was written."""
    first_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    tries = models.IntegerField(default=1)
    again_by = models.TextField(default="")
    again_at = models.BigIntegerField(null=True)
    left_by = models.TextField(default="")
    left_at = models.BigIntegerField(null=True)
    left_why = models.TextField(default="")
    taken_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "public_refused_submission"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["last_at"], name="public_refused_last"),
        ]

    def __str__(self) -> str:
        return str(self.name)
