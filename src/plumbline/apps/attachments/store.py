"""What keeps the index of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string

from plumbline.apps.attachments.models import FileHeld, FileUse, UploadUnderWay
from plumbline.apps.attachments.storage import Storage


def storage() -> Storage:
    """Where the bytes of this site lie, as `site.wiring` picks it."""
    made: Storage = import_string(settings.ATTACHMENT_STORAGE)()
    return made


def held(hash: str) -> FileHeld | None:
    """The file under this hash."""
    found: FileHeld | None = FileHeld.objects.filter(pk=hash).first()
    return found


def keep(row: FileHeld) -> FileHeld:
    """Store the row; where the same bytes came before, theirs, filled again if they were destroyed."""
    FileHeld.objects.bulk_create([row], ignore_conflicts=True)
    FileHeld.objects.filter(pk=row.hash, digest="").update(digest=row.digest, name=row.name, destroyed_by="")
    found: FileHeld = FileHeld.objects.get(pk=row.hash)
    return found


def add_use(hash: str, record: str) -> None:
    """A record names the file; its salt now lies beside the record."""
    FileUse.objects.bulk_create([FileUse(hash=hash, record=record)], ignore_conflicts=True)
    FileHeld.objects.filter(pk=hash).update(salt=None)
    UploadUnderWay.objects.filter(hash=hash).delete()


def remove_use(hash: str, record: str) -> bool:
    """The record no longer holds the file; whether no other does."""
    FileUse.objects.filter(hash=hash, record=record).delete()
    return not has_use(hash)


def has_use(hash: str) -> bool:
    """Whether a record names the file."""
    found: bool = FileUse.objects.filter(hash=hash).exists()
    return found


def is_named(digest: str) -> bool:
    """Whether a row names the bytes at this address."""
    found: bool = FileHeld.objects.filter(digest=digest).exists()
    return found


def unused(before: int) -> QuerySet:
    """Files that came before then and that no record names."""
    use = FileUse.objects.filter(hash=OuterRef("hash"))
    return FileHeld.objects.filter(~Exists(use), first_seen__lt=before).exclude(digest="")


def all_held(chunk: int = 500) -> Iterator[FileHeld]:
    """Every file whose bytes are held, by address."""
    rows: Iterable[FileHeld] = FileHeld.objects.exclude(digest="").order_by("digest", "hash").iterator(chunk)
    yield from rows


def under_way(token: str) -> UploadUnderWay | None:
    """The resumable upload of this token."""
    found: UploadUnderWay | None = UploadUnderWay.objects.filter(pk=token).first()
    return found


def uploads_of(account: str) -> QuerySet:
    """The resumable uploads of an account, oldest first."""
    return UploadUnderWay.objects.filter(account=account).order_by("begun_at", "token")


def touch(token: str, now: int) -> None:
    """Something of the upload came."""
    UploadUnderWay.objects.filter(pk=token).update(touched_at=now)


def forget_upload(token: str) -> None:
    """The upload is no more."""
    UploadUnderWay.objects.filter(pk=token).delete()


def expired_uploads(before: int) -> QuerySet:
    """Resumable uploads that nothing was added to since then."""
    return UploadUnderWay.objects.filter(touched_at__lt=before)


def hashes_of(digest: str) -> list[str]:
    """The hashes under which the bytes are held."""
    return list(FileHeld.objects.filter(digest=digest).order_by("hash").values_list("hash", flat=True))
