"""A case in the making: acts under labels, what may be said of them, and what a judge must find."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from plumbline.site.demo.days import STATUTORY

NOW: Final = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - Beijing time, as everywhere here
MINUTE: Final = timedelta(minutes=1)


class TooLateError(Exception):
    """The case would run past the day on which the district is judged."""


@dataclass(slots=True)
class Act:
    label: str
    step: str
    at: datetime
    until: datetime | None
    by: tuple[str, ...]
    documents: tuple[str, ...]
    recordings: tuple[str, ...]
    fields: dict[str, Any]
    day_only: bool = False
    recorded_at: datetime | None = None
    recorded_after: str = ""
    recorded_days_late: int = 0
    corrects: str = ""
    void: bool = False

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def end(self) -> datetime:
        return self.until or self.at


@dataclass(frozen=True, slots=True)
class Expected:
    """One verdict of the key; `label` is the judged act, or `=step` for a computed record."""

    rule: str
    label: str
    outcome: str = "violated"
    bearer: str = "organ"


@dataclass(slots=True)
class Draft:
    """What a skeleton fills in. An option of a variation replaces a drawn choice; a callable is asked."""

    procedure: str
    field: str
    start: date
    rng: random.Random
    options: dict[str, Any]
    header: dict[str, Any] = dataclasses.field(default_factory=dict)
    acts: dict[str, Act] = dataclasses.field(default_factory=dict)
    expected: list[Expected] = dataclasses.field(default_factory=list)
    certificates: dict[str, tuple[date, date] | None] = dataclasses.field(default_factory=dict)
    party: str = ""
    cursor: datetime = NOW

    def __post_init__(self) -> None:
        self.cursor = datetime.combine(self.start, time(8, 30))

    @property
    def market(self) -> bool:
        return self.field == "market-supervision"

    @property
    def police(self) -> bool:
        return self.field == "public-security"

    def o(self, name: str, default: Any) -> Any:
        """The option, else the default."""
        value = self.options.get(name, default)
        return value(self) if callable(value) else value

    def chance(self, name: str, share: float) -> bool:
        drawn = self.rng.random() < share  # drawn always, so that an option does not shift what follows
        return bool(self.o(name, drawn))

    def pick(self, name: str, *choices: Any) -> Any:
        drawn = self.rng.choice(choices)
        return self.o(name, drawn)

    def soon(self, most: int = 5, least: int = 1) -> date:
        """Some day after the last act, a working day."""
        day = self.cursor.date() + timedelta(days=self.rng.randint(least, most))
        while day.weekday() > 4 or day in STATUTORY:
            day += timedelta(days=1)
        return day

    def day(self, label: str) -> date:
        return self.acts[label].day

    def at(self, label: str) -> datetime:
        return self.acts[label].at

    def act(
        self,
        label: str,
        step: str,
        day: date | datetime | None,
        *,
        by: str = "1",
        docs: str = "",
        av: bool = False,
        mins: int = 0,
        **fields: Any,
    ) -> None:
        """Adds an act; on the day of the last one it comes some minutes after it. No day, no act."""
        if day is None:
            return
        at = day if isinstance(day, datetime) else self._time_on(day)
        until = at + MINUTE * mins if mins else None
        self.acts[label] = Act(
            label,
            step,
            at,
            until,
            tuple(by.split()),
            tuple(docs.split()),
            ("audio_video",) if av else (),
            fields,
        )
        self.cursor = max(self.cursor, until or at)

    def _time_on(self, day: date) -> datetime:
        if ends := [act.end for act in self.acts.values() if act.end.date() == day]:
            return max(ends) + MINUTE * self.rng.randint(4, 25)
        return datetime.combine(day, time(9)) + MINUTE * self.rng.randint(0, 90)

    def expect(self, rule: str, label: str, outcome: str = "violated", bearer: str = "organ") -> None:
        self.expected.append(Expected(rule, label, outcome, bearer))

    def finish(self) -> None:
        """Puts the acts in order and fixes when each was entered."""
        ordered = sorted(self.acts.values(), key=lambda act: act.at)
        for act in ordered:
            act.recorded_at = act.end + MINUTE * 5 + timedelta(days=act.recorded_days_late)
        for act in ordered:
            if act.recorded_after and act.recorded_after in self.acts:
                other = self.acts[act.recorded_after].recorded_at
                act.recorded_at = max(act.recorded_at or act.at, (other or act.at) + timedelta(hours=1))
        if any((act.recorded_at or act.at) >= NOW for act in ordered):
            raise TooLateError
        self.acts = {act.label: act for act in ordered}


Edit = Callable[[Draft], None]


def put(label: str, **fields: Any) -> Edit:
    """Sets fields of an act."""
    return lambda draft: draft.acts[label].fields.update(
        {name: value(draft) if callable(value) else value for name, value in fields.items()}
    )


def drop(label: str, *names: str) -> Edit:
    """Takes fields out of an act."""

    def edit(draft: Draft) -> None:
        for name in names:
            del draft.acts[label].fields[name]

    return edit


def by(label: str, officers: str) -> Edit:
    return lambda draft: setattr(draft.acts[label], "by", tuple(officers.split()))


def docs(label: str, names: str = "") -> Edit:
    return lambda draft: setattr(draft.acts[label], "documents", tuple(names.split()))


def films(label: str, *recordings: str) -> Edit:
    return lambda draft: setattr(draft.acts[label], "recordings", recordings)


def remove(*labels: str) -> Edit:
    def edit(draft: Draft) -> None:
        for label in labels:
            del draft.acts[label]

    return edit


def entered_after(label: str, other: str) -> Edit:
    """Back-dates: done when it says, entered only after the other act was."""
    return lambda draft: setattr(draft.acts[label], "recorded_after", other)


def entered_late(label: str, days: int = 20) -> Edit:
    return lambda draft: setattr(draft.acts[label], "recorded_days_late", days)


def move(label: str, to: Callable[[Draft], datetime]) -> Edit:
    """Moves an act with its end."""

    def edit(draft: Draft) -> None:
        act = draft.acts[label]
        length = act.end - act.at
        act.at = to(draft)
        act.until = act.at + length if act.until else None

    return edit


def just_after(label: str, other: str) -> Edit:
    return move(label, lambda draft: draft.acts[other].end + MINUTE)


def just_before(label: str, other: str) -> Edit:
    """Ends a minute before the other act begins."""

    def edit(draft: Draft) -> None:
        act = draft.acts[label]
        move(label, lambda d: d.acts[other].at - (act.end - act.at) - MINUTE)(draft)

    return edit


def again(label: str, copy: str, minutes: int = 3) -> Edit:
    """The same act a second time."""

    def edit(draft: Draft) -> None:
        act = draft.acts[label]
        shift = MINUTE * minutes
        draft.acts[copy] = replace(
            act, label=copy, at=act.at + shift, until=act.until and act.until + shift, fields=dict(act.fields)
        )

    return edit


def by_day(label: str) -> Edit:
    """Of the act only the day is known."""

    def edit(draft: Draft) -> None:
        act = draft.acts[label]
        act.day_only, act.until, act.recordings = True, None, ()

    return edit


def withdrawn(label: str, after: str) -> Edit:
    """A later record says that the act was never done; entered after the other act."""

    def edit(draft: Draft) -> None:
        act = draft.acts[label]
        gone = f"{label}-withdrawn"
        draft.acts[gone] = replace(act, label=gone, corrects=label, void=True, recorded_after=after)

    return edit


def certificate(officer: str, first: Callable[[Draft], date], last: Callable[[Draft], date]) -> Edit:
    """An officer of this case alone, with a certificate of these days."""

    def edit(draft: Draft) -> None:
        draft.certificates[officer] = (first(draft), last(draft))

    return edit


def no_certificate(officer: str) -> Edit:
    return lambda draft: draft.certificates.update({officer: None})
