"""Parts of the page of a review: head, questions by head, and the column beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.casework.carrying import papers_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.pages.speaking import Speaker, language, local
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.casework.queries import links_of
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.legality import shelf
from plumbline.apps.legality.actions.reviewing import told_to_source
from plumbline.apps.legality.pages.review_words import (
    Request,
    kind_word,
    procedure_word,
    stage_word,
    warning_words,
)
from plumbline.apps.legality.policies import REVIEW_SEND, TEXTS
from plumbline.apps.legality.queries import texts_of_review
from plumbline.apps.legality.queries.reviews import ReviewLine
from plumbline.apps.legality.review_forms import QuestionsForm
from plumbline.apps.pack_store.shelf import shelf as packs
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.cases.reserved import ANSWERS, HANDLED, ITEMS
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.record import Record
from plumbline.core.review.desk import Handled, read_answers, read_handled, read_items
from plumbline.core.review.questions import Answer, Effect, Question, Said

_NEXT = {
    "begun": ("submit",),
    "reworked": ("submit",),
    "coordinated": ("submit",),
    "returned": ("supplemented",),
    "objected": ("disagreement",),
}


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A question with its answer and reason; `head` where a new head of the review begins."""

    question: Question
    says: str
    head: str
    effect: StatusWord
    article: Link
    answer: BoundField
    why: BoundField
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of the last opinion, and what the unit did with it."""

    no: int
    text: str
    handled: str


def head_of(request: Request, row: ReviewLine, file: CaseFile) -> PageHead:
    """What is reviewed, where it stands, what may be done elsewhere."""
    steps = file.docket.procedure.steps
    acts = []
    if may_access(request.person, REVIEW_SEND, file.place, request.today):
        speak = Speaker(file.docket, request.today)
        following = (
            _NEXT.get(row.stage, ()) if row.stage == "objected" or not is_unanswered(file, row) else ()
        )
        for place, step in enumerate(one for one in following if one in steps):
            url = reverse("casework:act", kwargs={"case": row.case, "step": step})
            acts.append(Act(speak.step(steps[step]), url, main=place == 0 and step != "disagreement"))
    return PageHead(
        row.cause,
        path=(Link(_("Legal review"), reverse("legality:reviews")), Link(row.number)),
        words=[stage_word(row.stage), *warning_words(row)],
        note=_("Classified matter must not be entered or uploaded."),
        acts=tuple(acts),
    )


def asked_rows(
    form: QuestionsForm, proposed: dict[str, str] | None = None, *, plain: bool = False
) -> list[AskedRow]:
    """The questions under the heads of the review, each head once where its first question stands."""
    rows: list[AskedRow] = []
    last = None
    heads = list(dict.fromkeys(one.head for one in form.asked))
    for one in sorted(form.asked, key=lambda asked: heads.index(asked.head)):
        title = _head_title(one.head) if one.head and one.head != last else ""
        last = one.head or last
        word = StatusWord("", "neutral") if plain else effect_word(one.effect)
        told = (proposed or {}).get(one.id, "")
        rows.append(
            AskedRow(
                one,
                one.says(language()),
                title,
                word,
                _article(one),
                form[one.id],
                form[f"{one.id}-why"],
                told,
            )
        )
    return rows


def effect_word(effect: Effect) -> StatusWord:
    """What a wrong answer means."""
    words = {
        Effect.BLOCK: StatusWord(_("stops"), "breach", "alert-circle"),
        Effect.FIX: StatusWord(_("mend first"), "soon", "alert-triangle"),
        Effect.NOTE: StatusWord(_("comment"), "neutral", "info-circle"),
    }
    return words[effect]


def said_before(file: CaseFile, round_: int) -> dict[str, Answer]:
    """What was answered in this round."""
    found = _last(file, "review")
    return read_answers(found.fields.get(ANSWERS)) if found and found.fields.get("round") == round_ else {}


def is_unanswered(file: CaseFile, row: ReviewLine) -> bool:
    """Whether the items of the last opinion wait for the unit's answer; coordination does not answer them."""
    found = _last(file, "rework")
    return row.stage in ("objected", "coordinated") and (
        found is None or found.fields.get("round") != row.round
    )


def is_untold(file: CaseFile, row: ReviewLine) -> bool:
    """Whether the case of the decision does not know of the last opinion: entering it there was broken off."""
    opinion = _last(file, "opinion")
    return bool(row.source) and opinion is not None and not told_to_source(opinion, row.source)


def side_of(request: Request, row: ReviewLine, file: CaseFile) -> dict[str, Any]:
    """The column beside the questions: facts, papers, answers on «major?», items."""
    return {
        "facts": _facts(request, row, file),
        "papers": _papers(file),
        "lacking": _lacking(file, row),
        "trigger": _trigger(file),
        "items": _items(file),
        "records_url": reverse("casework:case", kwargs={"case": row.case}),
        "texts": _texts(request, row),
        "texts_url": f"{reverse('legality:new')}?case={row.case}"
        if may_access(request.person, TEXTS, file.place, request.today)
        else "",
        "stage": row.stage,
    }


