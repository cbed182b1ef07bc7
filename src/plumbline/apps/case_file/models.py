"""Projections of files for lists: a row for each case that has ended, and its loans. Days count from 1970-01-01."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class KeptFile(models.Model):
    """The file of a case that has ended, archived or not yet."""

    case = models.TextField(primary_key=True)
    number = models.TextField()
    number_key = models.TextField(default="")
    """The number as it sorts (`order_key`), as the next one."""
    title = models.TextField()
    procedure = models.TextField()
    organ = models.TextField()
    division = models.TextField()
    ended_day = models.IntegerField()
    ended_year = models.IntegerField()
    archive_number = models.TextField(blank=True)
    """Empty while it is not archived."""
    archive_key = models.TextField(default="")
    retention = models.TextField(blank=True)
    place = models.TextField(blank=True)
    archived_day = models.IntegerField(null=True)
    out_until = models.IntegerField(null=True)
    """When the loan that is open ends; None while the file is there."""
    out_unit = models.TextField(blank=True)
    list_number = models.TextField(blank=True)
    """Of the list with which it was delivered."""
    delivered_day = models.IntegerField(null=True)

    class Meta:
        db_table = "case_file_kept"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "ended_year", "ended_day"], name="case_file_kept_organ"),
            models.Index(fields=["organ", "archive_number"], name="case_file_kept_archive_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class FileLoan(models.Model):
    """A line of the loan book, keyed by the record of the loan."""

    record = models.TextField(primary_key=True)
    case = models.TextField()
    number = models.TextField()
    archive_number = models.TextField(blank=True)
    organ = models.TextField()
    division = models.TextField()
    unit = models.TextField()
    purpose = models.TextField(blank=True)
    officer = models.TextField(null=True)  # noqa: DJ001: None is an entry that told a name alone, "" an outsider
    day = models.IntegerField()
    until = models.IntegerField()
    returned_day = models.IntegerField(null=True)

    class Meta:
        db_table = "case_file_loan"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "returned_day", "until"], name="case_file_loan_organ"),
            models.Index(fields=["case"], name="case_file_loan_case"),
        ]

    def __str__(self) -> str:
        return str(self.record)
