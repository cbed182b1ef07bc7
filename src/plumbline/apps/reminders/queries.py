"""Reading of reminders: frozen values for pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from plumbline.apps.reminders import store
from plumbline.apps.reminders.models import Reminder
from plumbline.core.cases.number_order import order_key

MOST = 200


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder. `rung` are working days left when it was made, None on the list before a holiday."""

    key: str
    case: str
    number: str
    says_zh: str
    says_en: str
    page: str
    due_day: int
    rung: int | None
    holiday: str
    office: str
    to: str
    made_at: int
    read_at: int | None
    is_lapsed: bool


def unread(to: str) -> tuple[ReminderView, ...]:
    """What a person has yet to read, the nearest due day first; of several rungs of one limit the last."""
    found: dict[tuple[str, str, bool], ReminderView] = {}
    for row in sorted(store.unread(to), key=lambda row: -_view(row).made_at):
        found.setdefault((row.case, row.clock, row.rung.isdecimal()), _view(row))
    return tuple(sorted(found.values(), key=lambda one: (one.due_day, order_key(one.number))))


def receipts(organs: Collection[str]) -> tuple[ReminderView, ...]:
    """The newest reminders of these organs with who read them when."""
    return tuple(_view(row) for row in store.of_organs(organs, MOST))


def unread_keys(to: str) -> tuple[str, ...]:
    """Keys of everything that a person has yet to read."""
    return tuple(row.key for row in store.unread(to))


def same_limit(to: str, key: str) -> tuple[str, ...]:
    """Keys of what the person has yet to read of the limit of that reminder: every rung, for the same due day."""
    rows = list(store.unread(to))
    asked = next((row for row in rows if row.key == key), None)
    if asked is None:
        return ()
    limit = asked.case, asked.clock, asked.due_day
    return tuple(row.key for row in rows if (row.case, row.clock, row.due_day) == limit)


def _view(row: Reminder) -> ReminderView:
    return ReminderView(
        key=row.key,
        case=row.case,
        number=row.number,
        says_zh=row.says_zh,
        says_en=row.says_en,
        page=row.page,
        due_day=row.due_day,
        rung=int(row.rung) if row.rung.isdecimal() else None,
        holiday=row.holiday,
        office=row.office,
        to=row.to,
        made_at=row.made_at,
        read_at=row.read_at,
        is_lapsed=row.lapsed_at is not None,
    )
