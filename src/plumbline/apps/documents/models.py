"""The register of numbers: which number of which series went to which paper, and which were voided.

Both tables are append-only (`append_only`). A number is a row; voiding one adds a row in the other table and frees
nothing. There are no foreign keys: rows are found by the text of the number, as a paper carries it.
"""

from __future__ import annotations

from django.db import models


class NumberTaken(models.Model):
    """The `n`-th number of a series in a year of an organ. The database itself refuses a gap and a second `n`."""

    id = models.BigAutoField(primary_key=True)
    organ = models.TextField()
    """Id of the organ."""
    kind = models.TextField()
    """Id of the document kind."""
    authority = models.TextField()
    series = models.TextField()
    year = models.PositiveIntegerField()
    n = models.PositiveBigIntegerField()
    case_id = models.TextField()
    taken_by = models.TextField()
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "documents_number"
        constraints = (
            models.UniqueConstraint(fields=("organ", "kind", "year", "n"), name="documents_number_once"),
            models.UniqueConstraint(
                fields=("authority", "series", "year", "n"), name="documents_number_text_once"
            ),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="documents_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(year__gte=1949, year__lte=9999), name="documents_number_year"
            ),
        )


class NumberVoided(models.Model):
    """Why a number that was taken stands on no valid paper. The number stays used and is shown as void."""

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField(unique=True)
    """Row of the number."""
    reason = models.TextField()
    voided_by = models.TextField()
    voided_at = models.DateTimeField()

    class Meta:
        db_table = "documents_number_void"
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="documents_number_void_reason"),
        )
