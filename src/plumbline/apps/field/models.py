"""Of the field: a projection of arrivals, and working state that proves nothing. Days count from 1970-01-01, instants
are microseconds since then (UTC).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class FieldArrival(models.Model):
    """Projection: a visit that arrived, by the record of its arrival; details stand in that record."""

    record = models.TextField(primary_key=True)
    visit = models.TextField()
    case = models.TextField()
    number = models.TextField()
    title = models.TextField()
    procedure = models.TextField()
    organ = models.TextField()
    division = models.TextField()
    officer = models.TextField()
    device = models.TextField()
    order = models.IntegerField()
    happened_at = models.BigIntegerField()
    received_at = models.BigIntegerField()
    off_ms = models.BigIntegerField()
    is_late = models.BooleanField()
    breaches = models.IntegerField()
    conflicts = models.IntegerField()
    settled_by = models.TextField(blank=True)
    """Who said what was done about the conflicts; empty while nobody did."""

    class Meta:
        db_table = "field_arrival"
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("visit",), name="field_arrival_once"),)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "received_at"], name="field_arrival_organ"),
            models.Index(fields=["case"], name="field_arrival_case"),
        ]

    def __str__(self) -> str:
        return str(self.record)


class FieldFile(models.Model):
    """Working state: a file that a device sent, by the id it has there, so that sending it twice takes it in once."""

    id = models.TextField(primary_key=True)
    account = models.TextField()
    sha256 = models.TextField()
    """Of the bytes as they were sent."""
    hash = models.TextField()
    """Under which it is held (`attachments`)."""
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    received_at = models.BigIntegerField()

    class Meta:
        db_table = "field_file"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.id)


class FieldNumber(models.Model):
    """Working state: a number that was set aside for an officer's printed papers. That it was taken, and that an unused
    one was voided, stands in the register of numbers; that a paper bears it, in the record of the act.
    """

    number = models.TextField(primary_key=True)
    organ = models.TextField()
    kind = models.TextField()
    """Title of the kind of paper."""
    officer = models.TextField()
    n = models.BigIntegerField()
    """Its place in the series."""
    block = models.TextField()
    taken_at = models.BigIntegerField()
    case = models.TextField(blank=True)
    """Whose paper bears it; empty while it is unused."""
    returned_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "field_number"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "officer"], name="field_number_officer"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class RecoveryKey(models.Model):
    """Working state: the organ's recovery key. The private part lies under two shares, which two people hold and this
    system does not; `second_by` is empty while the second share was not given out, and phones do not use the key.
    """

    id = models.TextField(primary_key=True)
    organ = models.TextField()
    public = models.TextField()
    """As a JSON Web Key."""
    sealed = models.BinaryField()
    first_by = models.TextField()
    second_by = models.TextField(blank=True)
    made_at = models.BigIntegerField()
    in_force_at = models.BigIntegerField(null=True)
    """When the second share was given out; the key before it is replaced from then on."""

    class Meta:
        db_table = "field_recovery_key"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organ"], name="field_recovery_organ")]

    def __str__(self) -> str:
        return str(self.id)


class FieldPin(models.Model):
    """Working state: what an officer's field PIN becomes when it is stretched, sealed (`waiting_share`)."""

    officer = models.TextField(primary_key=True)
    account = models.TextField()
    salt = models.TextField()
    sealed = models.TextField()
    made_at = models.BigIntegerField()

    class Meta:
        db_table = "field_pin"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.officer)


class BundleWaiting(models.Model):
    """Working state: a bundle that was brought; it goes once everything in it has been taken in."""

    id = models.TextField(primary_key=True)
    organ = models.TextField()
    account = models.TextField()
    brought_at = models.BigIntegerField()

    class Meta:
        db_table = "field_bundle"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.id)


class BundleKey(models.Model):
    """Working state: what of a bundle lies under one recovery key, and whether its holders have opened it."""

    id = models.BigAutoField(primary_key=True)
    bundle = models.TextField()
    key = models.TextField()
    visits = models.IntegerField()
    captures = models.IntegerField()
    left = models.IntegerField(default=0)
    """Visits that were opened and wait for what lies under another key."""
    words = models.TextField(blank=True)
    """What opens its parts now that it was opened, sealed (`waiting_share`): no share is asked for twice."""
    spent = models.TextField(blank=True)
    """Digests of the shares that opened it, so that one given again is known."""
    opened_by = models.TextField(blank=True)
    """The accounts of the two holders, with a blank between them."""
    opened_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "field_bundle_key"
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("bundle", "key"), name="field_bundle_key_once"),
            models.CheckConstraint(
                condition=models.Q(opened_at=None, opened_by="")
                | (models.Q(opened_at__isnull=False) & ~models.Q(opened_by="")),
                name="field_bundle_key_opened",
            ),
        )

    def __str__(self) -> str:
        return f"{self.bundle} {self.key}"


class BundleShare(models.Model):
    """Working state: a share that waits with a bundle for the other holder's."""

    id = models.TextField(primary_key=True)
    bundle = models.TextField()
    account = models.TextField()
    key = models.TextField(blank=True)
    """The key whose share it surely is; empty where that is seen only when both are there."""
    share = models.TextField()
    """Sealed (`waiting_share`): what was typed stands in no table."""
    given_at = models.BigIntegerField()

    class Meta:
        db_table = "field_bundle_share"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["bundle"], name="field_bundle_share_of"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class BundleHeld(models.Model):
    """Working state: what of a bundle lies under no key of its organ, and whose it is; empty: of no organ here."""

    id = models.BigAutoField(primary_key=True)
    bundle = models.TextField()
    key = models.TextField()
    organ = models.TextField(blank=True)
    visits = models.IntegerField()
    captures = models.IntegerField()

    class Meta:
        db_table = "field_bundle_held"
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("bundle", "key"), name="field_bundle_held_once"),)

    def __str__(self) -> str:
        return f"{self.bundle} {self.key}"


class BundleDropped(models.Model):
    """A bundle that was removed because nobody opened it within its time: who brought it, when, what was in it."""

    id = models.TextField(primary_key=True)
    organ = models.TextField()
    account = models.TextField()
    brought_at = models.BigIntegerField()
    dropped_at = models.BigIntegerField()
    visits = models.IntegerField()
    captures = models.IntegerField()

    class Meta:
        db_table = "field_bundle_dropped"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "dropped_at"], name="field_bundle_dropped_organ")
        ]

    def __str__(self) -> str:
        return str(self.id)
