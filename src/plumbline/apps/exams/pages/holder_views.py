"""The names of who sat an exam: what is held, the proposal to destroy them, the second person's confirmation."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.case_file.forms import ConfirmForm, RefusalForm
from plumbline.apps.exams import actions
from plumbline.apps.exams.forms import HoldersForm
from plumbline.apps.exams.pages.asking import Request, person_of
from plumbline.apps.exams.pages.running_views import place
from plumbline.apps.exams.policies import DESTROY, RUN
from plumbline.apps.exams.queries import Holders, holders_of, visible_sitting
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.pages_language import told
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.authority.access import may_access
from plumbline.core.cases.destroying import Proposal
from plumbline.core.cases.destroying_errors import DestroyingError
from plumbline.core.cases.legal_hold_errors import HoldError
from plumbline.core.clocks.civil import day_of
from plumbline.core.exams.errors import ExamError
from plumbline.core.exams.sitting import Sitting, Stage
from plumbline.core.ledger.moment import shown_instant

_WRONG = (DestroyingError, HoldError, ExamError, StoreError)
_FORMS: Final[dict[str, type[HoldersForm | ConfirmForm | RefusalForm]]] = {
    "propose": HoldersForm,
    "confirm": ConfirmForm,
    "refuse": RefusalForm,
}


@require_http_methods(["GET", "POST"])
@requires(DESTROY, place=place)
def holders(request: Request, sitting: str) -> HttpResponse:
    """What is held of persons, and the acts of two people that destroy it."""
    made = visible_sitting(person_of(request), sitting)
    what = request.POST.get("what", "")
    if request.method != "POST" or what not in _FORMS:
        return _page(request, made, {})
    form = _FORMS[what](request.POST, auto_id=f"{what}_%s")
    if form.is_valid():
        try:
            messages.success(request, _act(request, sitting, what, form.cleaned_data))
            return HttpResponseRedirect(reverse("exams:holders", kwargs={"sitting": sitting}))
        except _WRONG as error:
            form.add_error(None, told(error))
    return _page(request, made, {what: form})


def _act(request: Request, sitting: str, what: str, said: dict[str, Any]) -> str:
    """The act; what the person is told of it."""
    named: dict[str, Any] = {
        "person": person_of(request),
        "sitting": sitting,
        "seen": said["seen"],
        "now": request.now,
        "today": request.today,
    }
    if what == "propose":
        why = actions.Why(day_of(said["expired"]), said["appraisal"], said["ground"])
        actions.propose_holders_destroyed(why=why, **named)
        return str(_("The proposal was entered. Another person has to confirm it."))
    if what == "refuse":
        actions.refuse_holders_destroyed(proposal=said["proposal"], reason=said["reason"], **named)
        return str(_("The proposal is void."))
    if actions.confirm_holders_destroyed(proposal=said["proposal"], **named):
        return str(_("The values were destroyed."))
    left = _(
        "The values were destroyed. The database's own logs still hold old bytes: run `plumbline ledger erase`."
    )
    return str(left)


def _page(request: Request, made: Sitting, sent: dict[str, Any]) -> HttpResponse:
    held = holders_of(made)
    back = "exams:sitting" if may_access(request.person, RUN, None, request.today) else "exams:appeals"
    path = (
        Link(_("Exams of law"), reverse("exams:sittings")),
        Link(made.plan.title, reverse(back, kwargs={"sitting": made.id})),
        Link(_("Who sat it")),
    )
    values = {
        "head": PageHead(_("Who sat it"), path=path),
        "papers": held.papers,
        "gone": _gone(held),
        "too_early": made.stage is not Stage.PUBLISHED,
        "proposal": _facts(held.proposal) if held.proposal else None,
        "forms": {**_fresh(made, held), **sent},
    }
    return render(request, "exams/holders.html", values, status=422 if sent else 200)


def _fresh(made: Sitting, held: Holders) -> dict[str, Any]:
    """The forms that are of use now."""
    fresh: dict[str, Any] = dict.fromkeys(_FORMS)
    if held.gone is not None or made.stage is not Stage.PUBLISHED:
        return fresh
    initial = {"seen": held.seen, "proposal": held.proposal.record if held.proposal else ""}
    for what in ("confirm", "refuse") if held.proposal else ("propose",):
        fresh[what] = _FORMS[what](initial=initial, auto_id=f"{what}_%s")
    return fresh


def _facts(proposal: Proposal) -> tuple[Fact, ...]:
    return (
        Fact(_("Proposed by"), officer_names({proposal.by}).get(proposal.by) or proposal.by),
        Fact(_("Proposed on"), shown_instant(proposal.entered)[:16]),
        Fact(_("What goes"), _("the names at {n} papers").format(n=len(proposal.places))),
        Fact(_("Retention ran out on"), proposal.retention_expired),
        Fact(_("Appraisal"), proposal.appraisal),
        Fact(_("Ground"), proposal.ground),
    )


def _gone(held: Holders) -> str:
    """By whom the names were destroyed, when and under what; empty while they are held."""
    if held.gone is None:
        return ""
    names = officer_names(held.gone.officers)
    joined = _(", ").join(names.get(one) or one for one in held.gone.officers)
    said: str = _("destroyed on {day} by {officers} under {ground}")
    return said.format(day=held.gone.day, officers=joined, ground=held.gone.ground)
