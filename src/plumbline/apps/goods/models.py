"""Projections of things and money for lists, keyed by records and cases; and bank rows that found no notice.

Counts and sums are decimal text, days count from 1970-01-01.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class GoodsItem(models.Model):
    """A thing in the store ledger, keyed by the record that took it in."""

    record = models.TextField(primary_key=True)
    case = models.TextField()
    number = models.TextField()
    """The case's number."""
    organ = models.TextField()
    division = models.TextField()
    name = models.TextField()
    unit = models.TextField(blank=True)
    spec = models.TextField(blank=True, default="")
    measured = models.BooleanField(default=False)
    """Whether the clock of a measure says how long it may be held, which reminds of itself."""
    taken = models.TextField()
    held = models.TextField()
    lent = models.TextField()
    waiting = models.TextField()
    gone = models.TextField(blank=True)
    """How much left by which movement, canonical JSON."""
    place = models.TextField(blank=True)
    keeper = models.TextField(blank=True)
    keeper_no = models.TextField(blank=True, default="")
    """The officer who keeps it, by number; empty for somebody from outside, and in entries that told a name alone."""
    since_day = models.IntegerField()
    due_day = models.IntegerField(null=True)
    last_day = models.IntegerField()
    is_left = models.BooleanField()
    """Whether any of it is still to be accounted for."""

    class Meta:
        db_table = "goods_item"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "is_left", "due_day"], name="goods_item_organ"),
            models.Index(fields=["case"], name="goods_item_case"),
        ]

    def __str__(self) -> str:
        return str(self.name)


class MoneyStanding(models.Model):
    """The money of a case, as of its last entry; the surcharge is counted when it is asked for."""

    case = models.TextField(primary_key=True)
    number = models.TextField()
    number_key = models.TextField(default="")
    """The number as it sorts (`order_key`)."""
    organ = models.TextField()
    division = models.TextField()
    fine = models.TextField()
    paid = models.TextField()
    left = models.TextField()
    """What of the fine is left."""
    left_fen = models.BigIntegerField(default=0)
    """The same in hundredths of a yuan, to sort and add up by."""
    in_parts = models.BooleanField(default=False)
    """Whether it is paid in instalments."""
    account = models.TextField(default="")
    """Dues, payments and pauses as canonical JSON: from them the surcharge of any day is counted."""
    charged = models.BooleanField()
    due_day = models.IntegerField(null=True)
    """The last day to pay the first sum that is open."""
    is_left = models.BooleanField()

    class Meta:
        db_table = "goods_money"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "is_left", "due_day"], name="goods_money_organ"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class PaymentNotice(models.Model):
    """A payment notice that went out, keyed by its record."""

    record = models.TextField(primary_key=True)
    number = models.TextField()
    case = models.TextField()
    organ = models.TextField()
    amount = models.TextField()

    class Meta:
        db_table = "goods_notice"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "number"], name="goods_notice_number"),
            models.Index(fields=["case"], name="goods_notice_case"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class BankRow(models.Model):
    """A row of a bank's file that could not be entered: no fact of a case, and working state that proves nothing.

    It waits to be mended and sent again, or was set aside because the payment is nobody's here and went back.
    """

    key = models.TextField(primary_key=True)
    """Hash of organ and content, so the same row waits once."""
    organ = models.TextField()
    line = models.IntegerField()
    number = models.TextField(blank=True)
    amount = models.TextField(blank=True)
    day = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    column = models.TextField(blank=True, default="")
    """Which field is wrong, where it is one."""
    problem_zh = models.TextField()
    problem_en = models.TextField()
    taken_at = models.BigIntegerField()
    returned_at = models.BigIntegerField(null=True)
    """When it was set aside as returned; None while it waits."""
    returned_by = models.TextField(default="")
    returned_why = models.TextField(default="")

    class Meta:
        db_table = "goods_bank_row"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organ", "taken_at"], name="goods_bank_row_organ"),
            models.Index(fields=["organ", "reference"], name="goods_bank_row_reference"),
        ]

    def __str__(self) -> str:
        return str(self.number)
