"""What was hashed of an upload while it came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("attachments", "0005_reading"),)

    operations = (
        migrations.AddField("uploadunderway", "came_digest", models.TextField(default="")),
        migrations.AddField("uploadunderway", "came_salt", models.BinaryField(null=True)),
        migrations.AddField("uploadunderway", "came_committed", models.TextField(default="")),
    )
