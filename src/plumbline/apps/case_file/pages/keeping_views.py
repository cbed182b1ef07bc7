"""The keeping of one file: where it stands, archive it, lend it, take it back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.case_file.actions import (
    Archiving,
    Lending,
    Retention,
    archive_file,
    lend_file,
    return_file,
)
from plumbline.apps.case_file.errors import FileDeskError
from plumbline.apps.case_file.forms import ArchiveForm, LoanForm, ReturnForm
from plumbline.apps.case_file.pages.asking import Request, day, language, person_of, place_of
from plumbline.apps.case_file.pages.hold_views import held_words
from plumbline.apps.case_file.pages.loan_parts import loan_table
from plumbline.apps.case_file.policies import FILE_HOLD, FILE_KEEP, FILES_READ
from plumbline.apps.case_file.queries import keeping_of, loans_of, retentions
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.core.authority.access import may_access
from plumbline.core.cases.keeping import PERMANENT, Keeping, retention_word
from plumbline.core.cases.keeping_errors import KeepingError
from plumbline.core.cases.reserved import SIGN_PAPER, VOID_ACT
from plumbline.core.clocks.civil import day_of

_WRONG = (FileDeskError, KeepingError, CaseworkError, CaseMoved)


@require_safe
@requires(FILES_READ, place=place_of)
def keeping(request: Request, case: str) -> HttpResponse:
    """Where the file of a case stands, and what may be done with it."""
    return _page(request, read_case(case))


@require_POST
@requires(FILE_KEEP, place=place_of)
def archive(request: Request, case: str) -> HttpResponse:
    """The file goes into the organ's archives."""
    form = ArchiveForm(request.POST, auto_id="archive_%s")

    def act() -> object:
        data = form.cleaned_data
        told = Archiving(
            data["number"], Retention(form.written, data["basis"]), data["place"], data["remark"]
        )
        return archive_file(
            person=person_of(request), case=case, archiving=told, seen=data["seen"], now=request.now
        )

    return _done(request, case, form, "archive", act)


@require_POST
@requires(FILE_KEEP, place=place_of)
def lend(request: Request, case: str) -> HttpResponse:
    """The file is lent."""
    form = LoanForm(request.POST, colleagues=_colleagues(read_case(case)), auto_id="loan_%s")

    def act() -> object:
        data = form.cleaned_data
        told = Lending(
            data["unit"], data["borrower"], data["purpose"], day_of(data["until"]), data["officer"]
        )
        return lend_file(
            person=person_of(request), case=case, lending=told, seen=data["seen"], now=request.now
        )

    return _done(request, case, form, "loan", act)


@require_POST
@requires(FILE_KEEP, place=place_of)
def give_back(request: Request, case: str) -> HttpResponse:
    """The file came back."""
    form = ReturnForm(request.POST, auto_id="return_%s")

    def act() -> object:
        data = form.cleaned_data
        return return_file(
            person=person_of(request), case=case, remark=data["remark"], seen=data["seen"], now=request.now
        )

    return _done(request, case, form, "give_back", act)


def _done(
    request: Request, case: str, form: forms.Form, name: str, act: Callable[[], object]
) -> HttpResponse:
    """The act, and back to the page; the form again with what is wrong."""
    if form.is_valid():
        try:
            act()
        except _WRONG as error:
            said = (error.message(language()), error.remedy(language()))
            form.add_error(None, ("。" if language() == "zh" else ". ").join(one for one in said if one))
        else:
            return HttpResponseRedirect(reverse("case_file:keeping", kwargs={"case": case}))
    return _page(request, read_case(case), {name: form})


