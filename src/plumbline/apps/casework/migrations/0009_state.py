"""Where a case stands as a whole: lists say how it ended and that it is on hold; `rebuild` tells the old rows."""

from typing import Any, ClassVar

from django.db import migrations, models


def ended(apps: Any, _schema_editor: Any) -> None:
    """Cases that have ended read as closed until their rows are made anew."""
    apps.get_model("casework", "CaseStanding").objects.filter(ended_day__isnull=False).update(state="closed")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0008_soonest_first")]
    operations: ClassVar = [
        migrations.AddField(model_name="casestanding", name="state", field=models.TextField(default="open")),
        migrations.RunPython(ended, migrations.RunPython.noop),
    ]
