"""Which cases are judged together: at first as the scan saw them last, then as records are entered."""

from typing import Any

from django.db import migrations, models


def fill(apps: Any, _editor: Any) -> None:
    """What the last look at each case noted; `plumbline rebuild` makes it anew from the records."""
    seen, table = apps.get_model("supervision", "CaseRests"), apps.get_model("casework", "CaseStream")
    rows = seen._default_manager.filter(on__startswith="stream:").values_list("key", "case", "on")
    made = (table(key=key, case=case, stream=on) for key, case, on in rows.iterator(chunk_size=1000))
    table._default_manager.bulk_create(made, batch_size=400)


class Migration(migrations.Migration):
    dependencies = (("casework", "0005_quicker_lists"), ("supervision", "0006_quicker_lists"))
    operations = (
        migrations.CreateModel(
            name="CaseStream",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("case", models.TextField()),
                ("stream", models.TextField()),
            ],
            options={
                "db_table": "case_stream",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["stream", "case"], name="case_stream_stream"),
                    models.Index(fields=["case"], name="case_stream_case"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )
