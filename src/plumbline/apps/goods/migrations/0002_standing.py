"""Fines as they are listed: their sums, instalments and account; what waits of the bank names its field."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("goods", "0001_goods"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="bankrow",
            name="column",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="goodsitem",
            name="measured",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="goodsitem",
            name="spec",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="moneystanding",
            name="account",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="moneystanding",
            name="in_parts",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="moneystanding",
            name="left_fen",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="bankrow",
            index=models.Index(fields=["organ", "reference"], name="goods_bank_row_reference"),
        ),
    ]
