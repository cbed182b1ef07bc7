"""Attachments against the records that name them: every byte is read, hashed, and compared in size.

Where the bytes lie is not the ledger's matter: the caller brings a way to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from plumbline.apps.ledger_store.reading import case_records, destroyed_places, personal_values
from plumbline.core.errors import InputError
from plumbline.core.ledger.commitment import hash_attachment, opens_attachment
from plumbline.core.ledger.evidence import Chunks, Entry
from plumbline.core.ledger.findings import ValueChanged, ValueMissing, ValueStillThere
from plumbline.core.ledger.hashing import read_hash
from plumbline.core.ledger.record import Attachment, Record, read_record
from plumbline.core.ledger.system_acts import ValuePlace

FilesOf = Callable[[Attachment], Chunks | None]
"""The bytes of an attachment; None, or an InputError once they are read, where they are not there."""

_NO_FILES: Final = b',"attachments":[],'
_BATCH: Final = 200


def check_files(records: Sequence[tuple[int, Record]], files_of: FilesOf) -> int:
    """Every attachment of these records is there as it was sealed, or was destroyed by a record; how many were read.

    Raises ValueMissing, ValueChanged or ValueStillThere.
    """
    naming = [(leaf, one) for leaf, one in records if one.attachments]
    gone = destroyed_places([one.id for _, one in naming])
    count = 0
    for leaf, one in naming:
        for attachment in one.attachments:
            place = ValuePlace(one.id, "attachment", attachment.id)
            if (by := gone.get(place)) is not None:
                if attachment.salted and files_of(attachment) is not None and not _is_shared(one, attachment):
                    raise ValueStillThere(leaf=leaf, record=one.id, name=attachment.id, destruction=by)
            else:
                _check_there(leaf, place, attachment, files_of)
                count += 1
    return count


def check_all_files(entries: Iterable[Entry], files_of: FilesOf) -> int:
    """`check_files` over entries that were verified already."""
    return sum(check_files(batch, files_of) for batch in _naming(entries))


def _naming(entries: Iterable[Entry]) -> Iterator[list[tuple[int, Record]]]:
    batch: list[tuple[int, Record]] = []
    for entry in entries:
        if _NO_FILES not in entry.data:
            batch.append((entry.index, read_record(entry.data)))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _check_there(leaf: int, place: ValuePlace, attachment: Attachment, files_of: FilesOf) -> None:
    found = files_of(attachment)
    if found is None:
        raise ValueMissing(leaf=leaf, record=place.record, name=place.name)
    counted = _Counted(found)
    try:
        holds = _holds(place, attachment, counted)
    except InputError as error:
        raise ValueMissing(leaf=leaf, record=place.record, name=place.name) from error
    if not holds or counted.size != attachment.size:
        raise ValueChanged(leaf=leaf, record=place.record, name=place.name)


def _holds(place: ValuePlace, attachment: Attachment, counted: _Counted) -> bool:
    """Whether the bytes have the hash, or open the commitment, that the record states; not where their salt is gone."""
    if not attachment.salted:
        algorithm, _ = read_hash(attachment.hash)
        return hash_attachment(counted, algorithm) == attachment.hash
    opening = personal_values([place.record]).get(place)
    return opening is not None and opens_attachment(attachment.hash, opening.salt, lambda: counted)


def _is_shared(record: Record, attachment: Attachment) -> bool:
    """Whether another place of the case, not destroyed, keeps the bytes: a correction carries files along."""
    others = {
        ValuePlace(held.record.id, "attachment", file.id)
        for held in case_records(record.case)
        for file in held.record.attachments
        if file.hash == attachment.hash
    }
    return bool(others - destroyed_places({place.record for place in others}).keys())


class _Counted:
    """Bytes as they are read, with the number of the last reading."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        self.size = 0
        for chunk in self._chunks():
            self.size += len(chunk)
            yield chunk
