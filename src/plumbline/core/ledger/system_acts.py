"""Two acts whose records the verifier itself must understand: destroying personal values, changing the log's key.

Destroying (step `destroy_personal_values`, in the case the values belong to). The fields say what goes
(`destroys`: [{record, personal}] or [{record, attachment}]), which retention period ran out when (`retention_expired`,
a day), the appraisal it rests on (`appraisal`) and the ground (`ground`). Two different officers act, and both have
confirmed it themselves.

Changing the key (step `change_log_key`, case `log`). The fields hold the old and the new verifier key (`old`, `new`).
A checkpoint signed by the old key must cover the record: whoever trusts the old key may then trust the new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.errors import KeyMalformed, RecordMalformed
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.note import VerifierKey, read_key
from plumbline.core.ledger.record import Record

DESTROY: Final = "destroy_personal_values"
CHANGE_KEY: Final = "change_log_key"
LOG_CASE: Final = "log"
"""The case that acts on the log itself belong to."""


@dataclass(frozen=True, slots=True, order=True)
class ValuePlace:
    """Where a personal value belongs: a field (`kind` personal) or a file (`kind` attachment) of a record."""

    record: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Destruction:
    """What a destruction record says, for the sentence «destroyed on …, by …, under …»."""

    record: str
    places: tuple[ValuePlace, ...]
    day: str
    officers: tuple[str, ...]
    ground: str


def destruction_fields(
    *, places: Sequence[ValuePlace], retention_expired: str, appraisal: str, ground: str
) -> dict[str, Json]:
    """The `fields` of a destruction record; `retention_expired` is a day, YYYY-MM-DD."""
    return {
        "destroys": [{"record": place.record, place.kind: place.name} for place in places],
        "retention_expired": retention_expired,
        "appraisal": appraisal,
        "ground": ground,
    }


def read_destruction(record: Record) -> Destruction | None:
    """What the record destroys, None when it is another act; raises RecordMalformed when the act is not whole."""
    if record.step != DESTROY:
        return None
    fields = record.fields
    texts = {name: fields.get(name) for name in ("retention_expired", "appraisal", "ground")}
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise RecordMalformed(field=f"fields.{name}", problem="a destruction must state it")
    expired = Moment(str(texts["retention_expired"]), "day")
    if expired.earliest > record.at.latest:
        raise RecordMalformed(field="fields.retention_expired", problem="retention had not run out")
    officers = tuple(dict.fromkeys(actor.officer for actor in record.by))
    if len(officers) < 2:
        raise RecordMalformed(field="by", problem="a destruction needs two people")
    if missing := set(officers) - {one.officer for one in record.confirmations}:
        raise RecordMalformed(
            field="confirmations", problem=f"{min(missing)} has not confirmed the destruction"
        )
    places = read_places(fields.get("destroys"))
    return Destruction(record.id, places, record.at.value[:10], officers, str(texts["ground"]))


def read_places(value: Json) -> tuple[ValuePlace, ...]:
    """The places of the field `destroys`; raises RecordMalformed."""
    rows = value if isinstance(value, list | tuple) else []
    places = []
    for row in rows:
        if isinstance(row, dict) and len(row) == 2:
            for kind in ("personal", "attachment"):
                record, name = row.get("record"), row.get(kind)
                if isinstance(record, str) and isinstance(name, str):
                    places.append(ValuePlace(record, kind, name))
    if not rows or len(places) != len(rows):
        raise RecordMalformed(
            field="fields.destroys", problem="not a list of record and personal or attachment"
        )
    return tuple(places)


def read_key_change(record: Record) -> tuple[VerifierKey, VerifierKey]:
    """Old and new key of a key change; raises RecordMalformed when the record is none."""
    if record.step != CHANGE_KEY or record.case != LOG_CASE:
        raise RecordMalformed(
            field="step", problem=f"{record.step} in {record.case} is no change of the log's key"
        )
    try:
        old, new = (read_key(str(record.fields.get(name))) for name in ("old", "new"))
    except KeyMalformed as error:
        raise RecordMalformed(field="fields", problem=str(error)) from error
    if old.name != new.name:
        raise RecordMalformed(field="fields.new", problem=f"the new key is named {new.name}, not {old.name}")
    return old, new
