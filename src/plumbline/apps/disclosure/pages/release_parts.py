"""What the page of a release shows: its head, its facts, the text with marks, the text as the public reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.disclosure.actions import publication_of
from plumbline.apps.disclosure.duty_lines import PUBLIC, STOP
from plumbline.apps.disclosure.pages.asking import Request
from plumbline.apps.disclosure.pages.words import hidden_word, kind_word, reason_word, redaction, stage_word
from plumbline.apps.disclosure.queries import ReleaseView
from plumbline.apps.disclosure.texts import DecisionText
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.marks import NEVER_SHOWN, Piece


def head_of(row: ReleaseView, file: CaseFile) -> PageHead:
    """The head, with the state of the release."""
    number = read_case(row.source).history.opening.number
    return PageHead(
        title=_("Publication of {number}").format(number=number),
        path=(Link(_("Publication"), reverse("disclosure:duties")), Link(number)),
        words=(stage_word(row.stage),),
        note=_("Classified matter must not enter this system."),
    )


def facts_of(request: Request, row: ReleaseView, file: CaseFile) -> list[Fact]:
    """What is known of the release, with who did what."""
    source = read_case(row.source).history.opening
    today = date_of(request.today)
    speak = Speaker(file.docket, request.today)
    facts = [
        Fact(_("Decision"), link=Link(source.number, reverse("casework:case", kwargs={"case": row.source}))),
        Fact(
            _("Matter"),
            link=Link(file.history.opening.number, reverse("casework:case", kwargs={"case": row.case})),
        ),
    ]
    decided = file.history.folded(request.now).by_step.get("decide")
    if decided:
        facts.append(Fact(_("Kind"), kind_word(str(decided[-1].fields.get("decision_kind") or "other"))))
        facts.append(Fact(_("Decided on"), formats.short_day(date_of(decided[-1].day), today)))
    if row.due_day is not None and row.published_day is None:
        facts.append(Fact(_("Publish by"), formats.due_day(date_of(row.due_day), today) + " 24:00"))
    if row.published_day is not None:
        facts.append(Fact(_("Published on"), formats.short_day(date_of(row.published_day), today)))
        if row.stage in PUBLIC and file.docket.step(STOP) is not None:
            term = formats.short_day(last_shown(row.stop_day), today) if row.stop_day else _("to be judged")
            facts.append(Fact(_("Displayed until"), term))
    speak.know({one.record.entered_by for one in file.held})
    for held in file.held:
        step = file.docket.step(held.record.step)
        if step is not None and held.record.step != "decide":
            facts.append(
                Fact(
                    speak.step(step),
                    f"{speak.officer(held.record.entered_by)} {speak.time(held.record.recorded_at)}",
                )
            )
    if row.full_text:
        facts.append(Fact(_("Commitment to the whole text"), row.full_text, mono=True))
    return facts


def last_shown(stop_day: int) -> date:
    """The day on which the term runs out: the display ends on the day after it at the latest."""
    return date_of(stop_day - 1)


def marked(
    text: DecisionText, ticked: tuple[int, ...] | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The text in pieces with numbered marks, and the list of marks; all are ticked at first."""
    shown: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    at = 0
    for place, one in enumerate(text.proposed):
        words = text.text[one.start : one.end]
        shown.append({"text": text.text[at : one.start], "mark": None})
        shown.append({"text": words, "mark": place + 1})
        at = one.end
        marks.append(
            {
                "place": place,
                "number": place + 1,
                "text": words,
                "kind": hidden_word(one.kind),
                "reason": reason_word(one.reason),
                "fixed": one.reason in NEVER_SHOWN,
                "ticked": ticked is None or place in ticked,
            }
        )
    shown.append({"text": text.text[at:], "mark": None})
    return shown, marks


def public_parts(row: ReleaseView) -> dict[str, Any]:
    """The text as the public reads it, or would, and what lists and files say of it: all that is to be reviewed."""
    told = row.content or publication_of(row.case, row.source)
    listed = [
        Fact(_("Number of the decision"), told.number),
        Fact(_("Party"), told.party or _("(a person; name withheld)")),
        Fact(_("Cause"), told.cause),
        Fact(_("Outcome"), told.result or "—"),
        Fact(_("Decided on"), told.decided_on),
    ]
    return {"shown": told, "listed": listed, "lines": lines_of(told.pieces)}


def lines_of(pieces: tuple[Piece, ...]) -> list[list[dict[str, Any]]]:
    """Paragraphs of pieces: words, or the label of what was taken out."""
    lines: list[list[dict[str, Any]]] = [[]]
    for one in pieces:
        if one.kind is not None:
            lines[-1].append({"text": "", "part": redaction(one.kind)})
            continue
        first, *more = one.text.split("\n")
        lines[-1].append({"text": first, "part": None})
        for text in more:
            lines.append([{"text": text, "part": None}])
    return [line for line in lines if any(piece["part"] or piece["text"].strip() for piece in line)]
