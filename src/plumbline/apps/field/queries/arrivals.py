"""What arrived from the field, and what stood against it as it was sealed with the arrival."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of

from plumbline.apps.attachments.queries import files as files_held
from plumbline.apps.field import store
from plumbline.apps.field.models import FieldArrival
from plumbline.apps.field.policies import FIELD_RECEIVED
from plumbline.apps.ledger_store.queries import case_records, record
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.reserved import FIELD_SETTLED
from plumbline.core.errors import Language
from plumbline.core.ledger.record import Record

MOST = 200


@dataclass(frozen=True, slots=True)
class Against:
    """One breach or conflict as the arrival keeps it."""

    record: str
    step: str
    rule: str
    basis: tuple[str, ...]
    says: Mapping[Language, str]
    way: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    """A visit that arrived, as lists show it; `settled_by` is empty while nobody said what was done."""

    record: str
    visit: str
    case: str
    number: str
    title: str
    procedure: str
    organ: str
    division: str
    officer: str
    device: str
    order: int
    happened_at: int
    received_at: int
    off_ms: int
    is_late: bool
    breaches: int
    conflicts: int
    settled_by: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """An arrival with what stood against its acts as it was sealed with it."""

    row: ArrivalLine
    record: Record
    breaches: tuple[Against, ...]
    conflicts: tuple[Against, ...]
    imported_by: tuple[str, ...]


def arrivals(person: Person, today: int, *, open_only: bool = False) -> list[ArrivalLine]:
    """The newest arrivals that the person may see, those with conflicts nobody settled first."""
    rows = FieldArrival.objects.all()
    reach: Visible = visible(person, FIELD_RECEIVED, today)
    if not reach.everything:
        if reach.divisions:
            found = FieldArrival.objects.none()
            for beginning in reach.divisions:
                found = found | FieldArrival.objects.filter(division__startswith=beginning)
            rows = found
        else:
            rows = rows.filter(organ__in=reach.organs)
    if open_only:
        rows = rows.filter(conflicts__gt=0, settled_by="")
    newest = [_line(one) for one in rows.order_by("-received_at", "-order")[:MOST]]
    return sorted(newest, key=lambda one: not (one.conflicts and not one.settled_by))


def arrival(visit: str) -> Arrival | None:
    """The arrival of a visit, with everything that it keeps."""
    row = store.arrival_of(visit)
    held = record(row.record) if row is not None else None
    if row is None or held is None:
        return None
    fields = held.record.fields
    importers = fields.get("imported_by")
    return Arrival(
        _line(row),
        held.record,
        _against(fields.get("breaches")),
        _against(fields.get("conflicts")),
        tuple(map(str, importers)) if isinstance(importers, list | tuple) else (),
    )


def arrival_row(visit: str) -> ArrivalLine | None:
    """The arrival's row alone."""
    row = store.arrival_of(visit)
    return None if row is None else _line(row)


def taken_in(person: Person, visits: Iterable[str], files: Iterable[str]) -> tuple[list[Arrival], list[str]]:
    """Of the visits and files that a phone holds, those of this person that are kept here: what was swept is not."""
    found = [arrival(one) for one in visits]
    arrived = [one for one in found if one is not None and one.row.officer == person.signs_as]
    rows = [one for one in store.files(files).values() if one.account == person.account]
    held = files_held([one.hash for one in rows])
    return arrived, [one.id for one in rows if one.hash in held]


def numbers_borne(row: ArrivalLine) -> list[str]:
    """The numbers set aside for the officer that papers of this case bear."""
    return [one.number for one in store.numbers_of(row.officer) if one.case == row.case]


def _line(row: FieldArrival) -> ArrivalLine:
    return ArrivalLine(**{one.name: getattr(row, one.name) for one in fields_of(ArrivalLine)})


def _against(written: object) -> tuple[Against, ...]:
    if not isinstance(written, Sequence) or isinstance(written, str):
        return ()
    return tuple(
        Against(
            str(one["record"]),
            str(one["step"]),
            str(one["rule"]),
            tuple(map(str, one.get("basis") or ())),
            {"zh": str(one["zh"]), "en": str(one["en"])},
            {"zh": str(one.get("way_zh", "")), "en": str(one.get("way_en", ""))},
        )
        for one in written
        if isinstance(one, Mapping)
    )


def settled_note(row: ArrivalLine) -> str:
    """What was said about the conflicts of an arrival, the last word of it."""
    said = [
        str(one.record.fields.get("note"))
        for one in case_records(row.case)
        if one.record.step == FIELD_SETTLED and one.record.fields.get("arrival") == row.record
    ]
    return said[-1] if said else ""
