"""What keeps the index of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Sum
from django.utils.module_loading import import_string

from plumbline.apps.attachments.models import (
    HAVE_TEXT,
    FileHeld,
    FileUse,
    FixityFinding,
    FixityLease,
    UploadUnderWay,
)
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
    filled = {"digest": row.digest, "name": row.name, "destroyed_by": "", "reading": ""}
    FileHeld.objects.filter(pk=row.hash, digest="").update(**filled)
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


def unread(most: int) -> list[FileHeld]:
    """Files that a record names and whose text nobody read yet, oldest first."""
    use = FileUse.objects.filter(hash=OuterRef("hash"))
    waiting = FileHeld.objects.filter(Exists(use), media_type__in=HAVE_TEXT, reading="").exclude(digest="")
    return list(waiting.order_by("first_seen", "hash")[:most])


def note_reading(hash: str, reading: str) -> None:
    """How far the text of the file is searched; empty: it is to be read."""
    FileHeld.objects.filter(pk=hash).exclude(digest="").update(reading=reading)


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


def note_came(token: str, digest: str) -> None:
    """The whole of the upload came at once, and this is its SHA-256 (hex)."""
    UploadUnderWay.objects.filter(pk=token).update(came_digest=digest)


def forget_upload(token: str) -> None:
    """The upload is no more."""
    UploadUnderWay.objects.filter(pk=token).delete()


def expired_uploads(before: int) -> QuerySet:
    """Resumable uploads that nothing was added to since then."""
    return UploadUnderWay.objects.filter(touched_at__lt=before)


def hashes_of(digest: str) -> list[str]:
    """The hashes under which the bytes are held."""
    return list(FileHeld.objects.filter(digest=digest).order_by("hash").values_list("hash", flat=True))


def digests() -> QuerySet:
    """The addresses that a row names."""
    return FileHeld.objects.exclude(digest="").values_list("digest", flat=True).distinct()


def turn_of_fixity(most: int) -> list[tuple[str, int]]:
    """(address, bytes) of those not compared for longest, up to so many bytes but one at least."""
    rows = FileHeld.objects.exclude(digest="").values("digest")
    found: list[tuple[str, int]] = []
    total = 0
    for row in rows.annotate(last=Min("checked_at"), bytes=Max("size")).order_by("last", "digest").iterator():
        if found and total + row["bytes"] > most:
            break
        total += row["bytes"]
        found.append((row["digest"], row["bytes"]))
    return found


def take_check(holder: str, now: int, until: int) -> bool:
    """Be the one who checks; whether nobody else is."""
    FixityLease.objects.bulk_create([FixityLease(slot=1)], ignore_conflicts=True)
    free = FixityLease.objects.filter(slot=1, until__lte=now)
    return bool(free.update(holder=holder, until=until))


def renew_check(holder: str, until: int) -> bool:
    """Go on being the one; False when another took over."""
    return bool(FixityLease.objects.filter(slot=1, holder=holder).update(until=until))


def check_held_until() -> int:
    """Until when somebody is the one who checks."""
    found: int = FixityLease.objects.values_list("until", flat=True).get(slot=1)
    return found


def note_checked(digest: str, now: int) -> None:
    """The bytes at this address were compared."""
    FileHeld.objects.filter(digest=digest).update(checked_at=now)


def note_fault(digest: str, what: str, now: int) -> None:
    """The bytes at this address are not what the index says."""
    changed = FixityFinding.objects.filter(pk=digest).update(what=what, seen_at=now)
    if not changed:
        FixityFinding.objects.create(digest=digest, what=what, found_at=now, seen_at=now)


def close_fault(digest: str) -> None:
    """The bytes at this address are sound."""
    FixityFinding.objects.filter(pk=digest).delete()


def close_gone_faults(there: set[str]) -> None:
    """Of bytes that nothing names and that are no more, and of bytes that were destroyed, nothing is to be said."""
    for row in FixityFinding.objects.all():
        gone = row.digest not in there and not is_named(row.digest)
        named_now = row.what == "unnamed" and is_named(row.digest)
        if gone or named_now:
            row.delete()


def count_faults() -> int:
    """Findings that are open."""
    found: int = FixityFinding.objects.count()
    return found


def faults() -> QuerySet:
    """The open findings, newest first."""
    return FixityFinding.objects.order_by("-found_at", "digest")


def uses_of(hashes: Iterable[str]) -> list[tuple[str, str]]:
    """(hash, record) of the records that name these files."""
    found = FileUse.objects.filter(hash__in=list(hashes)).order_by("hash", "record")
    return list(found.values_list("hash", "record"))


def totals() -> dict[str, int | None]:
    """Files held, their bytes, when the one not compared for longest was compared."""
    held = FileHeld.objects.exclude(digest="")
    found: dict[str, int | None] = held.aggregate(bytes=Sum("size"), oldest=Min("checked_at"))
    return {"files": held.count(), **found}
