"""Planned and made visits of enterprises as projections of the plans' records; their official classes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PlannedVisit(models.Model):
    """An item of a plan that stands, keyed by its record and place. A projection."""

    key = models.TextField(primary_key=True)
    organ = models.TextField()
    division = models.TextField()
    year = models.IntegerField()
    firm = models.TextField()
    name = models.TextField()
    matter = models.TextField()
    month = models.IntegerField()
    joined = models.TextField(blank=True)
    """The leading organ of a visit made together."""
    apart = models.TextField(blank=True)
    """Why it is not joined with another organ's."""

    class Meta:
        db_table = "planned_visit"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "firm"], name="planned_visit_firm"),
            models.Index(fields=["organ", "year"], name="planned_visit_organ"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class EnterpriseVisit(models.Model):
    """A visit, keyed by the record that issued its entry code. A projection. `day` counts from 1970-01-01."""

    key = models.TextField(primary_key=True)
    organ = models.TextField()
    division = models.TextField()
    year = models.IntegerField()
    month = models.IntegerField()
    day = models.IntegerField()
    firm = models.TextField()
    name = models.TextField()
    task = models.TextField()
    item = models.TextField(blank=True)
    why = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    number = models.IntegerField()
    cap = models.IntegerField(null=True)
    scanned_at = models.BigIntegerField(null=True)
    result = models.TextField(blank=True)
    case = models.TextField(blank=True, default="")
    """The case of the inspection that the visit became."""

    class Meta:
        db_table = "enterprise_visit"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "firm"], name="enterprise_visit_firm"),
            models.Index(fields=["organ", "year", "month"], name="enterprise_visit_organ"),
            models.Index(fields=["case"], name="enterprise_visit_case"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class EnterpriseClass(models.Model):
    """The official class of an enterprise as last imported for a division. A projection; never computed here."""

    key = models.TextField(primary_key=True)
    division = models.TextField()
    firm = models.TextField()
    level = models.TextField()
    as_of = models.IntegerField()
    source = models.TextField()

    class Meta:
        db_table = "enterprise_class"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["firm"], name="enterprise_class_firm"),
        ]

    def __str__(self) -> str:
        return str(self.key)
