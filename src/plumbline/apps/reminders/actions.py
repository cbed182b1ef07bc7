"""Making reminders from the limits that run, sending them, and the receipt of who read them. All can be repeated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries import holders
from plumbline.apps.reminders import store
from plumbline.apps.reminders.channels import Channel, Message
from plumbline.apps.reminders.due import Due
from plumbline.apps.reminders.errors import ChannelRefused, NotAllSent
from plumbline.apps.reminders.ladder import (
    FIRST_RUNG,
    LongHoliday,
    Office,
    days_left,
    holiday_ahead,
    offices_at,
    rung_at,
)
from plumbline.apps.reminders.models import Reminder
from plumbline.core.authority.role import Role
from plumbline.core.clocks.calendar import WorkingCalendar

HOLIDAY = "holiday"
NEWS = 86_400_000_000
"""How long after it was made a reminder may still go out by a channel, in µs: older is no news."""


def remind(*, now: int) -> int:
    """Makes what is due to be told today and is not made yet; how many. Run again it makes nothing twice."""
    calendar = shelf().docket(shelf().procedures[0]).calendar
    today = calendar.local_day(now)
    if not calendar.covers(today):
        return 0
    holiday = holiday_ahead(calendar, today)
    last = calendar.nth_working(calendar.working_index(today) + FIRST_RUNG)
    running = list(_running(max(last, holiday.back if holiday else last)))
    told = _Told(today, now)
    rows = [row for due in running for row in _on_ladder(due, calendar, today, told)]
    if holiday:
        rows += [row for due in running if holiday.holds(due.due_day) for row in _listed(due, holiday, told)]
    with transaction.atomic():
        store.lapse({(one.case, one.clock, one.due_day) for one in running}, now)
        return store.add(rows)


def send(channels: Sequence[Channel], *, now: int) -> int:
    """Hands over what has not gone out yet; raises NotAllSent after trying each, so that a job tries again."""
    failed, cause, sent = 0, "", 0
    for channel in channels:
        news = {row.key: row for row in store.made_since(now - NEWS)}
        for key in news.keys() - store.sent_by(channel.name, news):
            row = news[key]
            try:
                channel.send(Message(key, row.to, row.number, row.due_day))
            except ChannelRefused as error:
                failed, cause = failed + 1, str(error)
                continue
            store.note_sent(channel.name, key, now)
            sent += 1
    if failed:
        raise NotAllSent(failed=failed, cause=cause)
    return sent


def read(*, to: str, keys: Collection[str], now: int) -> int:
    """The receipt: the person read these. Only whom a reminder was made for can read it."""
    return store.mark_read(keys, to, now)


def forget(case: str) -> None:
    """What was told of a matter goes, with who was told: for the destruction of what is personal in it."""
    store.drop_of(case)


def channels_on() -> Sequence[Channel]:
    """The channels that this site has switched on; none by default."""
    found: Sequence[Channel] = import_string(settings.REMINDER_CHANNELS)()
    return found


def _running(last: int) -> Iterator[Due]:
    sources: Iterable[Callable[[int], Iterable[Due]]] = map(import_string, settings.REMINDED_OF)
    for source in sources:
        yield from source(last)


class _Told:
    """Who sits in an office, looked up once an organ."""

    def __init__(self, today: int, now: int) -> None:
        self.today, self.now = today, now
        self._known: dict[tuple[Role, str], tuple[str, ...]] = {}

    def people(self, due: Due, office: Office) -> tuple[str, ...]:
        match office:
            case Office.HANDLER:
                return due.handlers
            case Office.UNIT_HEAD:
                return due.unit_heads
            case Office.ORGAN_HEAD:
                return self._holders(Role.AGENCY_HEAD, due.organ, "")
            case _:
                return self._holders(Role.SUPERVISOR, "", due.division)

    def _holders(self, role: Role, organ: str, division: str) -> tuple[str, ...]:
        key = role, organ or division
        if key not in self._known:
            self._known[key] = holders(role, self.today, organ=organ, division=division)
        return self._known[key]


def _on_ladder(due: Due, calendar: WorkingCalendar, today: int, told: _Told) -> Iterator[Reminder]:
    left = days_left(calendar, today, due.due_day)
    rung = None if left is None else rung_at(left)
    if rung is None:
        return
    offices = [Office.HANDLER] if due.personal else list(offices_at(rung))
    if not due.personal and not due.unit_heads and offices[-1] is Office.UNIT_HEAD:
        offices.append(
            Office.ORGAN_HEAD
        )  # an organ that has named no head of the unit: the next above is told
    for office in offices:
        for person in told.people(due, office):
            yield _row(due, str(rung), office, person, told.now)


def _listed(due: Due, holiday: LongHoliday, told: _Told) -> Iterator[Reminder]:
    above = () if due.personal else (Office.UNIT_HEAD, Office.ORGAN_HEAD)
    for office in (Office.HANDLER, *above):
        for person in told.people(due, office):
            row = _row(due, HOLIDAY, office, person, told.now)
            row.holiday = holiday.name
            yield row


def _row(due: Due, rung: str, office: Office, person: str, now: int) -> Reminder:
    return Reminder(
        key=f"{due.case}/{due.clock}/{due.due_day}/{rung}/{person}",
        case=due.case,
        number=due.number,
        organ="" if due.personal else due.organ,
        page=due.page,
        clock=due.clock,
        says_zh=due.says_zh,
        says_en=due.says_en,
        due_day=due.due_day,
        rung=rung,
        office=office.value,
        to=person,
        made_at=now,
    )
