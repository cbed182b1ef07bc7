"""Files sent with the form of an act: taken in at once, so that a refusal of the act loses none of them.

What was taken in comes back with the form as a signed name; it opens nothing but the form of that case for that
account, and only while no record names the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import HttpRequest

from plumbline.apps.attachments.actions import receive
from plumbline.apps.attachments.errors import FileDestroyed, FileRefused, NoSuchFile
from plumbline.apps.attachments.queries import file, salt_of, waits_for
from plumbline.apps.casework.act import RecordingOf
from plumbline.apps.casework.forms import ActForm
from plumbline.apps.page_parts.formats import count
from plumbline.core.authority.person import Person
from plumbline.core.errors import Language
from plumbline.core.ledger.record import Attachment

_SALT = "plumbline.casework.upload"
_KB = 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits for its record; `slot` is the row of a recording, or empty."""

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


@dataclass(slots=True)
class Uploads:
    """The files of a form."""

    held: list[Upload] = field(default_factory=list)

    @property
    def loose(self) -> list[Upload]:
        """Files that are no recording of a row."""
        return [one for one in self.held if not one.slot]

    @property
    def by_slot(self) -> dict[str, Upload]:
        """Recordings by their row."""
        return {one.slot: one for one in self.held if one.slot}

    @property
    def typed(self) -> dict[str, list[str]]:
        """As the form sends them again."""
        found = {f"{one.slot}_kept": [one.token] for one in self.held if one.slot}
        return found | {"kept": [one.token for one in self.loose]}

    def attachments(self) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
        """For the act: the files, and the salts that open their commitments."""
        files = {
            one.identity: Attachment(one.identity, one.media_type, one.size, one.hash, True)
            for one in self.held
        }
        salts = {one.identity: salt for one in self.held if (salt := salt_of(one.hash)) is not None}
        return tuple(files.values()), salts

    def recordings(self, form: ActForm) -> tuple[RecordingOf, ...]:
        """The rows of recordings in which anything stands."""
        found = []
        for row in form.recording_rows:
            start = form.cleaned_data.get(f"{row.slot}_from")
            end = form.cleaned_data.get(f"{row.slot}_to")
            sent = self.by_slot.get(row.slot)
            if sent or start is not None or end is not None:
                found.append(RecordingOf(row.kind, sent.identity if sent else None, start, end))
        return tuple(found)


def uploads_of(
    request: HttpRequest, form: ActForm, person: Person, case: str, now: int, language: Language
) -> Uploads:
    """Files kept from before and those sent now; a file that is refused is said at its field. For a bound form."""
    found = kept_of({name: request.POST.getlist(name) for name in request.POST}, form, person, case)
    for name in ("files", *(row.slot for row in form.recording_rows)):
        slot = "" if name == "files" else name
        for sent in request.FILES.getlist(name):
            try:
                taken = _take(sent, slot, person, case, now)
            except FileRefused as error:
                form.add_error(name, f"{error.message(language)}。{error.remedy(language) or ''}")
            else:
                found.held = [one for one in found.held if not slot or one.slot != slot] + [taken]
    return found


def kept_of(typed: dict[str, list[str]], form: ActForm, person: Person, case: str) -> Uploads:
    """The files that the form still holds; a name that is not this person's for this case is left out."""
    wanted: list[tuple[str, str]] = [("", token) for token in typed.get("kept", ())]
    for row in form.recording_rows:
        wanted += [(row.slot, token) for token in typed.get(f"{row.slot}_kept", ())[:1]]
    return Uploads(list(_there(wanted, person, case)))


def _there(wanted: Iterable[tuple[str, str]], person: Person, case: str) -> Iterable[Upload]:
    for slot, token in wanted:
        try:
            hash, for_case, account = signing.loads(token, salt=_SALT)
            held = file(hash)
        except (signing.BadSignature, ValueError, NoSuchFile, FileDestroyed):
            continue
        if for_case == case and account == person.account and waits_for(hash, person.account):
            yield Upload(token, slot, hash, held.name, held.kind.media_type, held.size)


def _take(sent: Any, slot: str, person: Person, case: str, now: int) -> Upload:
    got = receive(sent.chunks(), name=sent.name or "", personal=True, by=person.account, now=now)
    token = signing.dumps([got.hash, case, person.account], salt=_SALT)
    return Upload(token, slot, got.hash, got.name, got.media_type, got.size, got.place_removed)
