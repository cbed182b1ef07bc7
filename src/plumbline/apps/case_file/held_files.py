"""The files of a case out of the store of files."""

from __future__ import annotations

from plumbline.apps.attachments.errors import FileDestroyed, NoSuchFile
from plumbline.apps.attachments.queries import file
from plumbline.apps.case_file.evidence import FilesOf
from plumbline.core.ledger.evidence import Chunks
from plumbline.core.ledger.record import Attachment


def held_files() -> FilesOf:
    """Gives each attachment's bytes; None for one that is not held."""

    def chunks_of(attachment: Attachment) -> Chunks | None:
        try:
            return file(attachment.hash).read
        except (NoSuchFile, FileDestroyed):
            return None

    return chunks_of
