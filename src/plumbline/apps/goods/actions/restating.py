"""Things restated with the act that listed them: another name or count corrects the entry, a row left empty voids it.

The thing keeps the id under which it came in, so that what was moved since stays with it. Raises StillRestedOn where a
later movement would no longer be possible: a count below what has left, a thing that is not there any more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from plumbline.apps.goods.actions.drafting import draft_of, now_as_moment
from plumbline.apps.goods.actions.movements import with_keeper
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.errors import StillRestedOn
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.goods.entries import GOODS_ENTRY, first_versions, movements_of, written_movement
from plumbline.core.goods.errors import GoodsError
from plumbline.core.goods.stock import Movement, fold_stock
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import ValuePlace


@dataclasses.dataclass(frozen=True, slots=True)
class Restated:
    """A thing by the record that took it in; `movement` is the taking in as it should have been, None: it was not."""

    item: str
    movement: Movement | None = None


def restating_drafts(
    file: CaseRead, person: Person, restated: Sequence[Restated], reason: str, now: int
) -> list[Draft]:
    """The corrections of the entries, to be entered with the correction of their act."""
    newest = _newest(file)
    known = [one for one in restated if one.item in newest]
    _check_possible(file, known)
    return [_draft(file, person, one, newest[one.item], reason, now) for one in known]


def _newest(file: CaseRead) -> dict[str, Record]:
    entries = [one for one in file.history.sealed if one.step == GOODS_ENTRY]
    first = first_versions(entries)
    return {first[one.id]: one for one in entries}


def _check_possible(file: CaseRead, restated: Sequence[Restated]) -> None:
    """The stock folds with the things as restated."""
    sealed = file.history.sealed
    instead = {one.item: one.movement for one in restated}
    movements = [
        dataclasses.replace(meant, record=one.record, day=one.day, by=one.by)
        if (meant := instead.get(one.record)) is not None
        else one
        for one in movements_of(sealed, void_of(sealed), file.docket.calendar.local_day)
        if one.record not in instead or instead[one.record] is not None
    ]
    try:
        fold_stock(movements)
    except GoodsError as error:
        raise StillRestedOn(record=restated[0].item) from error


def _draft(file: CaseRead, person: Person, one: Restated, before: Record, reason: str, now: int) -> Draft:
    if one.movement is None:
        draft = draft_of(file, person, VOID_ACT, now_as_moment(now), now, {"reason": reason})
        return dataclasses.replace(draft, corrects=one.item)
    meant = with_keeper(one.movement, file.history.opening.organ, checked=False)
    if meant.keeper == before.fields.get("keeper"):
        meant = dataclasses.replace(meant, keeper_no=str(before.fields.get("keeper_no", "")))
    fields = written_movement(meant, reason)
    draft = draft_of(file, person, GOODS_ENTRY, before.at, now, fields)
    opened = personal_values([before.id])
    salts = {
        photograph.id: opened[place].salt
        for photograph in before.attachments
        if (place := ValuePlace(before.id, "attachment", photograph.id)) in opened
    }
    kept = tuple(one for one in before.attachments if one.id in salts or not one.salted)
    return dataclasses.replace(draft, corrects=before.id, attachments=kept, salts=salts)
