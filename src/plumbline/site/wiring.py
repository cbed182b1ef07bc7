"""Which implementation stands behind each name: the one place that picks."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from plumbline.apps.attachments.locks import guarded_by_database
from plumbline.apps.attachments.storage import FolderStorage, Storage
from plumbline.apps.case_file.evidence import FilesOf
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.case_file.store import FilesProjection
from plumbline.apps.casework.signed_papers import Seals
from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.disclosure.store import DisclosureProjection
from plumbline.apps.documents.seal_server import SealServer
from plumbline.apps.documents.seals import LocalKey, certificates_in
from plumbline.apps.enterprise.store import EnterpriseProjection
from plumbline.apps.exams.store import ExamsProjection
from plumbline.apps.exchange.store import BreachProjection
from plumbline.apps.field.store import ArrivalProjection
from plumbline.apps.goods.store import GoodsProjection
from plumbline.apps.ledger_store.projections import CaseProjection, Projection
from plumbline.apps.legality.store import ReviewProjection
from plumbline.apps.people.store.projection import RegisterProjection
from plumbline.apps.public_service.store import RatingProjection
from plumbline.apps.recorders.store import RecordingProjection
from plumbline.apps.reminders.channels import Channel, Messenger, TextMessages
from plumbline.apps.supervision.store import FindingProjection, FineProjection
from plumbline.site.environment import SettingWrong


def projections() -> tuple[Projection, ...]:
    """What is derived from the records of this site, in the order in which it is told of them."""
    return (
        CaseProjection(),
        StandingProjection(),
        GoodsProjection(),
        FilesProjection(),
        ArrivalProjection(),
        RegisterProjection(),
        FindingProjection(),
        FineProjection(),
        EnterpriseProjection(),
        DisclosureProjection(),
        ReviewProjection(),
        RecordingProjection(),
        BreachProjection(),
        RatingProjection(),
        ExamsProjection(),
    )


def attachment_storage() -> Storage:
    """Where the bytes of files lie."""
    return storage_named(settings.ATTACHMENT_STORE)


def storage_named(name: str) -> Storage:
    """The storage `folder` or `s3`, as the environment sets it up; raises SettingWrong."""
    if name == "folder":
        return FolderStorage(settings.DATA / "attachments")
    if name != "s3":
        raise SettingWrong(name="PLUMBLINE_ATTACHMENTS", value=name, wanted="folder / s3")
    return _bucket(tuple(sorted(settings.S3.items())), Path(settings.DATA) / "incoming")


@cache
def _bucket(told: tuple[tuple[str, str], ...], scratch: Path) -> Storage:
    # The client of the store takes a third of a second to load: only where there is one.
    from plumbline.apps.attachments.s3_objects import Bucket  # noqa: PLC0415
    from plumbline.apps.attachments.s3_storage import S3Storage  # noqa: PLC0415

    guard = guarded_by_database if connection.vendor == "postgresql" else None
    return S3Storage(Bucket(**dict(told)), scratch, guard)


def case_files() -> FilesOf:
    """Where a case file takes its attachments from; a file that is not held is declared withheld."""
    return held_files()


def reminder_channels() -> tuple[Channel, ...]:
    """The ways by which reminders leave the house: those that have an address."""
    found: list[Channel] = []
    if settings.TEXT_MESSAGES[0]:
        found.append(TextMessages(*settings.TEXT_MESSAGES))
    if settings.MESSENGER[0]:
        found.append(Messenger(*settings.MESSENGER))
    return tuple(found)


def seals(organ: str) -> Seals:
    """The seal of an organ: the site's seal server; in the demo a key made on this machine; otherwise none."""
    if settings.SEAL_SERVER[0]:
        address, token = settings.SEAL_SERVER
        trust = Path(settings.SEAL_TRUST).read_bytes() if settings.SEAL_TRUST else b""
        return Seals(SealServer(address, organ, token), certificates_in(trust))
    if settings.DEMO:
        path = Path(settings.DATA) / f"demo-seal-{organ}.pem"
        key = LocalKey.kept(path, f"{organ} 演示印章（无效）", datetime.now(UTC))
        return Seals(key, tuple(key.certificates()))
    return Seals(None, ())
