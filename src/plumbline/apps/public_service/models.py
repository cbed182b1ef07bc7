"""Receipts and counters of what the public sends. Working state: it proves nothing; the cases say what was sent."""

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
