"""What keeps reminders: each once, its receipt, what went out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from plumbline.apps.questions import Question
from plumbline.apps.reminders.models import Reminder, Sending


def add(rows: Sequence[Reminder]) -> int:
    """Keep those that are not there yet; how many were new."""
    keys = [row.key for row in rows]
    there: set[str] = set()
    for start in range(0, len(keys), 500):
        chunk = Reminder.objects.filter(key__in=keys[start : start + 500])
        there.update(chunk.values_list("key", flat=True))
    new = list({row.key: row for row in rows if row.key not in there}.values())
    Reminder.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def lapse(running: Collection[tuple[str, str, int]], now: int) -> int:
    """Close what nobody read and no longer holds: `running` are case, clock and due day of the limits that run."""
    open_rows = Reminder.objects.filter(read_at=None, lapsed_at=None)
    gone = [row.key for row in open_rows if (row.case, row.clock, row.due_day) not in running]
    for start in range(0, len(gone), 500):
        Reminder.objects.filter(key__in=gone[start : start + 500]).update(lapsed_at=now)
    return len(gone)


def drop_of(case: str) -> None:
    """What was told of a matter, and what went out of it."""
    rows = Reminder.objects.filter(case=case)
    Sending.objects.filter(reminder__in=list(rows.values_list("key", flat=True))).delete()
    rows.delete()


def mark_read(keys: Collection[str], to: str, now: int) -> int:
    """The receipt: read by that person; what was read stays read."""
    rows = Reminder.objects.filter(key__in=list(keys), to=to, read_at=None)
    return int(rows.update(read_at=now))


def unread(to: str) -> list[Reminder]:
    """What a person has yet to read, the nearest due day first."""
    return [Reminder(*row) for row in _UNREAD(to)]


_UNREAD = Question(
    lambda to: (
        Reminder.objects.filter(to=to, read_at=None, lapsed_at=None)
        .order_by("due_day", "number", "key")
        .values_list()
    )
)


def made_since(since: int) -> Iterable[Reminder]:
    """What was made from then on and still waits to be read, in the order in which it was made."""
    found: Iterable[Reminder] = Reminder.objects.filter(
        made_at__gte=since, read_at=None, lapsed_at=None
    ).order_by("made_at", "key")
    return found


def of_organs(organs: Collection[str], most: int) -> Iterable[Reminder]:
    """The newest reminders of these organs."""
    found: Iterable[Reminder] = Reminder.objects.filter(organ__in=list(organs)).order_by("-made_at", "key")[
        :most
    ]
    return found


def sent_by(channel: str, reminders: Collection[str]) -> set[str]:
    """Which of these went out by the channel."""
    keys = [f"{channel}/{one}" for one in reminders]
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        rows = Sending.objects.filter(key__in=keys[start : start + 500])
        found.update(rows.values_list("reminder", flat=True))
    return found


def note_sent(channel: str, reminder: str, now: int) -> None:
    """It went out."""
    Sending.objects.get_or_create(
        key=f"{channel}/{reminder}", defaults={"reminder": reminder, "channel": channel, "sent_at": now}
    )
