"""The text of a file for the search: read once by a process of its own, kept beside the bytes, gone with them."""

from __future__ import annotations

from plumbline.apps.attachments import store
from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.kinds import TEXT
from plumbline.apps.attachments.queries import HeldFile, text_of
from plumbline.apps.attachments.text_reading import Reading, read_text


def keep_text(held: HeldFile) -> Reading:
    """Read the text of a file and keep it, where that was not done before; how far it is searched.

    Bytes that are destroyed meanwhile take with them what was read: it is kept under the guard of their address alone.
    """
    if (known := text_of(held)) is not None:
        return known.reading
    try:
        data = b"".join(held.read())
    except NoSuchFile:
        return "unreadable"
    found = read_text(data, held.kind.suffix)
    kept = store.storage()
    with kept.guard(held.digest):
        if store.is_named(held.digest):
            kept.put_derived(held.digest, TEXT, found.written)
    return found.reading


def note_reading(*, hash: str, reading: Reading) -> None:
    """How far the text of the file is searched; empty: it is to be read again."""
    store.note_reading(hash, reading)
