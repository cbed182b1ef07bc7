"""What a source says otherwise than what is in: names alone, never values.

A personal value is compared through its commitment: the salt that is still held and the value received make the
commitment again, or they do not. Where the salt was destroyed with the value nothing can be said, and nothing is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from plumbline.apps.exchange.identity import record_id
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_records, opening_records, personal_values, records_of
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.commitment import Opening, opens
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import ValuePlace

PERSONAL: Final = "personal"
Salts = Mapping[ValuePlace, Opening]


def differences(record: Record, draft: Draft, salts: Salts) -> list[str]:
    """Names of what the draft says otherwise than the record, personal values included."""
    found = [
        name
        for name, before, after in (
            ("step", record.step, draft.step),
            ("at", record.at, draft.at),
            ("until", record.until, draft.until),
            ("officers", record.by, draft.by),
        )
        if before != after
    ]
    plain = record.fields.keys() | draft.fields.keys()
    found += sorted(name for name in plain if record.fields.get(name) != draft.fields.get(name))
    return found + personal_differences(record, draft.personal, salts)


def personal_differences(record: Record, values: Mapping[str, Json], salts: Salts) -> list[str]:
    """Names of personal values that differ, or that only one of the two has."""
    names = sorted(record.personal.keys() | values.keys())
    return [name for name in names if not _same(record, name, values, salts)]


def party_differences(opening: Record, party: Mapping[str, Json], salts: Salts) -> list[str]:
    """Names of what a row says of the party otherwise than the opening; what it leaves out says nothing."""
    return [name for name in sorted(party) if not _same(opening, name, party, salts)]


def drafts_differ(first: Draft, second: Draft) -> list[str]:
    """As `differences`, of two drafts of one batch."""
    names = ("step", "at", "until", "by", "fields", "personal")
    return [name for name in names if getattr(first, name) != getattr(second, name)]


def openings_of(cases: Collection[str]) -> tuple[dict[str, HeldRecord], Salts]:
    """The first record of each of these cases, and what opens its commitments."""
    ids = opening_records(cases)
    held = records_of(ids.values())
    return {case: held[one] for case, one in ids.items()}, personal_values(ids.values())


def newest_version(held: HeldRecord) -> HeldRecord:
    """The record, or the last one that corrects it."""
    newest, versions = held, {held.record.id}
    for one in case_records(held.record.case, held.position + 1):
        if one.record.corrects in versions:
            versions.add(one.record.id)
            newest = one
    return newest


def as_correction(draft: Draft, newest: Record) -> Draft:
    """The draft as what the other system says now in place of that record, which has one successor."""
    return replace(draft, id=record_id(draft.case, f"{newest.id}>"), corrects=newest.id)


def _same(record: Record, name: str, values: Mapping[str, Json], salts: Salts) -> bool:
    committed = record.personal.get(name)
    if committed is None or name not in values:
        return False
    held = salts.get(ValuePlace(record.id, PERSONAL, name))
    return held is None or opens(committed, name, Opening(held.salt, values[name]))
