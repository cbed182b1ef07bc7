"""Reminders that were made, and what went out of the house: working state, no facts of a case.

Both can be made again from the clocks of the cases, but for the receipts: who read what, when.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Reminder(models.Model):
    """One limit told to one person on one rung of the ladder; the key makes a second one impossible."""

    key = models.TextField(primary_key=True)
    case = models.TextField()
    number = models.TextField()
    organ = models.TextField()
    clock = models.TextField()
    """Rule and opening record of the running limit."""
    says_zh = models.TextField()
    says_en = models.TextField()
    """What must be done by then, in the words of the rule when it was made."""
    page = models.TextField(blank=True, default="")
    """Where it is done, as a path; empty for the page of the case."""
    due_day = models.IntegerField()
    rung = models.TextField()
    """Working days left when it was made: 7, 3, 1, 0; or `holiday` for the list before a long holiday."""
    holiday = models.TextField(blank=True)
    """Name of the festival, on such a list."""
    office = models.TextField()
    to = models.TextField()
    """The name under which records know the person."""
    made_at = models.BigIntegerField()
    read_at = models.BigIntegerField(null=True)
    lapsed_at = models.BigIntegerField(null=True)
    """When the limit was met or moved before the reminder was read."""

    class Meta:
        db_table = "reminder"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["to", "read_at", "lapsed_at"], name="reminder_to"),
            models.Index(fields=["organ", "made_at"], name="reminder_organ"),
            models.Index(fields=["made_at"], name="reminder_made"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class Sending(models.Model):
    """A reminder that went out by a channel."""

    key = models.TextField(primary_key=True)
    """Channel and reminder."""
    reminder = models.TextField()
    channel = models.TextField()
    sent_at = models.BigIntegerField()

    class Meta:
        db_table = "reminder_sending"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)
