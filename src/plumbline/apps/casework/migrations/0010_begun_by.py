"""Who entered the first record of a case: counted without reading the records; `rebuild` tells the old rows."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0009_state")]
    operations: ClassVar = [
        migrations.AddField(model_name="casestanding", name="begun_by", field=models.TextField(default="")),
    ]
