"""Files sent with a form: taken in at once, so that a refusal of what the form asks loses none of them.

What was taken in comes back with the form as a signed name; it opens nothing but the form of that case for that
account, and only while no record names the file, or a record that came back to be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing

from plumbline.apps.attachments.actions import receive
from plumbline.apps.attachments.errors import FileDestroyed, NoSuchFile
from plumbline.apps.attachments.queries import UploadView, file, files, salt_of, waits_for
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.page_parts.formats import count
from plumbline.core.authority.person import Person
from plumbline.core.ledger.record import Attachment, Record
from plumbline.core.ledger.system_acts import ValuePlace

_SALT = "plumbline.casework.upload"
_KB = 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits for its record; `slot` is the row of the form that it belongs to, or empty.

    `record` is one that named the file and came back to be mended.
    """

    token: str
    slot: str
    hash: str
    name: str
    media_type: str
    size: int
    place_removed: bool = False
    record: str = ""

    @property
    def identity(self) -> str:
        """Its id in the record."""
        return f"file-{self.hash[-12:]}"

    @property
    def size_text(self) -> str:
        """Its size in words."""
        return f"{count(max(1, self.size // _KB))} kB"


def take(sent: Any, slot: str, person: Person, case: str, now: int) -> Upload:
    """Takes a file in; raises FileRefused."""
    got = receive(sent.chunks(), name=sent.name or "", personal=True, by=person.account, now=now)
    token = signing.dumps([got.hash, case, person.account, ""], salt=_SALT)
    return Upload(token, slot, got.hash, got.name, got.media_type, got.size, got.place_removed)


def taken_in(view: UploadView, person: Person, case: str) -> dict[str, object]:
    """What the page is told of a resumable upload that was taken in: the signed name that its form sends."""
    held = file(view.hash)
    token = signing.dumps([view.hash, case, person.account, ""], salt=_SALT)
    one = Upload(token, "", view.hash, held.name, held.kind.media_type, held.size, view.row.place_removed)
    return {
        "token": token,
        "identity": one.identity,
        "name": one.name,
        "size": one.size_text,
        "place_removed": one.place_removed,
        "media_type": one.media_type,
    }


def there(wanted: Iterable[tuple[str, str]], person: Person, case: str) -> Iterator[Upload]:
    """The files of (slot, token) that still wait; a name that is not this person's for this case is left out."""
    for slot, token in wanted:
        try:
            hash, for_case, account, record = signing.loads(token, salt=_SALT)
            held = file(hash)
        except (signing.BadSignature, ValueError, NoSuchFile, FileDestroyed):
            continue
        if for_case == case and account == person.account and (record or waits_for(hash, person.account)):
            yield Upload(token, slot, hash, held.name, held.kind.media_type, held.size, record=record)


def come_back(record: Record, slots: Mapping[str, str], person: Person) -> list[Upload]:
    """The files of a record that came back, for a form that sends them again; `slots` by their ids in the record."""
    kept = files(one.hash for one in record.attachments)
    return [
        Upload(
            signing.dumps([one.hash, record.case, person.account, record.id], salt=_SALT),
            slots.get(one.id, ""),
            one.hash,
            kept[one.hash].name,
            one.media_type,
            one.size,
            record=record.id,
        )
        for one in record.attachments
        if one.hash in kept
    ]


def in_record(files: Iterable[Upload]) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
    """For a record: the files, and the salts that open their commitments."""
    found = {one.identity: one for one in files}
    salts = {name: salt for name, one in found.items() if (salt := _salt_of(one)) is not None}
    rows = tuple(Attachment(name, one.media_type, one.size, one.hash, True) for name, one in found.items())
    return rows, salts


def _salt_of(one: Upload) -> bytes | None:
    """What opens its commitment: beside the record that named it before, else in the index."""
    if not one.record:
        return salt_of(one.hash)
    opened = personal_values([one.record]).get(ValuePlace(one.record, "attachment", one.identity))
    return opened.salt if opened else None
