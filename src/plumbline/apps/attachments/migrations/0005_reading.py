"""How far the text of a file is searched; of files that are there the text is read as of new ones, oldest first."""

from django.db import migrations, models

from plumbline.apps.attachments.kinds import DOCX, PDF, TXT


class Migration(migrations.Migration):
    dependencies = (("attachments", "0004_fixity_lease"),)

    operations = (
        migrations.AddField("fileheld", "reading", models.TextField(default="")),
        migrations.AddIndex(
            "fileheld",
            models.Index(
                fields=["first_seen"],
                condition=models.Q(
                    media_type__in=(PDF.media_type, DOCX.media_type, TXT.media_type), reading=""
                )
                & ~models.Q(digest=""),
                name="attachments_unread",
            ),
        ),
    )
