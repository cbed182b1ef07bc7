"""Excel files are searched too, and of PDF what their forms and notes say: those that are there are read again."""

from typing import Any

from django.db import migrations, models

from plumbline.apps.attachments.kinds import DOCX, PDF, TXT, XLSX


def read_again(apps: Any, _editor: Any) -> None:
    held = apps.get_model("attachments", "FileHeld")
    held.objects.filter(media_type__in=(PDF.media_type, XLSX.media_type)).exclude(reading="made").update(
        reading=""
    )


class Migration(migrations.Migration):
    dependencies = (("attachments", "0006_hashed_as_it_came"),)

    operations = (
        migrations.RemoveIndex("fileheld", "attachments_unread"),
        migrations.AddIndex(
            "fileheld",
            models.Index(
                fields=["first_seen"],
                condition=models.Q(
                    media_type__in=(PDF.media_type, DOCX.media_type, XLSX.media_type, TXT.media_type),
                    reading="",
                )
                & ~models.Q(digest=""),
                name="attachments_unread",
            ),
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    )
