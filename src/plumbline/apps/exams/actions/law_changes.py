"""Doubt without a hand: each night what the questions cite is compared with what it said when they were written.

What a crash leaves: some questions in doubt, the others looked at by the next run. Run twice it finds nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from django.conf import settings

from plumbline.apps.exams.actions.drafting import EXAM, SYSTEM, pack
from plumbline.apps.exams.models import ExamLawSeen, ExamQuestion
from plumbline.apps.exams.queries.reading import version_of
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.ledger_store.beside import beside_draft
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.queries import Library, open_library
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.clocks.civil import date_of
from plumbline.core.exams.errors import QuestionUnfit
from plumbline.core.exams.law_seen import Change, Sight, changes
from plumbline.core.exams.question import DOUBT, WRITE, State, Version, cited, is_in_force, stream_of
from plumbline.core.law.alignment import wording
from plumbline.core.law.citation import Citation
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Actor

_LOT: Final = 400
_LIVE: Final = (State.IN_USE.value, State.WAITING.value)
_SAID: Final[Mapping[Change, str]] = {
    "repealed": "已无现行有效版本",
    "words": "新版本的文字与命题时不同",
    "edition": "已施行新版本，法规库中没有可比对的全文",
    "corrected": "重新导入的全文与原来不同",
}


def doubt_what_changed(*, now: int, today: int) -> int:
    """Puts in doubt every question in use or waiting whose article is no longer what it was; how many."""
    looking = _Looking()
    seen = {row.key: row for row in ExamLawSeen.objects.all()}
    fresh: list[ExamLawSeen] = []
    touched: list[tuple[Version, str]] = []
    for one in map(version_of, ExamQuestion.objects.filter(state__in=_LIVE).order_by("key")):
        current = looking.on(one.wording.basis, today)
        known = seen.get(one.item)
        before = _read(known.seen) if known else looking.on(one.wording.basis, _written_on(one))
        found = changes(before, current)
        if found:
            touched.append((one, "；".join(f"{place}{_SAID[change]}" for place, change in found.items())))
        elif known is None or before != current:
            fresh.append(ExamLawSeen(key=one.item, seen=_write(current)))
    for start in range(0, len(touched), _LOT):
        lot = touched[start : start + _LOT]
        enter_all([Wanted(_doubt(one, note, now), None) for one, note in lot], now=now)
    ExamLawSeen.objects.bulk_create(
        fresh, batch_size=_LOT, update_conflicts=True, unique_fields=["key"], update_fields=["seen"]
    )
    ExamLawSeen.objects.filter(key__in=[one.item for one, _note in touched]).delete()
    return len(touched)


class _Looking:
    """What places say on a day, each looked up once."""

    def __init__(self) -> None:
        self._library: Library = open_library(settings.LIBRARY, shelf().registry)
        self.sight = cache(self._sight)

    def on(self, basis: str, day: int) -> dict[str, Sight]:
        """By citation what stands there."""
        try:
            return {one.short(): self.sight(one, day) for one in cited(basis, shelf().registry)}
        except QuestionUnfit:  # its instrument is not known any more: the lists show it as stale
            return {}

    def _sight(self, citation: Citation, day: int) -> Sight:
        on = date_of(day)
        if not is_in_force(citation, self._library.registry, on):
            return Sight("")
        shown = self._library.show(citation, on)
        return Sight.of(shown.edition_label, [wording(one) for one in shown.provisions])


def _written_on(version: Version) -> int:
    """The day on which a version was written."""
    records = [held.record for held in case_records(stream_of(version.question))]
    wrote = [one for one in records if one.step == WRITE][version.number - 1]
    return shelf().docket(EXAM).calendar.local_day(wrote.recorded_at)


def _doubt(version: Version, note: str, now: int) -> Draft:
    stream = stream_of(version.question)
    organ = next(iter(case_records(stream))).record.organ
    fields: dict[str, Json] = {"version": version.number, "note": f"系统比对法规库：{note}"}
    made = beside_draft(SYSTEM, stream, DOUBT, fields, pack=pack(), now=now, organ=organ)
    return replace(made, by=(Actor(SYSTEM.account, "system"),), confirmations=())


def _read(seen: Mapping[str, list[str]]) -> dict[str, Sight]:
    return {place: Sight(*said) for place, said in seen.items()}


def _write(seen: Mapping[str, Sight]) -> dict[str, list[str]]:
    return {place: [one.edition, one.words] for place, one in seen.items()}
