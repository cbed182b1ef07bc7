"""A year of an organ's officers: duties assessed with their facts, proposals about persons with their results."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_views import person_of
from plumbline.apps.supervision.policies import PROPOSALS
from plumbline.apps.supervision.queries.posts import Responsibility, duties_assessed, personnel_proposals
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of

_RESULTS = {
    "fulfilled": ("passed", "check"),
    "partly_fulfilled": ("soon", "alert-triangle"),
    "unfulfilled": ("breach", "alert-circle"),
}


def assessed_table(made: Responsibility, person: Person, year: int) -> DataTable | None:
    """Duty by duty, officers by number; the year before stands until this year has any. An officer sees the own."""
    only = person.officer or "-" if person.role is Role.OFFICER else ""
    lines, of = duties_assessed(made, year, only), year
    if not lines:
        lines, of = duties_assessed(made, year - 1, only), year - 1
    if not lines:
        return None
    columns = [
        Column(_("Duty of the post"), "head"),
        Column(_("Officer"), "meta"),
        Column(_("Facts"), "line"),
        Column(_("What the officer said"), "line"),
        Column(_("Result"), "word", whole=True),
    ]
    words = shelf().words
    rows = []
    for one in lines:
        tone, icon = _RESULTS.get(one.result, ("neutral", "minus"))
        said = words.word("duty_result", one.result, language())
        cells = [Cell(one.duty), Cell(one.name, under=one.code), Cell(one.facts), Cell(one.heard or "—")]
        rows.append(Row([*cells, Cell(part=StatusWord(said, tone, icon))], name=f"{one.name} {one.duty}"))  # type: ignore[arg-type]
    return DataTable(_("Assessment of {year}: {n} duties").format(year=of, n=len(rows)), columns, rows)


def proposals_table(request: Request, organ: str) -> DataTable | None:
    """What was proposed about persons of an organ and what the competent body did."""
    person = person_of(request)
    if not may_access(person, PROPOSALS, None, request.today):
        return None
    found = personnel_proposals(organ, request.now)
    if not found:
        return None
    opens = may_access(person, CASE_READ, None, request.today)
    words = shelf().words
    columns = [
        Column(_("Proposal"), "head"),
        Column(_("Matter"), "meta", whole=True),
        Column(_("Competent body"), "meta"),
        Column(_("Proposed on"), "meta", whole=True, phone_label=_("Proposed on")),
        Column(_("What was done"), "line"),
        Column(_("Result"), "word", whole=True),
    ]
    rows = []
    for line, one in found:
        url = reverse("casework:case", kwargs={"case": line.case}) if opens else ""
        done = one.told if one.answered is None else f"{date_of(one.answered).isoformat()} {one.told}"
        cells = [
            Cell(words.word("proposal", one.kind, language()), under=one.officer),
            Cell(line.number, url),
            Cell(one.body),
            Cell(date_of(one.day).isoformat()),
            Cell(done or "—"),
            Cell(part=_outcome(one.outcome)),
        ]
        rows.append(Row(cells, name=line.number))
    return DataTable(ngettext("{n} proposal", "{n} proposals", len(rows)).format(n=len(rows)), columns, rows)


def _outcome(outcome: str) -> StatusWord:
    if not outcome:
        return StatusWord(_("waits for the competent body"), "soon", "clock")
    said = shelf().words.word("answered", outcome, language())
    return StatusWord(said, "neutral" if outcome == "not_adopted" else "passed", "check")
