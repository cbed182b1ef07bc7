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
