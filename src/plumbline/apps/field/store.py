"""What keeps the field: a projection of arrivals, and the rows of files, numbers, keys and bundles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import models as fields

from plumbline.apps.field.models import (
    BundleDropped,
    BundleHeld,
    BundleKey,
    BundleShare,
    BundleWaiting,
    FieldArrival,
    FieldFile,
    FieldNumber,
    FieldPin,
    RecoveryKey,
)
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.core.cases.history import Opening, read_opening
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.reserved import FIELD_ARRIVAL, FIELD_SETTLED
from plumbline.core.ledger.moment import instant_of
from plumbline.core.ledger.record import Record

KEPT: Final = 30 * 86_400_000_000
"""Microseconds for which a bundle, and a share, waits for the other holder."""
WARNED: Final = 10 * 86_400_000_000
"""Microseconds before its end from which on its holders are warned of a bundle that nobody opened."""


class ArrivalProjection(ReplacedRows):
    """The visits that arrived in each case."""

    name = "arrivals"
    tables = (FieldArrival,)

    def concerns(self, case: Overview) -> bool:
        """Whether anything arrived in it from the field."""
        return FIELD_ARRIVAL in case.counts

    def rows(self, records: Sequence[Record]) -> Iterable[fields.Model]:
        """One row an arrival."""
        opening = read_opening(records)
        settled = {
            str(one.fields.get("arrival")): one.entered_by for one in records if one.step == FIELD_SETTLED
        }
        for record in records:
            if record.step == FIELD_ARRIVAL:
                yield _arrival(record, opening, settled.get(record.id, ""))


def _arrival(record: Record, opening: Opening, settled_by: str) -> FieldArrival:
    told = record.fields
    return FieldArrival(
        record=record.id,
        visit=str(told["visit"]),
        case=record.case,
        number=opening.number,
        title=opening.title,
        procedure=opening.procedure,
        organ=opening.organ,
        division=opening.division,
        officer=str(told["officer"]),
        device=str(told["device"]),
        order=_whole(told["order"]),
        happened_at=instant_of(str(told["happened"])),
        received_at=record.recorded_at,
        off_ms=_whole(told["off_ms"]),
        is_late=bool(told["late"]),
        breaches=len(_list(told["breaches"])),
        conflicts=len(_list(told["conflicts"])),
        settled_by=settled_by,
    )


def _whole(written: object) -> int:
    return written if isinstance(written, int) else 0


def _list(written: object) -> Sequence[object]:
    return written if isinstance(written, list | tuple) else ()


def arrival_of(visit: str) -> FieldArrival | None:
    """The arrival of that visit."""
    found: FieldArrival | None = FieldArrival.objects.filter(visit=visit).first()
    return found


def file(identity: str) -> FieldFile | None:
    """The file that a device sent under this id."""
    found: FieldFile | None = FieldFile.objects.filter(pk=identity).first()
    return found


def files(identities: Iterable[str]) -> dict[str, FieldFile]:
    """Those files that are there, by id."""
    return {row.id: row for row in FieldFile.objects.filter(pk__in=list(identities))}


def pin_of(officer: str) -> FieldPin | None:
    """The field PIN that the officer set."""
    found: FieldPin | None = FieldPin.objects.filter(pk=officer).first()
    return found


def salts_of(officers: Iterable[str]) -> dict[str, str]:
    """The salts of those officers that set a field PIN."""
    return dict(FieldPin.objects.filter(pk__in=list(officers)).values_list("officer", "salt"))


def numbers_of(officer: str) -> list[FieldNumber]:
    """The numbers set aside for an officer, in their order; returned ones are left out."""
    rows = FieldNumber.objects.filter(officer=officer, returned_at=None)
    return list(rows.order_by("taken_at", "n"))


def number(text: str) -> FieldNumber | None:
    """The number as it was set aside."""
    found: FieldNumber | None = FieldNumber.objects.filter(pk=text).first()
    return found


def keys_of(organ: str) -> list[RecoveryKey]:
    """The recovery keys of an organ, newest first."""
    return list(RecoveryKey.objects.filter(organ=organ).order_by("-made_at"))


def key(identity: str) -> RecoveryKey | None:
    """The key of that id."""
    found: RecoveryKey | None = RecoveryKey.objects.filter(pk=identity).first()
    return found


def bundles_of(organ: str) -> list[BundleWaiting]:
    """The bundles of an organ that are kept, in the order in which they were brought."""
    return list(BundleWaiting.objects.filter(organ=organ).order_by("brought_at"))


def bundle(identity: str) -> BundleWaiting | None:
    """The bundle that is kept under that id."""
    found: BundleWaiting | None = BundleWaiting.objects.filter(pk=identity).first()
    return found


def keys_in(bundles: Iterable[str]) -> list[BundleKey]:
    """What lies in those bundles, by bundle and key."""
    return list(BundleKey.objects.filter(bundle__in=list(bundles)).order_by("bundle", "pk"))


def shares_with(bundles: Iterable[str]) -> list[BundleShare]:
    """The shares that wait with those bundles, in the order in which they were given."""
    return list(BundleShare.objects.filter(bundle__in=list(bundles)).order_by("given_at", "pk"))


def arrived(visits: Iterable[str]) -> set[str]:
    """Those visits that arrived."""
    return set(FieldArrival.objects.filter(visit__in=list(visits)).values_list("visit", flat=True))


def held_of(bundles: Iterable[str]) -> list[BundleHeld]:
    """What in those bundles lies under keys that are not their organ's."""
    return list(BundleHeld.objects.filter(bundle__in=list(bundles)).order_by("bundle", "pk"))


def dropped_of(organ: str, since: int) -> list[BundleDropped]:
    """The bundles of an organ that went unopened since then, newest first."""
    return list(
        BundleDropped.objects.filter(organ=organ, dropped_at__gte=since).order_by("-dropped_at", "pk")
    )
