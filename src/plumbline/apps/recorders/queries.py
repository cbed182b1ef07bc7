"""Reading how acts are recorded, and which acts a file may belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Q, QuerySet

from plumbline.apps.questions import Question
from plumbline.apps.recorders.models import Footage, RecordedAct
from plumbline.apps.recorders.policies import RECORDINGS
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.recording.matching import Match, Stretch, matches

PAGE: Final = 20
OPEN: Final = ("missing", "short")
TABS: Final[Mapping[str, Q]] = {
    "open": Q(demanded=True, state__in=OPEN),
    "reasoned": Q(state="reasoned"),
    "covered": Q(demanded=True, state="covered"),
}


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act and how far it is covered."""

    record: str
    case: str
    number: str
    cause: str
    procedure: str
    step: str
    organ: str
    start: int
    end: int
    demanded: bool
    state: str
    reason: str
    open_seconds: int


@dataclass(frozen=True, slots=True)
class ActList:
    """A page of acts, how many there are, counts by tab, and how often each reason was stated."""

    lines: tuple[ActLine, ...]
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FootageLine:
    """A file of a recorder that waits, with the acts it may belong to, the best first."""

    id: int
    name: str
    hash: str
    recorder: str
    seconds_ahead: int
    listed: bool
    start: int
    end: int
    proposals: tuple[tuple[Match, ActLine], ...]


_COLUMNS = tuple(ActLine.__dataclass_fields__)


def acts(person: Person, tab: str, page: int, today: int) -> ActList:
    """The recorded acts in reach, newest first."""
    rows = _reached(person, today)
    counts = rows.aggregate(**{name: Count("record", filter=what) for name, what in TABS.items()})
    reasons = (
        rows.exclude(reason="").values_list("reason").annotate(n=Count("record")).order_by("-n", "reason")
    )
    chosen = rows.filter(TABS[tab]).order_by("-start", "record").values_list(*_COLUMNS)
    start = (page - 1) * PAGE
    lines = tuple(ActLine(*one) for one in chosen[start : start + PAGE])
    return ActList(lines, counts[tab], counts, tuple((one, n) for one, n in reasons))


def acts_of(case: str) -> tuple[ActLine, ...]:
    """The recorded acts of a case in their order."""
    return tuple(ActLine(*one) for one in _OF_CASE(case))


_OF_CASE = Question(
    lambda case: RecordedAct.objects.filter(case=case).order_by("start", "record").values_list(*_COLUMNS)
)


def waiting(person: Person) -> list[FootageLine]:
    """The files of the person's organ that no act names yet, with proposals by time."""
    kept = list(Footage.objects.filter(organ=person.organ, record="").order_by("start", "id")[:100])
    if not kept:
        return []
    first, last = min(one.start for one in kept), max(one.end for one in kept)
    near = RecordedAct.objects.filter(organ=person.organ, start__lte=last, end__gte=first)
    lines = {one.record: one for one in (ActLine(*row) for row in near.values_list(*_COLUMNS))}
    spans = [Stretch(one.record, one.start, one.end) for one in lines.values()]
    found: dict[str, list[Match]] = {}
    for one in matches([Stretch(str(row.pk), row.start, row.end) for row in kept], spans):
        found.setdefault(one.footage.id, []).append(one)
    return [
        FootageLine(
            row.pk,
            row.name,
            row.hash,
            row.recorder,
            row.seconds_ahead,
            row.listed,
            row.start,
            row.end,
            tuple((one, lines[one.act.id]) for one in found.get(str(row.pk), ())),
        )
        for row in kept
    ]


def organ_of(footage: int) -> str | None:
    """The organ that read a file out."""
    found = Footage.objects.filter(pk=footage).values_list("organ", flat=True).first()
    return str(found) if found is not None else None


def is_act_of(record: str, organ: str) -> bool:
    """Whether it is a recorded act of the organ."""
    return bool(RecordedAct.objects.filter(record=record, organ=organ).exists())


def _reached(person: Person, today: int) -> QuerySet[RecordedAct]:
    what = visible(person, RECORDINGS, today)
    reached = Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= Q(division__startswith=beginning)
    return RecordedAct.objects.all() if what.everything else RecordedAct.objects.filter(reached)