def _page(request: Request, file: CaseFile, sent: dict[str, forms.Form] | None = None) -> HttpResponse:
    opening = file.history.opening
    address = {"case": opening.case}
    found = keeping_of(file)
    may = may_access(request.person, FILE_KEEP, file.place, request.today)
    ended = file.docket.end_of(file.history.folded(request.now)) is not None
    forms_shown = _forms(file, found, sent or {}) if may and ended and found.delivery is None else {}
    unseen = [
        form for name, form in (sent or {}).items() if name not in forms_shown
    ]  # its form is there no more
    loans = loans_of(opening.case)
    values = {
        "head": PageHead(
            title=_("Keeping of the file"),
            path=(
                Link(_("Case files"), reverse("case_file:shelf")),
                Link(opening.number, reverse("casework:case", kwargs=address)),
                Link(_("Keeping of the file")),
            ),
            words=(state_word(found, ended=ended, today=request.today), *held_words(file)),
            facts=_facts(found),
            acts=(
                *(
                    [Act(_("Legal hold"), reverse("case_file:holds", kwargs=address), icon="lock")]
                    if may_access(request.person, FILE_HOLD, file.place, request.today)
                    else ()
                ),
                Act(_("Personal values"), reverse("case_file:destruction", kwargs=address)),
                Act(_("Case file"), reverse("case_file:page", kwargs=address), icon="folder"),
            ),
        ),
        "forms": dict.fromkeys(("archive", "loan", "give_back")) | forms_shown,
        "archived": found.archived is not None,
        "urls": {
            name: reverse(f"case_file:{name}", kwargs=address) for name in ("archive", "lend", "give_back")
        },
        "loans": loan_table(loans, request.today, with_case=False) if loans else None,
        "running": not ended,
        "gone": found.delivery,
        "gone_on": day(found.delivery.day) if found.delivery else "",
        "later": _later(file, found),
        "refused": [
            Notice(one, "breach", "alert-circle", alert=True)
            for form in unseen
            for one in form.non_field_errors()
        ],
    }
    return render(request, "case_file/keeping.html", values, status=422 if sent else 200)


def _forms(file: CaseFile, found: Keeping, sent: dict[str, forms.Form]) -> dict[str, forms.Form]:
    """What may be done now: a file that is out can only come back."""
    seen = {"seen": len(file.held)}
    shown: dict[str, forms.Form] = {}
    if found.out is not None:
        shown["give_back"] = ReturnForm(initial=seen, auto_id="return_%s")
    else:
        shown["archive"] = ArchiveForm(initial=_initial(file, found) | seen, auto_id="archive_%s")
        if found.archived is not None:
            shown["loan"] = LoanForm(colleagues=_colleagues(file), initial=seen, auto_id="loan_%s")
    return shown | sent


def _colleagues(file: CaseFile) -> list[tuple[str, str]]:
    return colleagues_of(file.history.opening.organ)


def _initial(file: CaseFile, found: Keeping) -> dict[str, object]:
    opening = file.history.opening
    if found.archived is not None:
        kept = found.archived
        term, basis = kept.retention, kept.basis
        known: dict[str, object] = {"number": kept.archive_number, "place": kept.place}
    else:
        table = retentions(opening.organ).get(opening.procedure)
        term, basis, known = (table.term, table.basis, {}) if table else ("", "", {})
    if term == PERMANENT:
        return {**known, "term": PERMANENT, "basis": basis}
    return {**known, "term": "years", "years": term, "basis": basis}


def _later(file: CaseFile, found: Keeping) -> int:
    """How many acts, corrections of them and signed papers were entered after the file had been delivered."""
    if found.delivery is None:
        return 0
    ids = [one.id for one in file.history.sealed]
    behind = file.history.sealed[ids.index(found.delivery.record) + 1 :]
    told = (VOID_ACT, SIGN_PAPER)
    return sum(one.step in told or file.docket.step(one.step) is not None for one in behind)


def _facts(found: Keeping) -> tuple[Fact, ...]:
    if found.archived is None:
        return ()
    kept = found.archived
    return (
        Fact(_("Archive number"), kept.archive_number),
        Fact(_("Retention"), retention_word(kept.retention, language())),
        Fact(_("Table that states it"), kept.basis),
        *([] if found.delivery else [Fact(_("Where it stands"), kept.place or "—")]),
        Fact(_("Archived on"), day(kept.day)),
    )


def state_word(found: Keeping, *, ended: bool, today: int) -> StatusWord:
    """Where the file stands, in a word."""
    if found.delivery is not None:
        return StatusWord(_("delivered"), "neutral", "check")
    if found.out is not None:
        late = found.out.until < today
        said = _("out, to be back on {day}").format(day=day(found.out.until))
        return StatusWord(said, "breach" if late else "soon", "alert-circle" if late else "clock")
    if found.archived is not None:
        return StatusWord(_("archived"), "passed", "check")
    return StatusWord(_("to be archived") if ended else _("case still runs"), "neutral", "circle-dashed")
