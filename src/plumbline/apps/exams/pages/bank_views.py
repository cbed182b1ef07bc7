"""The bank of questions: the list, a question with its versions, a sheet taken in, rows that wait, a change of law."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.exams import actions
from plumbline.apps.exams.forms import QuestionForm, RowForm, SheetForm, typed
from plumbline.apps.exams.pages.asking import Request, person_of, tell
from plumbline.apps.exams.policies import BANK
from plumbline.apps.exams.queries import (
    BankLine,
    WaitingRow,
    bank,
    bank_counts,
    history_of,
    no_longer_in_force,
    place_of_question,
    waiting_rows,
)
from plumbline.apps.exams.wording import BODIES, KINDS, brief, full, state_text, state_word
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.intake import QuarantineTable, WrongValue
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, FilterBar, Pick, Row
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.errors import PeopleError
from plumbline.apps.people.pages_language import language, told
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.people.sheets import XLSX, read_sheet, write_xlsx
from plumbline.core.authority.person import Place
from plumbline.core.errors import InputError, PlumblineError
from plumbline.core.exams.errors import ExamError, QuestionUnknown
from plumbline.core.exams.question import Body, State, Version
from plumbline.core.exams.sheet import TEXT, TITLES

_MOST = 300


def place(request: HttpRequest, question: str) -> Place:
    """The district whose bank holds the question of an address."""
    return place_of_question(question)


@require_GET
@requires(BANK)
def bank_page(request: Request) -> HttpResponse:
    """The questions, by article; rows of sheets that wait; what a change of law put in doubt."""
    person = person_of(request)
    state, body, words = (request.GET.get(one, "").strip() for one in ("state", "body", "q"))
    found = bank(person, request.today, state=state, body=body, words=words)
    waiting = waiting_rows(person, request.today)
    acts = (
        Act(_("Write a question"), reverse("exams:new_question"), icon="plus", main=True),
        Act(_("Import a sheet"), reverse("exams:import"), icon="upload"),
    )
    why = _("Questions with their article are written here or imported; somebody else reviews each.")
    values = {
        "head": PageHead(_("Bank of questions"), acts=acts),
        "filters": _filters(person, request, state, body, words),
        "table": _table(found[:_MOST]) if found else None,
        "left": max(0, len(found) - _MOST),
        "waiting": _waiting(waiting) if waiting else None,
        "stale": len(no_longer_in_force(person, request.today)),
        "empty": None if found else EmptyPage(_("No questions here"), why, acts[0]),
    }
    return render(request, "exams/bank.html", values)


@require_http_methods(["GET", "POST"])
@requires(BANK)
def new(request: Request) -> HttpResponse:
    """A new question, or with `from` a new version of one."""
    of = request.GET.get("from", "")
    known = history_of(of).newest if of else None
    initial = typed(known.wording) if known else {"bodies": [Body.ALL.value]}
    form = QuestionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            id = actions.write_question(
                person=person_of(request),
                wording=form.wording(),
                now=request.now,
                today=request.today,
                question=of or None,
            )
            return HttpResponseRedirect(reverse("exams:question", kwargs={"question": id}))
        except ExamError as error:
            form.add_error(None, told(error))
    title = _("New version") if of else _("Write a question")
    back = reverse("exams:question", kwargs={"question": of}) if of else reverse("exams:bank")
    path = (Link(_("Bank of questions"), reverse("exams:bank")), Link(title))
    values = {"head": PageHead(title, path=path), "form": form, "back": back}
    return render(request, "exams/question_form.html", values, status=422 if form.errors else 200)


@require_GET
@requires(BANK, place=place)
def question_page(request: Request, question: str) -> HttpResponse:
    """A question with every version, the newest first, and what may be done with each."""
    made, person = history_of(question), person_of(request)
    names = officer_names({one for v in made.versions for one in (v.author, v.reviewer) if one})
    path = (Link(_("Bank of questions"), reverse("exams:bank")), Link(made.newest.wording.text[:30]))
    again = Act(_("Write a new version"), f"{reverse('exams:new_question')}?from={made.id}", icon="file-plus")
    values = {
        "head": PageHead(made.newest.wording.text, path=path, acts=(again,)),
        "versions": [_version(one, names, person.signs_as) for one in reversed(made.versions)],
        "go_url": reverse("exams:question_go", kwargs={"question": made.id}),
    }
    return render(request, "exams/question.html", values)


@require_POST
@requires(BANK, place=place)
def question_go(request: Request, question: str) -> HttpResponse:
    """Passes, returns or withdraws a version."""
    what, note = request.POST.get("what", ""), request.POST.get("note", "")
    number = request.POST.get("version", "")
    named = {
        "person": person_of(request),
        "question": question,
        "version": int(number) if number.isdecimal() else 0,
        "note": note,
        "now": request.now,
        "today": request.today,
    }
    try:
        if what == "withdraw":
            actions.withdraw_question(**named)
        elif what in ("pass", "return"):
            actions.review_question(passed=what == "pass", **named)
    except (ExamError, StoreError) as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("exams:question", kwargs={"question": question}))


@require_http_methods(["GET", "POST"])
@requires(BANK)
def import_page(request: Request) -> HttpResponse:
    """Takes a sheet in; rows with mistakes wait on the page of the bank."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = form.cleaned_data["document"]
            rows = read_sheet(document.name, document.read())
            taken = actions.import_questions(
                person=person_of(request), rows=rows, now=request.now, today=request.today
            )
            said = _("{n} questions wait for review, {m} rows wait to be mended")
            messages.success(request, said.format(n=taken.entered, m=taken.waiting))
            return HttpResponseRedirect(reverse("exams:bank"))
        except (InputError, PeopleError) as error:
            form.add_error("document", told(error))
    path = (Link(_("Bank of questions"), reverse("exams:bank")), Link(_("Import a sheet")))
    act = Act(_("Download the template"), reverse("exams:template"), "download")
    values = {
        "head": PageHead(_("Import a sheet"), path=path, acts=(act,)),
        "form": form,
        "back": reverse("exams:bank"),
    }
    return render(request, "exams/import.html", values, status=422 if form.errors else 200)


