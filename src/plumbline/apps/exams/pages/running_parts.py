"""Tables of those who run exams, and an appeal as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.exams.pages.asking import at
from plumbline.apps.exams.queries import AppealLine, SeatLine, SittingLine
from plumbline.apps.exams.wording import PURPOSES, at_word, full, stage_word
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.exams.paper import EVERYBODY
from plumbline.core.exams.sitting import Sitting


def sittings_table(found: Sequence[SittingLine], today: int, page: str) -> DataTable:
    """The exams, each leading to the page that the person may open."""
    columns = [
        Column(_("Exam"), "head"),
        Column(_("Kind"), "meta"),
        Column(_("State"), "word"),
        Column(_("From"), "meta", whole=True, phone_label=_("From")),
        Column(_("To sit it"), "meta", numeric=True, phone_label=_("To sit it")),
        Column(_("Begun"), "meta", numeric=True, phone_label=_("Begun")),
        Column(_("Handed in"), "meta", numeric=True, phone_label=_("Handed in")),
        Column(_("Appeals waiting"), "meta", numeric=True, phone_label=_("Appeals waiting")),
    ]
    rows = [
        Row(
            [
                Cell(one.title, reverse(f"exams:{page}", kwargs={"sitting": one.id})),
                Cell(str(PURPOSES[one.purpose])),
                Cell(part=stage_word(one.stage)),
                Cell(at(one.opens_at, today)),
                Cell(str(one.seats)),
                Cell(str(one.begun)),
                Cell(str(one.handed)),
                Cell(
                    str(one.appeals),
                    reverse("exams:appeals", kwargs={"sitting": one.id}) if one.appeals else "",
                ),
            ],
            name=one.title,
        )
        for one in found
    ]
    return DataTable(ngettext("{n} exam", "{n} exams", len(rows)).format(n=len(rows)), columns, rows)


def seats_table(lines: Sequence[SeatLine], names: dict[str, str], today: int) -> DataTable:
    """Who sits the exam. Marks are not shown; of an exam before appointment the two see who passed."""
    with_result = any(one.passed is not None for one in lines)
    columns = [
        Column(_("Name"), "head"),
        Column(_("Unit"), "meta", phone_label=_("Unit")),
        Column(_("State"), "word"),
        Column(_("Begun"), "meta", whole=True, phone_label=_("Begun")),
        Column(_("Ends"), "meta", whole=True, phone_label=_("Ends")),
        Column(_("Last saved"), "meta", whole=True, phone_label=_("Last saved")),
        Column(_("Answered"), "meta", numeric=True, phone_label=_("Answered")),
        *([Column(_("Result"), "meta")] if with_result else []),
    ]
    rows = [
        Row(
            [
                Cell(one.name),
                Cell(names.get(one.unit, one.unit)),
                Cell(part=at_word(one.at)),
                Cell(at(one.began_at, today)),
                Cell(at(one.due_at, today)),
                Cell(at(one.saved_at, today)),
                Cell(f"{one.answered} / {one.of}"),
                *([Cell(_passed(one))] if with_result else []),
            ],
            key=one.paper,
            name=one.name,
        )
        for one in lines
    ]
    return DataTable(_("{n} people").format(n=len(rows)), columns, rows)


def result_table(made: Sitting, names: dict[str, str]) -> DataTable:
    """Counts by unit, in the order of the units' numbers: no unit is ranked."""
    columns = [
        Column(_("Unit"), "head"),
        Column(_("Participants"), "meta", numeric=True, phone_label=_("Participants")),
        Column(_("Passed the exam"), "meta", numeric=True, phone_label=_("Passed the exam")),
    ]
    rows = [
        Row(
            [Cell(names.get(one.unit, one.unit) or "—"), Cell(str(one.participants)), Cell(str(one.passed))],
            name=one.unit,
        )
        for one in made.tallies
    ]
    total = sum(one.participants for one in made.tallies)
    passed = sum(one.passed for one in made.tallies)
    said = _("{n} took part, {m} passed").format(n=total, m=passed)
    return DataTable(said, columns, rows)


def appeal_values(one: AppealLine, who: str) -> dict[str, Any]:
    """An appeal with its question and what this person may do with it."""
    said, appeal = one.version.wording, one.appeal
    proposal, is_author = appeal.proposal, one.version.author == who
    facts = [
        Fact(_("Article"), full(said.basis)),
        Fact(_("Right answer"), _key(one.key)),
        Fact(_("Reason of the appeal"), appeal.reason),
    ]
    if proposal is not None:
        what = _("right answer {key}").format(key=_key(proposal.key)) if proposal.key else _("refuse it")
        facts.append(Fact(_("Proposed"), f"{what}{_(': ')}{proposal.reason}"))
    return {
        "paper": one.paper,
        "item": appeal.item,
        "text": said.text,
        "options": list(zip(said.letters, said.options, strict=True)),
        "facts": facts,
        "word": _appeal_word(one),
        "is_author": is_author and not appeal.decided_by,
        "may_propose": proposal is None and not is_author,
        "may_decide": proposal is not None and not appeal.decided_by and not is_author and proposal.by != who,
        "waits_for_other": proposal is not None and not appeal.decided_by and proposal.by == who,
    }


def _appeal_word(one: AppealLine) -> StatusWord:
    if one.appeal.decided_by:
        upheld = one.appeal.is_upheld
        return (
            StatusWord(_("upheld"), "passed", "check") if upheld else StatusWord(_("refused"), "neutral", "x")
        )
    if one.appeal.proposal is not None:
        return StatusWord(_("waits for the second person"), "running", "clock")
    return StatusWord(_("waits"), "soon", "clock")


def _key(key: str) -> str:
    return str(_("every answer counts")) if key == EVERYBODY else key


def _passed(one: SeatLine) -> str:
    if one.passed is None:
        return "—"
    return str(_("passed") if one.passed else _("not passed"))
