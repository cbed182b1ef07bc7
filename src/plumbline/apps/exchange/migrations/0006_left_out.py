"""Rows that wait can be left out with a reason; those that are older than 0005 get the number they are known by."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from django.db import migrations, models

from plumbline.apps.exchange.errors import MappingWrong
from plumbline.apps.exchange.identity import subject_of

LOT = 500


def name_what_waits(apps: Any, _editor: Any) -> None:
    """The number under which each waiting row would come again, from its cells and the layout of its source."""
    held = apps.get_model("exchange", "HeldRow")._default_manager
    sources = apps.get_model("exchange", "Source")._default_manager
    layouts = {
        code: (layout, text) for code, layout, text in sources.values_list("code", "layout", "mapping")
    }
    nameless = held.filter(mended_at=None, subject="", source__in=list(layouts)).order_by("pk")
    lot, last = list(nameless[:LOT]), 0
    while lot:
        for row in lot:
            with suppress(MappingWrong):  # of a mapping that the packs have outgrown: mended in the page
                row.subject = subject_of(*layouts[row.source], row.cells)
        held.bulk_update([row for row in lot if row.subject], ["subject"])
        last = lot[-1].pk
        lot = list(nameless.filter(pk__gt=last)[:LOT])


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("exchange", "0005_subject_of_a_row")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField("heldrow", "left_at", models.BigIntegerField(null=True)),
        migrations.AddField("delivery", "left_out", models.IntegerField(default=0)),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=40)),
                ("row", models.BigIntegerField()),
                ("at", models.BigIntegerField()),
                ("by", models.CharField(max_length=60)),
                ("why", models.CharField(max_length=300)),
                ("back_at", models.BigIntegerField(null=True)),
                ("back_by", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "db_table": "exchange_left_out",
                "default_permissions": (),
                "indexes": [models.Index(fields=["source", "row"], name="exchange_left_out_row")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(back_at=None), fields=["row"], name="exchange_left_out_once"
                    )
                ],
            },
        ),
        migrations.RunPython(name_what_waits, migrations.RunPython.noop),
    ]
