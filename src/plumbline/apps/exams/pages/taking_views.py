"""Sitting an exam: the list of one's own, the paper, each answer as it is given, handing in, the result and appeals."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.exams import actions
from plumbline.apps.exams.pages.asking import Request, at, local, person_of, tell
from plumbline.apps.exams.policies import TAKE
from plumbline.apps.exams.queries import Mine, OwnPaper, QuestionShown, mine, own_bundle, own_paper
from plumbline.apps.exams.wording import KINDS, PURPOSES, full, stage_word
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.pages_language import told
from plumbline.core.clocks.civil import date_of
from plumbline.core.exams.errors import AnswerMoved, ExamError, NotNow, PaperClosed
from plumbline.core.exams.question import Kind
from plumbline.core.exams.sitting import Stage
from plumbline.core.oversight.draw import written

_SECOND = 1_000_000


@require_GET
@requires(TAKE)
def mine_page(request: Request) -> HttpResponse:
    """The exams that the person sits."""
    found = mine(person_of(request))
    why = _("Exams that you are to sit appear here, with their time, your paper and afterwards your result.")
    values = {
        "head": PageHead(_("My exams")),
        "table": _mine_table(found, request) if found else None,
        "empty": None if found else EmptyPage(_("No exams"), why),
    }
    return render(request, "exams/mine.html", values)


@require_GET
@requires(TAKE)
def paper(request: Request, paper: str) -> HttpResponse:
    """The own paper: before it is begun, while it is written, after it was handed in, with its result."""
    own = own_paper(person_of(request), paper, request.today)
    seat, over = own.seat, own.seat.sitting.stage is not Stage.SET_UP
    writing = seat.began_at is not None and seat.handed_at is None and not over
    left = max(0, (seat.due_at or 0) - request.now) // _SECOND
    values: dict[str, Any] = {
        "head": _head(own, request),
        "paper": paper,
        "before": seat.began_at is None and not over,
        "may_begin": seat.sitting.plan.opens_at <= request.now < seat.sitting.closes_at,
        "writing": writing and left > 0,
        "late": writing and left <= 0,
        "left": left,
        "left_minutes": -(-left // 60),
        "due": local(seat.due_at).strftime("%H:%M") if seat.due_at else "",
        "questions": [_shown(one) for one in own.questions] if writing and left > 0 else [],
        "handed": seat.handed_at is not None,
        "handed_at": at(seat.handed_at, request.today),
        "over": over,
        "absent": over and seat.began_at is None,
        "marked": own.written.marked if over else None,
        "passed": own.written.passed,
        "results": [_result(one) for one in own.questions] if over else [],
        "may_appeal": seat.sitting.stage is Stage.CLOSED and request.today <= (seat.sitting.appeals_end or 0),
        "appeals_end": date_of(seat.sitting.appeals_end).isoformat() if seat.sitting.appeals_end else "",
        "answers_hash": own.written.answers_hash,
        "minutes": seat.sitting.plan.minutes + seat.sitting.extra,
        "count": seat.sitting.plan.count,
        "opens": at(seat.sitting.plan.opens_at, request.today),
        "closes": at(seat.sitting.closes_at, request.today),
        "saved": local(own.saved_at).strftime("%H:%M:%S") if own.saved_at else "",
    }
    return render(request, "exams/paper.html", values)


@require_POST
@requires(TAKE)
def begin(request: Request, paper: str) -> HttpResponse:
    """Begins the paper; its time runs from now on."""
    try:
        actions.begin_paper(person=person_of(request), paper=paper, now=request.now, today=request.today)
    except NotNow as error:
        tell(request, error)
    return _to(paper)


@require_POST
@requires(TAKE)
def answer(request: Request, paper: str) -> HttpResponse:
    """Keeps one answer and says when: 200 means that it is on the server. 409: another page answered; 410: too late."""
    try:
        due = actions.keep_answer(
            person=person_of(request),
            paper=paper,
            number=_whole(request, "number"),
            choice=request.POST.get("choice", ""),
            turn=_whole(request, "turn"),
            now=request.now,
            today=request.today,
        )
    except AnswerMoved as error:
        return JsonResponse({"held": error.held, "turn": error.turn, "said": told(error)}, status=409)
    except PaperClosed as error:
        return JsonResponse({"said": told(error)}, status=410)
    return JsonResponse(
        {
            "at": local(request.now).strftime("%H:%M:%S"),
            "left": max(0, due - request.now) // _SECOND,
            "due": local(due).strftime("%H:%M"),
        }
    )


@require_http_methods(["GET", "POST"])
@requires(TAKE)
def check(request: Request, paper: str) -> HttpResponse:
    """What is answered and what is not, before it is handed in; a form sent here is kept first."""
    person = person_of(request)
    if request.method == "POST":
        own = own_paper(person, paper, request.today)
        choices = {one.number: "".join(request.POST.getlist(f"q{one.number}")) for one in own.questions}
        try:
            actions.keep_form(
                person=person, paper=paper, choices=choices, now=request.now, today=request.today
            )
        except PaperClosed as error:
            tell(request, error)
            return _to(paper)
        return HttpResponseRedirect(reverse("exams:check", kwargs={"paper": paper}))
    own = own_paper(person, paper, request.today)
    if own.seat.began_at is None or own.seat.handed_at is not None:
        return _to(paper)
    open_ = [one.number for one in own.questions if not one.choice]
    values = {
        "head": _head(own, request),
        "paper": paper,
        "answered": len(own.questions) - len(open_),
        "of": len(own.questions),
        "open": open_,
        "late": (own.seat.due_at or 0) <= request.now,
    }
    return render(request, "exams/check.html", values)


@require_POST
@requires(TAKE)
def hand_in(request: Request, paper: str) -> HttpResponse:
    """Hands the paper in as it is saved; asked again it changes nothing."""
    try:
        actions.hand_in(person=person_of(request), paper=paper, now=request.now, today=request.today)
    except NotNow as error:
        tell(request, error)
    return _to(paper)


@require_POST
@requires(TAKE)
def appeal(request: Request, paper: str) -> HttpResponse:
    """Objects to a question of the own paper."""
    try:
        actions.appeal(
            person=person_of(request),
            paper=paper,
            number=_whole(request, "number"),
            reason=request.POST.get("reason", ""),
            now=request.now,
            today=request.today,
        )
        messages.success(request, _("The appeal is entered; two people decide on it."))
    except (ExamError, StoreError) as error:
        tell(request, error)
    return _to(paper)


@require_GET
@requires(TAKE)
def bundle(request: Request, paper: str) -> HttpResponse:
    """What makes the draw of the own paper again, for `plumbline draw verify`; once the exam is closed."""
    own = own_bundle(person_of(request), paper, request.today)
    text = json.dumps(written(own) | {"paper": paper}, ensure_ascii=False, indent=2)
    sent = HttpResponse(f"{text}\n".encode(), content_type="application/json")
    sent["Content-Disposition"] = f'attachment; filename="draw-{paper[:8]}.json"'
    return sent


def _to(paper: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("exams:paper", kwargs={"paper": paper}))


def _whole(request: Request, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _head(own: OwnPaper, request: Request) -> PageHead:
    plan = own.seat.sitting.plan
    path = (Link(_("My exams"), reverse("exams:mine")), Link(plan.title))
    return PageHead(plan.title, path=path, words=(_word(own.seat, request),))


def _word(one: Mine, request: Request) -> StatusWord:
    if one.sitting.stage is not Stage.SET_UP:
        return stage_word(one.sitting.stage)
    if one.handed_at is not None:
        return StatusWord(_("handed in"), "passed", "check")
    if one.began_at is not None:
        return StatusWord(_("writing"), "running", "circle-dashed")
    if request.now < one.sitting.plan.opens_at:
        return StatusWord(_("not open yet"), "neutral", "clock")
    if request.now >= one.sitting.closes_at:
        return StatusWord(_("its time is over"), "neutral", "minus")
    return StatusWord(_("open now"), "soon", "clock")


def _mine_table(found: list[Mine], request: Request) -> DataTable:
    columns = [
        Column(_("Exam"), "head"),
        Column(_("Kind"), "meta"),
        Column(_("State"), "word"),
        Column(_("From"), "meta", whole=True, phone_label=_("From")),
        Column(_("Until"), "meta", whole=True, phone_label=_("Until")),
        Column(_("Minutes"), "meta", numeric=True, phone_label=_("Minutes")),
    ]
    rows = [
        Row(
            [
                Cell(one.sitting.plan.title, reverse("exams:paper", kwargs={"paper": one.paper})),
                Cell(str(PURPOSES[one.sitting.plan.purpose])),
                Cell(part=_word(one, request)),
                Cell(at(one.sitting.plan.opens_at, request.today)),
                Cell(at(one.sitting.closes_at, request.today)),
                Cell(str(one.sitting.plan.minutes)),
            ],
            name=one.sitting.plan.title,
        )
        for one in found
    ]
    return DataTable(ngettext("{n} exam", "{n} exams", len(rows)).format(n=len(rows)), columns, rows)


def _shown(one: QuestionShown) -> dict[str, Any]:
    said = one.version.wording
    letters = zip(said.letters, said.options, strict=True)
    return {
        "number": one.number,
        "kind": KINDS[said.kind],
        "several": said.kind is Kind.MULTIPLE,
        "text": said.text,
        "options": [(letter, text, letter in one.choice) for letter, text in letters],
        "turn": one.turn,
    }


def _result(one: QuestionShown) -> dict[str, Any]:
    shown = _shown(one)
    right = one.key == "*" or (bool(one.choice) and one.choice == one.key)
    facts = [
        Fact(_("Your answer"), one.choice or "—"),
        Fact(_("Right answer"), _("every answer counts") if one.key == "*" else one.key),
        Fact(_("Article"), full(one.version.wording.basis)),
    ]
    word = StatusWord(_("right"), "passed", "check") if right else StatusWord(_("wrong"), "neutral", "x")
    return {**shown, "facts": facts, "word": word, "appeal": one.appeal}
