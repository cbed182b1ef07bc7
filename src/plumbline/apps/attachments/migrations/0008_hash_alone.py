"""Of an upload that came at once its hash is kept; its commitment is made from that."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("attachments", "0007_sheets_and_forms"),)

    operations = (
        migrations.RemoveField("uploadunderway", "came_salt"),
        migrations.RemoveField("uploadunderway", "came_committed"),
    )
