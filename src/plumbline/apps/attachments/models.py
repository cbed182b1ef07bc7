"""The index of files. A record names a file by its hash; here stands where its bytes are and which records name it.

For a file that holds something personal the hash in the record is a salted commitment. Its row then also knows the
plain SHA-256 of the bytes, which is their address; both go when the file is destroyed, and no guess can be confirmed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from plumbline.apps.attachments.kinds import DOCX, PDF, TXT, XLSX

HAVE_TEXT = (PDF.media_type, DOCX.media_type, XLSX.media_type, TXT.media_type)
"""Media types whose text is read for the search; pictures and films have none that is."""


class FileHeld(models.Model):
    """A file under the hash that records name it by."""

    hash = models.TextField(primary_key=True)
    digest = models.TextField()
    """SHA-256 of the bytes, their address in the storage; empty once they are destroyed."""
    size = models.BigIntegerField()
    media_type = models.TextField()
    name = models.TextField()
    pages = models.IntegerField(null=True)
    salted = models.BooleanField()
    salt = models.BinaryField(null=True)
    """Only until a record names the file: then the salt lies beside that record."""
    first_seen = models.BigIntegerField()
    """Microseconds since 1970-01-01 UTC."""
    uploaded_by = models.TextField()
    destroyed_by = models.TextField(default="")
    """The record that destroyed the bytes."""
    checked_at = models.BigIntegerField(default=0)
    """When the bytes were last read and compared with their address; 0 for never."""
    reading = models.TextField(default="")
    """How far its text is searched, as `text_reading.Reading` says; empty while it waits to be read."""

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["digest"], name="attachments_digest"),
            models.Index(fields=["first_seen"], name="attachments_first_seen"),
            models.Index(fields=["checked_at", "digest"], name="attachments_checked"),
            models.Index(
                fields=["first_seen"],
                condition=models.Q(media_type__in=HAVE_TEXT, reading="") & ~models.Q(digest=""),
                name="attachments_unread",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(destroyed_by="") ^ models.Q(digest=""),
                name="attachments_bytes_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.hash} {self.media_type}"


class FileUse(models.Model):
    """A record that names a file: while there is one, the bytes stay."""

    hash = models.TextField()
    record = models.TextField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hash", "record"], name="attachments_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.hash} {self.record}"


class UploadUnderWay(models.Model):
    """A resumable upload: working state that proves nothing.

    It goes when a record names its file, or when it expires.
    """

    token = models.TextField(primary_key=True)
    account = models.TextField()
    case = models.TextField()
    name = models.TextField()
    size = models.BigIntegerField()
    """Bytes that were announced."""
    came_digest = models.TextField(default="")
    """SHA-256 (hex) of a file that came in one part and was hashed as it came; empty where it is still to be read."""
    changed = models.TextField(default="")
    """When the file was last changed, as the sender's machine says it: tells two files of one name apart."""
    begun_at = models.BigIntegerField()
    touched_at = models.BigIntegerField()
    hash = models.TextField(default="")
    """The file's name in the index once it was taken in."""
    place_removed = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "case"], name="attachments_upload_of"),
            models.Index(fields=["touched_at"], name="attachments_upload_touched"),
            models.Index(fields=["hash"], name="attachments_upload_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.token} {self.size}"


class FixityLease(models.Model):
    """Who runs the check, and until when nobody else does; one row. Working state that proves nothing."""

    slot = models.SmallIntegerField(primary_key=True)
    holder = models.TextField(default="")
    until = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(slot=1), name="attachments_one_check")
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.until}"


class FixityFinding(models.Model):
    """Bytes that are not what the index says: what a check found, kept until a later one finds them sound.

    Working state: the check reads everything again and finds it again.
    """

    digest = models.TextField(primary_key=True)
    """Address of the bytes; never shown where a file of them is salted."""
    what = models.TextField()
    found_at = models.BigIntegerField()
    seen_at = models.BigIntegerField()
    """When it was last seen."""

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(what__in=("missing", "changed", "unnamed")),
                name="attachments_finding_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.digest}"
