"""Which implementation stands behind each name: the one place that picks."""

from __future__ import annotations

from django.conf import settings

from plumbline.apps.attachments.storage import FolderStorage, Storage
from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.ledger_store.projections import CaseProjection, Projection
from plumbline.apps.people.store.projection import RegisterProjection


def projections() -> tuple[Projection, ...]:
    """What is derived from the records of this site, in the order in which it is told of them."""
    return CaseProjection(), StandingProjection(), RegisterProjection()


def attachment_storage() -> Storage:
    """Where the bytes of files lie."""
    return FolderStorage(settings.DATA / "attachments")
