"""What was written in the approval boxes of an act, for the boxes of the paper that the act makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.cases.approval import Office, State, Submission, submissions
from plumbline.core.clocks.civil import date_of
from plumbline.core.reports.document import Opinion

_HANDLER: Final = "handler"
_BOXES: Final[Mapping[str, tuple[str, ...]]] = {
    "承办人": (_HANDLER,),
    "承办人意见": (_HANDLER,),
    "承办机构意见": (Office.UNIT,),
    "承办机构审核": (Office.UNIT,),
    "承办机构负责人": (Office.UNIT,),
    "法制机构意见": (Office.LEGAL,),
    "负责人": (Office.DEPUTY_HEAD, Office.HEAD),
    "本机关负责人": (Office.DEPUTY_HEAD, Office.HEAD),
    "负责人意见": (Office.DEPUTY_HEAD, Office.HEAD),
    "负责人审查意见": (Office.DEPUTY_HEAD, Office.HEAD),
    "正职负责人（主持工作的负责人）": (Office.HEAD,),
}
"""Boxes of papers by their titles, and whose opinions stand in them; the last one signs."""


def opinions_on(file: CaseFile, step: str) -> dict[str, Opinion]:
    """The opinions of the chain that approved the act of that step; none where no chain has approved one."""
    found = [one for one in submissions(file.history.sealed) if one.step == step]
    if not found or found[-1].state is not State.APPROVED:
        return {}
    said = dict(_said(file, found[-1]))
    boxes: dict[str, Opinion] = {}
    for title, offices in _BOXES.items():
        held = [said[one] for one in offices if one in said]
        if held:
            last = held[-1]
            before = [f"{one.name}：{one.opinion}" for one in held[:-1]]
            boxes[title] = Opinion(title, "　".join((*before, last.opinion)), last.name, last.day)
    return boxes


def _said(file: CaseFile, one: Submission) -> Iterator[tuple[str, Opinion]]:
    people = {
        one.record.entered_by,
        *(seat.officer for seat in one.seats),
        *(said.by for said in one.opinions),
    }
    names, local_day = officer_names(people), file.docket.calendar.local_day
    handler = one.record.entered_by
    first = str(one.record.fields.get("opinion") or "")
    yield (
        _HANDLER,
        Opinion("", first, names.get(handler, handler), date_of(local_day(one.record.recorded_at))),
    )
    for seat, said in zip(one.seats, one.opinions, strict=False):
        name = names.get(said.by, said.by)
        if said.by != seat.officer:
            name = f"{name}（代{names.get(seat.officer, seat.officer)}）"
        yield seat.office, Opinion("", said.text, name, date_of(local_day(said.at)))