def _facts(request: Request, row: ReviewLine, file: CaseFile) -> list[Fact]:
    today = date_of(request.today)
    facts = [
        Fact(_("Procedure"), procedure_word(row.procedure)),
        Fact(_("What is reviewed"), kind_word(row.kind, row.procedure)),
    ]
    for link in links_of(row.case):
        if link.case == row.source:
            url = reverse("casework:case", kwargs={"case": link.case})
            facts.append(Fact(_("Case of the decision"), link=Link(link.number, url)))
    facts.append(Fact(_("Round"), str(row.round or "—")))
    if row.submitted_at is not None:
        facts.append(Fact(_("Submitted"), formats.moment(local(row.submitted_at), today)))
    facts.append(Fact(_("Pages of the file"), "—" if row.pages is None else formats.count(row.pages)))
    if row.due_day is not None:
        facts.append(Fact(_("Opinion by"), formats.due_day(date_of(row.due_day), today)))
    if row.reviewer:
        facts.append(Fact(_("Reviewer"), officer_names([row.reviewer]).get(row.reviewer, row.reviewer)))
    return facts


def _papers(file: CaseFile) -> list[Link]:
    """The papers and files of the newest submission and of what came after it."""
    found: list[Link] = []
    for held in _since_submission(file):
        record = held.record
        url = reverse("casework:record", kwargs={"case": record.case, "record": record.id})
        papers = papers_of(record)
        found += [Link(f"《{one.kind}》", url) for one in papers]
        made = {f"{one.attachment}{suffix}" for one in papers for suffix in ("", DOCX_SUFFIX)}
        more = sum(one.id not in made for one in record.attachments)
        if more:
            found.append(Link(ngettext("{n} attachment", "{n} attachments", more).format(n=more), url))
    return found


def _texts(request: Request, row: ReviewLine) -> list[Link]:
    """The texts that were checked for it, with how many marks wait."""
    if not may_access(request.person, TEXTS, Place(row.organ, ""), request.today):
        return []
    told = _("{title}: {n} marks, {waiting} to decide, {accepted} accepted")
    return [
        Link(
            told.format(title=one.title, n=one.marks, waiting=one.waiting, accepted=one.accepted),
            reverse("legality:text", kwargs={"number": one.id}),
        )
        for one in texts_of_review(row.case)
    ]


def _since_submission(file: CaseFile) -> list[HeldRecord]:
    places = [at for at, one in enumerate(file.held) if one.record.step == "submit"]
    wanted = file.held[places[-1] :] if places else ()
    return [one for one in wanted if one.record.step in ("submit", "supplemented")]


def _lacking(file: CaseFile, row: ReviewLine) -> str:
    found = _last(file, "supplement")
    return str(found.fields.get("lacking") or "") if found and row.stage == "returned" else ""


def _trigger(file: CaseFile) -> list[tuple[str, str, str]]:
    """Question, answer and reason of «major?» or of the classification."""
    found = _last(file, "trigger_check") or _last(file, "classify")
    answers = read_answers(found.fields.get(ANSWERS)) if found else {}
    known = {one.id: one for group in shelf.questions().values() for one in group.questions}
    words = {Said.YES: _("yes"), Said.NO: _("no"), Said.NOT_APPLICABLE: _("n/a")}
    return [
        (known[id].says(language()), words[one.said], one.why) for id, one in answers.items() if id in known
    ]


def _items(file: CaseFile) -> list[ItemLine]:
    """The items of the last opinion that had any, with what the unit did about each."""
    opinions = [one for one in _all(file, "opinion") if one.fields.get(ITEMS)]
    if not opinions:
        return []
    opinion = opinions[-1]
    handled: dict[int, Handled] = {}
    for one in _all(file, "rework"):
        if one.fields.get("round") == opinion.fields.get("round"):
            handled = read_handled(one.fields.get(HANDLED))
    items = read_items(opinion.fields.get(ITEMS))
    return [ItemLine(one.no, one.text, _handled(handled.get(one.no))) for one in items]


def _handled(one: Handled | None) -> str:
    if one is None:
        return ""
    word = _("adopted") if one.adopted else _("not adopted")
    return f"{word}{_(': ')}{one.why}" if one.why else str(word)


def _last(file: CaseFile, step: str) -> Record | None:
    found = _all(file, step)
    return found[-1] if found else None


def _all(file: CaseFile, step: str) -> list[Record]:
    gone = {one.record.corrects for one in file.held if one.record.corrects}
    return [one.record for one in file.held if one.record.step == step and one.record.id not in gone]


def _head_title(head: str) -> str:
    field = packs().docket("legal.review").procedure.steps["review"].fields.get(head)
    if field is None:
        return ""
    return field.title if language() == "zh" else field.label


def _article(one: Question) -> Link:
    joint = "；" if language() == "zh" else "; "
    return Link(joint.join(packs().brief(basis) for basis in one.basis))
