"""Destroying personal values of a case: an act of two people after retention and appraisal, and what follows from it.

1. `check_may_destroy`: what identifies the party in a served decision goes only with the whole file.
2. The act is entered through the storing function, which deletes value and salt in the same transaction. A crash
   before its COMMIT leaves everything as it was, one after it the record and no value.
3. Files that the act names lose their bytes, their names and what was made from them.
4. Copies go: what search knew, case files that were made and wait to be taken away, what was typed into forms.
5. The database's logs are cleaned of old bytes (`ledger_store.erasing`). Until that has succeeded the act stands, and
   `plumbline ledger erase` goes on.

A crash between 2 and 5 leaves bytes that no salt opens; giving the same order again goes on from there.

Case files exported before are out of reach: whoever has one keeps what is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.apps.attachments.actions import destroy as destroy_file
from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.case_file.made import forget
from plumbline.apps.casework.actions import drop_drafts_of
from plumbline.apps.ledger_store.actions import Draft, Receipt, enter
from plumbline.apps.ledger_store.erasing import VALUES, erase_traces
from plumbline.apps.ledger_store.errors import RecordKept
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_records, destroyed_places
from plumbline.apps.search_index.actions import forget_values_of
from plumbline.core.cases.legal_hold import check_not_held
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields, read_destruction
from plumbline.core.ledger.verify import places_of

IDENTIFYING: Final = frozenset({"party_name", "party_number"})
"""Personal values of an opening that say who the party is."""

TABLES: Final = (
    *(VALUES, "attachments_fileheld", "attachments_uploadunderway", "case_form_draft"),
    *("exam_seat", "reminder", "reminder_sending"),
)
"""Tables from which something personal goes: values and salts, names of files, what was typed, who sat an exam."""

_SERVED: Final = ("serve", "deliver")


class KeptWithTheFile(PlumblineError):
    """The value identifies the party of a served decision; it stays as long as the file."""

    zh = "所选内容中有识别已送达决定当事人的信息，须与案卷同期保存"
    en = "what identifies the party of a served decision was chosen too; it stays as long as the file"
    remedy_zh = "案卷整体到期时，与全部个人信息一并销毁"
    remedy_en = "when the whole file has run out, destroy it together with every other personal value"


@dataclass(frozen=True, slots=True)
class Destroying:
    """An order to destroy: what, on which ground, by whom. `retention_expired` is a day, YYYY-MM-DD.

    Two different officers order it, and both have confirmed it with logins of their own.
    """

    id: str
    case: str
    places: Sequence[ValuePlace]
    retention_expired: str
    appraisal: str
    ground: str
    at: Moment
    by: tuple[Actor, ...]
    confirmations: tuple[Confirmation, ...]
    organ: str
    entered_by: str
    pack: str


def check_may_destroy(records: Sequence[HeldRecord], places: Iterable[ValuePlace]) -> None:
    """Raises KeptWithTheFile where a value must stay as long as the file, and not the whole file goes.

    Raises FilesHeld while the case is under legal hold: then nothing goes, whatever ran out.
    """
    wanted = set(places)
    if records:
        check_not_held([one.record for one in records], str(records[0].record.fields.get("number", "")))
    if not identifies_served(records, wanted):
        return
    gone = destroyed_places([one.record.id for one in records])
    whole = {place for one in records for place in places_of(one.record)} - gone.keys()
    if whole <= wanted:
        return
    for place in sorted(wanted):
        if place.kind == "personal" and place.name in IDENTIFYING:
            raise KeptWithTheFile(record=place.record, name=place.name)


def identifies_served(records: Sequence[HeldRecord], places: Iterable[ValuePlace]) -> bool:
    """Whether the places say who the party of a served decision is: that stays as long as the file."""
    served = any(one.record.step.startswith(_SERVED) for one in records)
    return served and any(one.kind == "personal" and one.name in IDENTIFYING for one in places)


def destroy_values(order: Destroying, *, expected: int | None, now: int) -> Receipt:
    """Destroy the values and files of the order; returns once no trace is left in the site.

    Raises KeptWithTheFile, FilesHeld, StoreError or RecordMalformed, and then nothing was destroyed; TracesRemain
    after the act.
    """
    receipt = carry_out(order, expected=expected, now=now)
    erase()
    return receipt


def carry_out(order: Destroying, *, expected: int | None, now: int) -> Receipt:
    """Destroy the values and files of the order and their copies; what `erase` removes is left to it."""
    records = case_records(order.case)
    receipt = _entered_before(order, records)
    if receipt is None:
        check_may_destroy(records, order.places)
        receipt = enter(_draft(order), expected=expected, now=now)
    hashes = {
        ValuePlace(one.record.id, "attachment", file.id): file.hash
        for one in records
        for file in one.record.attachments
    }
    for place in order.places:
        if place in hashes:
            _destroy_file(hashes[place], place.record, order.id)
    forget_values_of(order.case)
    forget(order.case)
    drop_drafts_of(order.case)
    return receipt


def erase() -> None:
    """Remove old bytes of what was destroyed from the database and its log; raises TracesRemain."""
    erase_traces(TABLES)


def _entered_before(order: Destroying, records: Sequence[HeldRecord]) -> Receipt | None:
    """The same order, entered already by a call that did not come to its end."""
    for held in records:
        if held.record.id == order.id:
            found = read_destruction(held.record)
            if found is None or set(found.places) != set(order.places):
                raise RecordKept(record=order.id, as_held=held)
            return Receipt(held.record, held.data, held.position, held.seq, held.leaf, lifted=0)
    return None


def _destroy_file(hash: str, record: str, by_record: str) -> None:
    try:
        destroy_file(hash=hash, record=record, by_record=by_record)
    except NoSuchFile:
        return  # never held here: the record alone was imported


def _draft(order: Destroying) -> Draft:
    return Draft(
        id=order.id,
        case=order.case,
        step=DESTROY,
        at=order.at,
        organ=order.organ,
        entered_by=order.entered_by,
        pack=order.pack,
        by=order.by,
        confirmations=order.confirmations,
        fields=destruction_fields(
            places=order.places,
            retention_expired=order.retention_expired,
            appraisal=order.appraisal,
            ground=order.ground,
        ),
    )
