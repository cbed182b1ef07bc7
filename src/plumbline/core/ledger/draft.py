"""A record before it is entered: everything the person at the desk knows, without what only the store can add.

The store adds the time of entry, the link to the record before it in the case, and chance: a nonce, and a salt for
each personal value, which enters the record only as a commitment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.commitment import SALT_BYTES, Opening, commit_value
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import NONCE_BYTES, Actor, Attachment, Confirmation, Record
from plumbline.core.ledger.system_acts import ValuePlace

Chance: TypeAlias = Callable[[int], bytes]
"""So many random bytes, fit for secrets."""

_VERSION: Final = 7 << 76
_VARIANT: Final = 2 << 62
_RANDOM: Final = (1 << 76) - 1 & ~(3 << 62)


def id_in_order(now: int, chance: Chance) -> str:
    """An id for a new record or case: a UUID of version 7 (RFC 9562 §5.7) in hex, `now` in microseconds since 1970 UTC.

    Its milliseconds stand first, so an index of millions takes new ids in on its last pages, where ids made by chance
    alone would change a page anywhere. The 74 random bits behind them keep it from being guessed. Nobody may rely on
    the time in it: what a record says of its entry is `recorded_at`.
    """
    since = now // 1_000 & (1 << 48) - 1
    return f"{since << 80 | _VERSION | _VARIANT | int.from_bytes(chance(10), 'big') & _RANDOM:032x}"


@dataclass(frozen=True, slots=True)
class Draft:
    """As `record.Record`, but `personal` holds the values themselves and `salts` the salts of salted attachments.

    `id` is the caller's, so that an entry whose answer was lost can be sent again and is found to be there.
    """

    id: str
    case: str
    step: str
    at: Moment
    organ: str
    entered_by: str
    pack: str
    until: Moment | None = None
    by: tuple[Actor, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    fields: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    personal: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    attachments: tuple[Attachment, ...] = ()
    salts: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    corrects: str | None = None


def entered(
    draft: Draft, *, recorded_at: int, previous: str | None, chance: Chance
) -> tuple[Record, dict[ValuePlace, Opening]]:
    """The record of a draft, and what opens its commitments; raises RecordMalformed."""
    openings: dict[str, Opening] = {}
    if draft.personal:
        openings = {name: Opening(chance(SALT_BYTES), value) for name, value in draft.personal.items()}
    record = Record(
        id=draft.id,
        case=draft.case,
        step=draft.step,
        at=draft.at,
        recorded_at=recorded_at,
        organ=draft.organ,
        entered_by=draft.entered_by,
        pack=draft.pack,
        nonce=chance(NONCE_BYTES),
        until=draft.until,
        by=draft.by,
        confirmations=draft.confirmations,
        fields=draft.fields,
        personal={name: commit_value(name, opening) for name, opening in openings.items()},
        attachments=draft.attachments,
        corrects=draft.corrects,
        previous=previous,
    )
    places = {ValuePlace(draft.id, "personal", name): opening for name, opening in openings.items()}
    if draft.attachments or draft.salts:
        places.update(_salts(draft))
    return record, places


def _salts(draft: Draft) -> dict[ValuePlace, Opening]:
    """Salts of the salted files; each such file has one and no other."""
    salted = {one.id for one in draft.attachments if one.salted}
    if salted != draft.salts.keys():
        odd = min(salted ^ draft.salts.keys())
        raise RecordMalformed(field=f"attachments.{odd}", problem="a salted file and its salt go together")
    return {ValuePlace(draft.id, "attachment", name): Opening(salt) for name, salt in draft.salts.items()}
