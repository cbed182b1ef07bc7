"""Tables of the exchange: one projection (breaches of received records), and working state that proves nothing.

Instants are microseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Source(models.Model):
    """A system that supplies records. Working state: what it supplied stands in the records themselves."""

    code = models.CharField(max_length=40, primary_key=True)
    title = models.CharField(max_length=100)
    organ = models.CharField(max_length=60)
    division = models.CharField(max_length=20)
    layout = models.CharField(max_length=40)
    """`own`, the id of a layout, or `mapped`."""
    mapping = models.TextField(blank=True)
    """The mapping file (YAML) of a source whose columns are its own."""
    procedure = models.CharField(max_length=60, blank=True)
    """The procedure of rows that name none."""
    made_at = models.BigIntegerField()
    made_by = models.CharField(max_length=60)
    closed_at = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organ"], name="exchange_source_organ")]

    def __str__(self) -> str:
        return str(self.title)


class Token(models.Model):
    """What a source shows when it calls. The secret is told once; only its SHA-256 is here. Working state."""

    key = models.CharField(max_length=16, primary_key=True)
    source = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    made_at = models.BigIntegerField()
    made_by = models.CharField(max_length=60)
    revoked_at = models.BigIntegerField(null=True)
    revoked_by = models.CharField(max_length=60, blank=True)
    used_at = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source"], name="exchange_token_source")
        ]

    def __str__(self) -> str:
        return str(self.key)


class Delivery(models.Model):
    """One call or one file and what became of its rows: counts, never contents. Working state."""

    source = models.CharField(max_length=40)
    via = models.CharField(max_length=10)
    """`api`, `file` or `page`."""
    name = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=200, null=True)
    """The idempotency key of a call, the SHA-256 of a file."""
    digest = models.CharField(max_length=64)
    received_at = models.BigIntegerField()
    finished_at = models.BigIntegerField(null=True)
    done_rows = models.IntegerField(default=0)
    """Rows of a file that are in already: where a broken-off reading goes on."""
    rows = models.IntegerField(default=0)
    stored = models.IntegerField(default=0)
    known = models.IntegerField(default=0)
    quarantined = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    lag = models.IntegerField(default=0)
    """Most whole days between an act that it brought and its entry."""
    left_out = models.IntegerField(default=0)
    """Rows that somebody left out: they wait no more, and are in the list of what was left out."""
    differing = models.IntegerField(default=0)
    """Rows that say something otherwise than what is here."""
    breaches = models.IntegerField(default=0)
    answer = models.JSONField(null=True)
    """What a call was answered, to be answered again under the same key."""
    error_zh = models.TextField(blank=True)
    error_en = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "key"], name="exchange_delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "-received_at"], name="exchange_delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class HeldRow(models.Model):
    """A row in quarantine: its cells as received, what is wrong. Working state: it has not become a record."""

    source = models.CharField(max_length=40)
    delivery = models.BigIntegerField()
    number = models.IntegerField()
    """Number of the row in its delivery, from 1."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the row: the same faulty row sent again is the same."""
    cells = models.JSONField()
    faults = models.JSONField()
    received_at = models.BigIntegerField()
    mended_at = models.BigIntegerField(null=True)
    mended_by = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=150, blank=True, default="")
    """The number or id under which its source would send it again (`identity.subject_of`)."""
    left_at = models.BigIntegerField(null=True)
    """When somebody left it out (`LeftOut` says who and why); None while it waits."""

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "digest"], name="exchange_row_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "mended_at"], name="exchange_row_waiting"),
            models.Index(fields=["source", "subject"], name="exchange_row_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class SetAside(models.Model):
    """Who said that a delivery which did not come to its end is waited for no more, why, and when it went on after all.

    Never changed but for its going on.
    """

    delivery = models.BigIntegerField()
    at = models.BigIntegerField()
    by = models.CharField(max_length=60)
    why = models.CharField(max_length=300)
    back_at = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()
        db_table = "exchange_set_aside"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["delivery"], condition=models.Q(back_at=None), name="exchange_set_aside_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.delivery)


class LeftOut(models.Model):
    """Who left a row of the quarantine out, why, and who let it wait again. Never changed but for its way back."""

    source = models.CharField(max_length=40)
    row = models.BigIntegerField()
    at = models.BigIntegerField()
    by = models.CharField(max_length=60)
    why = models.CharField(max_length=300)
    back_at = models.BigIntegerField(null=True)
    back_by = models.CharField(max_length=60, blank=True)

    class Meta:
        default_permissions = ()
        db_table = "exchange_left_out"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["row"], condition=models.Q(back_at=None), name="exchange_left_out_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "row"], name="exchange_left_out_row"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.row}"


class MirrorRow(models.Model):
    """What a row of a list of another system is to what is here, as of the newest list. Working state.

    Names of columns with what both say; a column that may hold a person stands here without either value.
    """

    source = models.CharField(max_length=40)
    subject = models.CharField(max_length=150)
    """The number by which both know it."""
    state = models.CharField(max_length=10)
    """`same`, `differs`, `there` (only there) or `here` (only here)."""
    columns = models.JSONField(default=list)
    """[{column, there, here}]."""
    delivery = models.BigIntegerField()
    """The newest list that had it, or that lacked what is here."""
    seen_at = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        db_table = "exchange_mirror_row"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "subject"], name="exchange_mirror_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "state", "subject"], name="exchange_mirror_state"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.subject}"


class Breach(models.Model):
    """Projection: a rule that a received record breaks, as of its case's last received record."""

    key = models.TextField(primary_key=True)
    """`record/rule`."""
    case = models.TextField()
    record = models.TextField()
    rule = models.TextField()
    basis = models.TextField()
    late_entry = models.BooleanField()

    class Meta:
        default_permissions = ()
        db_table = "exchange_breach"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="exchange_breach_case"),
            models.Index(fields=["record"], name="exchange_breach_record"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class HookTarget(models.Model):
    """An address of another system, told numbers and states; set by the security administrator. Working state."""

    organ = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    address = models.CharField(max_length=500)
    secret = models.CharField(max_length=80)
    """Key of the signature; told once, needed here to sign."""
    made_at = models.BigIntegerField()
    made_by = models.CharField(max_length=60)
    closed_at = models.BigIntegerField(null=True)
    told_at = models.BigIntegerField(null=True)
    """When it was called last."""
    taken_at = models.BigIntegerField(null=True)
    """When it took a notice last."""
    told_leaf = models.BigIntegerField(null=True)
    """Up to which leaf of the log (exclusive) it was told what is done here; None where it is not told."""
    answer = models.CharField(max_length=100, blank=True)
    """What the last call was answered."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.title)
