"""Files sent with a form: taken in at once, so that a refusal of what the form asks loses none of them.

What was taken in comes back with the form as a signed name; it opens nothing but the form of that case for that
account, and only while no record names the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing

from plumbline.apps.attachments.actions import receive
from plumbline.apps.attachments.errors import FileDestroyed, NoSuchFile
from plumbline.apps.attachments.queries import file, salt_of, waits_for
from plumbline.apps.page_parts.formats import count
from plumbline.core.authority.person import Person
from plumbline.core.ledger.record import Attachment

_SALT = "plumbline.casework.upload"
_KB = 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits for its record; `slot` is the row of the form that it belongs to, or empty."""

    token: str
    slot: str
    hash: str
    name: str
    media_type: str
    size: int
    place_removed: bool = False

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
    token = signing.dumps([got.hash, case, person.account], salt=_SALT)
    return Upload(token, slot, got.hash, got.name, got.media_type, got.size, got.place_removed)


def there(wanted: Iterable[tuple[str, str]], person: Person, case: str) -> Iterator[Upload]:
    """The files of (slot, token) that still wait; a name that is not this person's for this case is left out."""
    for slot, token in wanted:
        try:
            hash, for_case, account = signing.loads(token, salt=_SALT)
            held = file(hash)
        except (signing.BadSignature, ValueError, NoSuchFile, FileDestroyed):
            continue
        if for_case == case and account == person.account and waits_for(hash, person.account):
            yield Upload(token, slot, hash, held.name, held.kind.media_type, held.size)


def in_record(files: Iterable[Upload]) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
    """For a record: the files, and the salts that open their commitments."""
    found = {one.identity: one for one in files}
    salts = {name: salt for name, one in found.items() if (salt := salt_of(one.hash)) is not None}
    rows = tuple(Attachment(name, one.media_type, one.size, one.hash, True) for name, one in found.items())
    return rows, salts
