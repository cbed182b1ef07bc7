"""Personal values as stored against their commitments, and destructions against what is still there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plumbline.apps.ledger_store.reading import destroyed_places, personal_values, record
from plumbline.core.ledger.commitment import Opening, opens
from plumbline.core.ledger.errors import CanonicalError, RecordMalformed, Said
from plumbline.core.ledger.findings import DestructionVoid, ValueChanged, ValueMissing, ValueStillThere
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import ValuePlace, read_destruction
from plumbline.core.ledger.verify import places_of


def check_values(records: Sequence[tuple[int, Record]]) -> None:
    """Every value of these records opens its commitment or was destroyed by a record. Raises RecordUntrue.

    The bytes of files lie elsewhere; of a salted file only its salt is here.
    """
    ids = [one.id for _, one in records]
    held, gone = _held(records, ids), destroyed_places(ids)
    for leaf, one in records:
        for place in places_of(one):
            _check_place(leaf, one, place, held, gone)
        _check_destruction(leaf, one)


def _held(records: Iterable[tuple[int, Record]], ids: list[str]) -> Mapping[ValuePlace, Opening]:
    """Openings of the records; a row that is no value counts as changed."""
    try:
        return personal_values(ids)
    except (CanonicalError, RecordMalformed):
        for leaf, one in records:
            try:
                personal_values([one.id])
            except (CanonicalError, RecordMalformed) as error:
                name = ", ".join(place.name for place in places_of(one))
                raise ValueChanged(leaf=leaf, record=one.id, name=name) from error
        raise


def _check_place(
    leaf: int,
    one: Record,
    place: ValuePlace,
    held: Mapping[ValuePlace, Opening],
    gone: Mapping[ValuePlace, str],
) -> None:
    opening, by = held.get(place), gone.get(place)
    if by is not None:
        if opening is not None:
            raise ValueStillThere(leaf=leaf, record=one.id, name=place.name, destruction=by)
        _check_named(leaf, place, by)
    elif place.kind == "attachment":
        salted = next(file.salted for file in one.attachments if file.id == place.name)
        if salted and opening is None:
            raise ValueMissing(leaf=leaf, record=one.id, name=place.name)
    elif opening is None:
        raise ValueMissing(leaf=leaf, record=one.id, name=place.name)
    elif not opens(one.personal[place.name], place.name, opening):
        raise ValueChanged(leaf=leaf, record=one.id, name=place.name)


def _check_named(leaf: int, place: ValuePlace, by: str) -> None:
    """The record that is said to have destroyed a value names its place."""
    held = record(by)
    try:
        destruction = read_destruction(held.record) if held else None
    except RecordMalformed:
        destruction = None
    if destruction is None or place not in destruction.places:
        problem = Said(f"{by} 并未销毁「{place.name}」", f"{by} does not destroy “{place.name}”")
        raise DestructionVoid(leaf=leaf, record=place.record, problem=problem)


def _check_destruction(leaf: int, one: Record) -> None:
    """What a destruction record destroyed is gone and is marked as gone."""
    try:
        destruction = read_destruction(one)
    except RecordMalformed as error:
        raise DestructionVoid(leaf=leaf, record=one.id, problem=error) from error
    if destruction is None:
        return
    ids = sorted({place.record for place in destruction.places})
    held, gone = personal_values(ids), destroyed_places(ids)
    for place in destruction.places:
        if place in held:
            raise ValueStillThere(leaf=leaf, record=place.record, name=place.name, destruction=one.id)
        if place not in gone:
            problem = Said(f"「{place.name}」未标为已销毁", f"“{place.name}” is not marked as destroyed")
            raise DestructionVoid(leaf=leaf, record=one.id, problem=problem)
