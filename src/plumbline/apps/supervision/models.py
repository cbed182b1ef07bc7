"""The findings as a projection of their records; and how far cases were looked at, which proves nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class FindingRow(models.Model):
    """A finding, keyed by the record that noted it first. A projection: `plumbline rebuild` makes it again.

    Days count from 1970-01-01, instants are µs UTC. `key` tells it from every other of its case.
    """

    id = models.TextField(primary_key=True)
    case = models.TextField()
    key = models.TextField()
    number = models.TextField()
    procedure = models.TextField()
    field = models.TextField(blank=True)
    organ = models.TextField()
    division = models.TextField()
    rule = models.TextField()
    record = models.TextField()
    step = models.TextField()
    kind = models.TextField(blank=True)
    outcome = models.TextField()
    state = models.TextField()
    day = models.IntegerField()
    due = models.IntegerField(null=True)
    days_over = models.IntegerField(null=True)
    late_entry = models.BooleanField()
    opened_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    closed_at = models.BigIntegerField(null=True)
    waits = models.BooleanField()
    """Whether a proposal to explain it away waits for the second person."""
    proposed_by = models.TextField(blank=True)
    closed_by = models.TextField(blank=True)
    why = models.TextField(blank=True)
    matters = models.TextField(blank=True)
    """Cases of supervision in which it was taken up, parted by spaces."""

    class Meta:
        db_table = "finding"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="finding_case"),
            models.Index(fields=["organ", "state", "opened_at"], name="finding_organ_state"),
            models.Index(fields=["state", "opened_at"], name="finding_state"),
            # A tab of a large district's list is counted from this index alone, without the rows of the others.
            models.Index(fields=["state", "outcome", "division", "organ"], name="finding_of_state"),
            models.Index(fields=["rule", "state"], name="finding_rule"),
            models.Index(fields=["changed_at"], name="finding_changed"),
            models.Index(fields=["closed_at"], name="finding_closed"),
            models.Index(fields=["opened_at"], name="finding_opened"),
            # Tabs, and the organs and rules to pick from, are read from this index alone.
            models.Index(
                fields=["organ", "procedure", "rule", "division", "state", "outcome", "waits"],
                name="finding_tabs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.rule}"


class FineRow(models.Model):
    """A fine with what its decision said of the benchmark, keyed by the record. A projection of the cases' records.

    `day` counts from 1970-01-01; money is yuan; `facts` are those ticked, in one order, so that like facts are equal.
    """

    record = models.TextField(primary_key=True)
    case = models.TextField()
    number = models.TextField()
    organ = models.TextField()
    division = models.TextField()
    day = models.IntegerField()
    power = models.TextField()
    power_name = models.TextField()
    tier = models.TextField(blank=True)
    facts = models.TextField()
    least = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    most = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    fine = models.DecimalField(max_digits=16, decimal_places=2)
    explained = models.TextField(blank=True)

    class Meta:
        db_table = "fine_stated"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="fine_stated_case"),
            models.Index(fields=["power", "facts"], name="fine_stated_alike"),
            models.Index(fields=["day"], name="fine_stated_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.fine}"


class CaseLooked(models.Model):
    """When a case must be looked at again though nothing is entered: a clock runs out. Working state."""

    case = models.TextField(primary_key=True)
    position = models.IntegerField()
    looked_at = models.BigIntegerField()
    again_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "case_looked"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["again_at"], name="case_looked_again")]

    def __str__(self) -> str:
        return str(self.case)


class CaseRests(models.Model):
    """What outside its own records a case's findings rest on: officers' certificates, other cases. Working state."""

    key = models.TextField(primary_key=True)
    case = models.TextField()
    on = models.TextField()
    """`officer:` with an officer's number, `case:` with another case, or `stream:` with a stream of several cases."""

    class Meta:
        db_table = "case_rests"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["on"], name="case_rests_on"),
            models.Index(fields=["case"], name="case_rests_case"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class ScanPlace(models.Model):
    """Up to which leaf of the log cases were looked at: one row. Working state; 0 looks at everything again."""

    id = models.IntegerField(primary_key=True)
    leaf = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
    looked = models.IntegerField(default=0)
    """Cases of the last tick."""

    class Meta:
        db_table = "scan_place"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.leaf)


class BoardCount(models.Model):
    """Figures of the board as they were counted last, one row an organ and period. Working state: proves nothing.

    Only districts too large to be counted while somebody waits have any. `key` is a period of the board, `weeks` or
    `rules`; `counts` by figure, by Monday (opened, closed), or by procedure and rule.
    """

    id = models.TextField(primary_key=True)
    key = models.TextField()
    organ = models.TextField()
    division = models.TextField()
    day = models.IntegerField()
    """The day as of which they were counted; another day's do not count."""
    made_at = models.BigIntegerField()
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "board_count"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key", "day"], name="board_count_key")]

    def __str__(self) -> str:
        return str(self.id)


class WeeklyDigest(models.Model):
    """What the board said of an organ when a week had ended. Working state: told once, proves nothing.

    `figures` by indicator; `lines` are [case number, what the rule demands, due or day, the demand in English] of
    breaches found that week; digests made before the language was kept have three.
    """

    key = models.TextField(primary_key=True)
    organ = models.TextField()
    division = models.TextField()
    first = models.IntegerField()
    """The Monday, in days from 1970-01-01."""
    made_at = models.BigIntegerField()
    figures = models.JSONField(default=dict)
    lines = models.JSONField(default=list)

    class Meta:
        db_table = "weekly_digest"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["first", "organ"], name="weekly_digest_week"),
            models.Index(fields=["organ", "first"], name="weekly_digest_organ"),
        ]

    def __str__(self) -> str:
        return str(self.key)
