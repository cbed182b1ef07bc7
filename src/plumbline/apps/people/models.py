"""Accounts, and the projections of the registers. What stands in a projection can be thrown away and made again."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """No create_superuser: the product has none."""


class Account(AbstractBaseUser):
    """A login. It alone is no projection: a password is not a record. Django's permissions are not used.

    `key` is what records name (`entered_by`); the user name may change, the key never does.
    """

    key = models.CharField(max_length=40, unique=True)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    organ = models.CharField(max_length=60)
    officer = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.username})"


class RoleGrant(models.Model):
    """A role that an account holds from a day to a day, both included; keyed by the record that granted it."""

    record = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=40)
    role = models.CharField(max_length=30)
    organ = models.CharField(max_length=60)
    divisions = models.JSONField(default=list)
    first = models.DateField()
    last = models.DateField(null=True)
    matters = models.JSONField(default=list)
    undertaken = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["account"], name="role_grant_account")]

    def __str__(self) -> str:
        return f"{self.account}: {self.role}"


class RegisterEntry(models.Model):
    """Projection: an entry of a register as its records left it; keyed by its case."""

    case = models.CharField(max_length=200, primary_key=True)
    register = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    name = models.CharField(max_length=300)
    organ = models.CharField(max_length=60)
    division = models.CharField(max_length=12)
    values = models.JSONField(default=dict)
    ended_on = models.DateField(null=True)
    changed_at = models.BigIntegerField()
    position = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("register", "code"), name="entry_register_code"),
            models.Index(fields=("register", "organ", "code"), name="entry_register_organ"),
        )

    def __str__(self) -> str:
        return str(self.case)


class CertificateRow(models.Model):
    """Projection: a certificate of an officer, with the days on which it counts; keyed by case and number."""

    key = models.CharField(max_length=240, primary_key=True)
    case = models.CharField(max_length=200)
    officer = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=200)
    area = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    spans = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    suspended = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("officer",), name="certificate_officer"),
            models.Index(fields=("case",), name="certificate_case"),
            models.Index(fields=("number",), name="certificate_number"),
        )

    def __str__(self) -> str:
        return str(self.number)


class Absence(models.Model):
    """Projection: an account away from a day to a day, and who stands in; keyed by the record."""

    record = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    deputy = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("account",), name="absence_account"),
            models.Index(fields=("deputy",), name="absence_deputy"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.first} – {self.last}"


class Duty(models.Model):
    """Projection: a duty of an account from a day to a day; keyed by the record."""

    record = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=40)
    organ = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()
    duty = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("organ", "first"), name="duty_organ"),
            models.Index(fields=("account",), name="duty_account"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.duty}"


class QuarantineBatch(models.Model):
    """One import whose wrong rows wait. Working state, no projection: what waits has not become a record."""

    register = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    organ = models.CharField(max_length=60)
    account = models.CharField(max_length=40)
    at = models.BigIntegerField()
    taken = models.IntegerField(default=0)
    dropped = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.register}: {self.file_name}"


class QuarantineRow(models.Model):
    """A row that waits: the cells as received, and what is wrong with each."""

    batch = models.ForeignKey(QuarantineBatch, on_delete=models.CASCADE, related_name="rows")
    row = models.IntegerField()
    cells = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("batch", "row"), name="quarantine_row_once"),)

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.row}"


class AccessRecord(models.Model):
    """Who read whose personal data, when, why. Append-only: the database refuses every change."""

    at = models.BigIntegerField()
    account = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=30)
    organ = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("subject", "at"), name="access_record_subject"),
            models.Index(fields=("account", "at"), name="access_record_account"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.subject}"
