"""What a case holds of persons beside its records, and the acts of two people that destroy it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.case_file.destroying import (
    Proposing,
    confirm_destruction,
    propose_destruction,
    refuse_destruction,
)
from plumbline.apps.case_file.destruction import KeptWithTheFile
from plumbline.apps.case_file.forms import ConfirmForm, ProposalForm, RefusalForm
from plumbline.apps.case_file.pages.asking import Request, language, person_of, place_of
from plumbline.apps.case_file.pages.hold_views import held_words
from plumbline.apps.case_file.pages.value_parts import choices, proposal_facts, value_table
from plumbline.apps.case_file.policies import DESTRUCTION_CONFIRM, DESTRUCTION_PROPOSE, FILES_READ
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access
from plumbline.core.cases.destroying import open_proposal
from plumbline.core.cases.destroying_errors import DestroyingError
from plumbline.core.cases.keeping_errors import KeepingError
from plumbline.core.cases.legal_hold_errors import HoldError
from plumbline.core.clocks.civil import day_of

_WRONG = (DestroyingError, HoldError, KeepingError, KeptWithTheFile, CaseworkError, CaseMoved)


@require_safe
@requires(FILES_READ, place=place_of)
def destruction(request: Request, case: str) -> HttpResponse:
    """The values, what became of them, and what may be done."""
    return _page(request, read_case(case))


@require_POST
@requires(DESTRUCTION_PROPOSE, place=place_of)
def propose(request: Request, case: str) -> HttpResponse:
    """Somebody proposes."""
    form = ProposalForm(request.POST, places=choices(read_case(case)), auto_id="propose_%s")

    def act() -> str:
        data = form.cleaned_data
        told = Proposing(form.chosen, day_of(data["expired"]), data["appraisal"], data["ground"])
        propose_destruction(
            person=person_of(request), case=case, proposing=told, seen=data["seen"], now=request.now
        )
        return str(_("The proposal was entered. Another person has to confirm it."))

    return _done(request, case, form, "propose", act)


@require_POST
@requires(DESTRUCTION_CONFIRM, place=place_of)
def confirm(request: Request, case: str) -> HttpResponse:
    """Another confirms, and the values are destroyed."""
    form = ConfirmForm(request.POST, auto_id="confirm_%s")

    def act() -> str:
        data = form.cleaned_data
        clean = confirm_destruction(
            person=person_of(request),
            case=case,
            proposal=data["proposal"],
            seen=data["seen"],
            now=request.now,
        )
        if clean:
            return str(_("The values were destroyed."))
        left = _(
            "The values were destroyed. The database's own logs still hold old bytes: run `plumbline ledger erase`."
        )
        return str(left)

    return _done(request, case, form, "confirm", act)


@require_POST
@requires(DESTRUCTION_PROPOSE, place=place_of)
def refuse(request: Request, case: str) -> HttpResponse:
    """The proposal is taken back or refused."""
    form = RefusalForm(request.POST, auto_id="refuse_%s")

    def act() -> str:
        data = form.cleaned_data
        refuse_destruction(
            person=person_of(request),
            case=case,
            proposal=data["proposal"],
            reason=data["reason"],
            seen=data["seen"],
            now=request.now,
        )
        return str(_("The proposal is void."))

    return _done(request, case, form, "refuse", act)


def _done(request: Request, case: str, form: ProposalForm, name: str, act: Callable[[], str]) -> HttpResponse:
    """The act, and back to the page; the form again with what is wrong."""
    if form.is_valid():
        try:
            said = act()
        except _WRONG as error:
            told = (error.message(language()), error.remedy(language()))
            form.add_error(None, ("。" if language() == "zh" else ". ").join(one for one in told if one))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("case_file:destruction", kwargs={"case": case}))
    return _page(request, read_case(case), {name: form})


def _page(request: Request, file: CaseFile, sent: dict[str, object] | None = None) -> HttpResponse:
    opening = file.history.opening
    address = {"case": opening.case}
    proposal = open_proposal(file.history.sealed)
    ended = file.docket.end_of(file.history.folded(request.now)) is not None
    values = {
        "head": PageHead(
            title=_("Personal values"),
            path=(
                Link(_("Case files"), reverse("case_file:shelf")),
                Link(opening.number, reverse("casework:case", kwargs=address)),
                Link(_("Personal values")),
            ),
            words=held_words(file),
            acts=(
                Act(_("Keeping of the file"), reverse("case_file:keeping", kwargs=address), icon="folder"),
            ),
        ),
        "table": value_table(file),
        "running": not ended,
        "proposal": proposal_facts(file, proposal) if proposal else None,
        "forms": _forms(request, file, ended=ended, proposed=proposal.record if proposal else "")
        | (sent or {}),
        "urls": {name: reverse(f"case_file:{name}_destruction", kwargs=address) for name in _ACTS},
    }
    return render(request, "case_file/destruction.html", values, status=422 if sent else 200)


_ACTS = ("propose", "confirm", "refuse")


def _forms(request: Request, file: CaseFile, *, ended: bool, proposed: str) -> dict[str, object]:
    """What this person may do now; whoever proposed cannot confirm, and is told so where they try."""
    shown: dict[str, object] = dict.fromkeys(_ACTS)
    person, initial = request.person, {"seen": len(file.held), "proposal": proposed}
    if not ended or not may_access(person, DESTRUCTION_PROPOSE, file.place, request.today):
        return shown
    if not proposed:
        found = choices(file)
        shown["propose"] = (
            ProposalForm(initial=initial, places=found, auto_id="propose_%s") if found else None
        )
        return shown
    shown["refuse"] = RefusalForm(initial=initial, auto_id="refuse_%s")
    if may_access(person, DESTRUCTION_CONFIRM, file.place, request.today):
        shown["confirm"] = ConfirmForm(initial=initial, auto_id="confirm_%s")
    return shown