@require_GET
@requires(BANK)
def template(request: Request) -> HttpResponse:
    """An empty sheet with the columns of the bank."""
    sent = HttpResponse(write_xlsx(TITLES, []), content_type=XLSX)
    sent["Content-Disposition"] = 'attachment; filename="questions.xlsx"'
    return sent


@require_http_methods(["GET", "POST"])
@requires(BANK)
def mend(request: Request, row: str) -> HttpResponse:
    """A row that waits, with what is wrong; mended it becomes a question."""
    person = person_of(request)
    waits = next((one for one in waiting_rows(person, request.today) if one.key == row), None)
    if waits is None:
        raise QuestionUnknown(named=row)
    initial = {f"cell_{place}": waits.cells.get(title, "") for place, title in enumerate(TITLES)}
    form = RowForm(request.POST or None, titles=TITLES, initial=initial)
    if request.method == "POST" and request.POST.get("what") == "drop":
        actions.drop_row(person=person, key=row, today=request.today)
        return HttpResponseRedirect(reverse("exams:bank"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.mend_row(person=person, key=row, cells=form.cells(), now=request.now, today=request.today)
            return HttpResponseRedirect(reverse("exams:bank"))
        except InputError as error:
            form.add_error(None, told(error))
    path = (Link(_("Bank of questions"), reverse("exams:bank")), Link(_("Mend a row")))
    said = (waits.problem_zh, waits.mend_zh) if language() == "zh" else (waits.problem_en, waits.mend_en)
    values = {
        "head": PageHead(_("Mend a row"), path=path),
        "form": form,
        "said": said,
        "back": reverse("exams:bank"),
    }
    return render(request, "exams/row.html", values, status=422 if form.errors else 200)


@require_POST
@requires(BANK)
def changed(request: Request) -> HttpResponse:
    """An article was changed or repealed: every question that rests on it is put in doubt."""
    try:
        touched = actions.doubt_changed(
            person=person_of(request),
            changed=request.POST.get("citation", ""),
            note=request.POST.get("note", ""),
            now=request.now,
            today=request.today,
        )
        messages.success(request, _("{n} questions rest on it and are drawn no more").format(n=touched))
    except PlumblineError as error:
        tell(request, error)
    return HttpResponseRedirect(f"{reverse('exams:bank')}?state={State.DOUBTED.value}")


def _filters(person: Any, request: Request, state: str, body: str, words: str) -> FilterBar:
    counts = bank_counts(person, request.today)
    states = [(one.value, f"{state_text(one)} {counts.get(one.value, 0)}") for one in State]
    picks = (
        Pick("state", _("State"), [("", _("all but replaced")), *states], state),
        Pick("body", _("For"), [("", _("all")), *((one.value, str(BODIES[one])) for one in Body)], body),
    )
    return FilterBar(
        url=reverse("exams:bank"),
        target="list",
        picks=picks,
        search_label=_("Words or article"),
        search=words,
        active=bool(state or body or words),
    )


def _table(found: list[BankLine]) -> DataTable:
    columns = [
        Column(_("Article"), "meta", whole=True),
        Column(_("Text of the question"), "head"),
        Column(_("Kind"), "meta"),
        Column(_("For"), "meta"),
        Column(_("State"), "word"),
    ]
    rows = [
        Row(
            [
                Cell(brief(one.version.wording.basis)),
                Cell(
                    one.version.wording.text,
                    reverse("exams:question", kwargs={"question": one.version.question}),
                ),
                Cell(str(KINDS[one.version.wording.kind])),
                Cell(_(", ").join(str(BODIES[body]) for body in one.version.wording.bodies)),
                Cell(part=_state(one)),
            ],
            name=one.version.wording.text,
        )
        for one in found
    ]
    return DataTable(ngettext("{n} question", "{n} questions", len(rows)).format(n=len(rows)), columns, rows)


def _state(one: BankLine) -> StatusWord:
    if one.is_stale and one.version.state is State.IN_USE:
        return StatusWord(_("article no longer in force"), "soon", "alert-triangle")
    return state_word(one.version.state)


def _waiting(rows: list[WaitingRow]) -> QuarantineTable:
    chinese = language() == "zh"
    return QuarantineTable(
        _("{n} rows of sheets wait to be mended").format(n=len(rows)),
        [
            WrongValue(
                line=str(one.row),
                name=one.cells.get(TEXT, "")[:40],
                column="",
                reason=one.problem_zh if chinese else one.problem_en,
                mend=one.mend_zh if chinese else one.mend_en,
                wrong="",
                act=Link(_("Mend"), reverse("exams:row", kwargs={"row": one.key})),
            )
            for one in rows
        ],
        name_label=_("Text of the question"),
    )


def _version(one: Version, names: dict[str, str], who: str) -> dict[str, Any]:
    said = one.wording
    facts = [
        Fact(_("Kind"), str(KINDS[said.kind])),
        Fact(_("Article"), full(said.basis)),
        Fact(_("For"), _(", ").join(str(BODIES[body]) for body in said.bodies)),
        Fact(_("Written by"), names.get(one.author, one.author)),
    ]
    if one.reviewer:
        facts.append(Fact(_("Reviewed by"), names.get(one.reviewer, one.reviewer)))
    if one.note:
        facts.append(Fact(_("Note"), one.note))
    return {
        "number": one.number,
        "text": said.text,
        "options": [
            (letter, text, letter in said.key)
            for letter, text in zip(said.letters, said.options, strict=True)
        ],
        "facts": facts,
        "word": state_word(one.state),
        "may_review": one.state is State.WAITING and one.author != who,
        "is_own": one.state is State.WAITING and one.author == who,
        "may_withdraw": one.state in (State.WAITING, State.IN_USE, State.DOUBTED),
    }
