"""Legal hold of a case: set, agreed to and lifted by two different persons, each with an own login."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.apps.case_file.legal_hold import agree_to_hold, hold_files, holds_of, lift_hold
from plumbline.apps.case_file.pages.asking import Request, language, person_of, place_of
from plumbline.apps.case_file.policies import FILE_HOLD
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.cases.legal_hold import Hold
from plumbline.core.cases.legal_hold_errors import HoldError
from plumbline.core.ledger.moment import shown_instant


class HoldForm(forms.Form):
    """Why, and who asked for it by which paper."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.TextInput(attrs={"class": "pl-input"})
    )
    authority = forms.CharField(
        label=gettext_lazy("Asked for by, with which paper"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "pl-input"}),
        help_text=gettext_lazy(
            "Such as a court, a reconsideration body, the procuratorate; the number of its letter."
        ),
    )


class LiftForm(forms.Form):
    """Why it is lifted."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.TextInput(attrs={"class": "pl-input"})
    )


@require_http_methods(["GET", "POST"])
@requires(FILE_HOLD, place=place_of)
def holds(request: Request, case: str) -> HttpResponse:
    """The holds of a case; sent, one is set, agreed to or lifted."""
    form, lift = HoldForm(auto_id="hold_%s"), LiftForm(auto_id="lift_%s")
    status = 200
    if request.method == "POST":
        do = request.POST.get("do", "set")
        sent = (
            LiftForm(request.POST, auto_id="lift_%s")
            if do == "lift"
            else HoldForm(request.POST, auto_id="hold_%s")
        )
        if do == "agree" or sent.is_valid():
            try:
                _do(request, case, do, sent)
            except (HoldError, CaseMoved) as error:
                said = (error.message(language()), error.remedy(language()))
                sent.errors.clear()
                sent.add_error(None, ("。" if language() == "zh" else ". ").join(one for one in said if one))
            else:
                return HttpResponseRedirect(reverse("case_file:holds", kwargs={"case": case}))
        status = 422
        form, lift = (form, sent) if do == "lift" else (sent, lift)
    file = read_case(case)
    values = {
        "head": _head(file),
        "lines": _lines(request, file),
        "form": form,
        "lift": lift,
        "url": reverse("case_file:holds", kwargs={"case": case}),
    }
    return render(request, "case_file/holds.html", values, status=status)


def _do(request: Request, case: str, do: str, form: forms.Form) -> None:
    person, hold = person_of(request), request.POST.get("hold", "")
    if do == "agree":
        agree_to_hold(person=person, case=case, hold=hold, now=request.now)
        return
    data = form.cleaned_data
    if do == "lift":
        lift_hold(person=person, case=case, hold=hold, reason=data["reason"], now=request.now)
    else:
        told = {"reason": data["reason"], "authority": data["authority"]}
        hold_files(person=person, case=case, now=request.now, **told)


def held_words(file: CaseFile) -> tuple[StatusWord, ...]:
    """The word of a case under legal hold, for every page on which something of it could go."""
    in_force = any(one.in_force for one in holds_of(file))
    return (StatusWord(_("under legal hold"), "soon", "lock"),) if in_force else ()


def _head(file: CaseFile) -> PageHead:
    opening = file.history.opening
    address = {"case": opening.case}
    return PageHead(
        _("Legal hold"),
        path=(
            Link(_("Case files"), reverse("case_file:shelf")),
            Link(opening.number, reverse("casework:case", kwargs=address)),
            Link(_("Keeping of the file"), reverse("case_file:keeping", kwargs=address)),
            Link(_("Legal hold")),
        ),
        words=held_words(file) or (StatusWord(_("no hold"), "neutral", "lock-open"),),
    )


def _lines(request: Request, file: CaseFile) -> list[dict[str, object]]:
    """Each hold: what it says, and what this person may do about it now."""
    by = person_of(request).signs_as
    found = holds_of(file)
    names = officer_names({name for one in found for name in _signers(one)})
    return [
        {
            "hold": one.record,
            "facts": _facts(one, names),
            "state": _state(one),
            "may_agree": one.in_force and not one.agreed_by and one.set_by != by,
            "may_lift": one.in_force and one.lift_asked_by != by,
            "awaits": one.in_force and bool(one.lift_asked_by) and one.lift_asked_by == by,
        }
        for one in reversed(found)
    ]


def _signers(hold: Hold) -> tuple[str, ...]:
    return tuple(filter(None, (hold.set_by, hold.agreed_by, hold.lift_asked_by, hold.lifted_by)))


def _state(hold: Hold) -> StatusWord:
    if not hold.in_force:
        return StatusWord(_("lifted"), "neutral", "lock-open")
    if hold.lift_asked_by:
        return StatusWord(_("in force; a second person must agree to lift it"), "soon", "lock")
    if not hold.agreed_by:
        return StatusWord(_("in force; a second person must agree"), "soon", "lock")
    return StatusWord(_("under legal hold"), "soon", "lock")


def _facts(hold: Hold, names: dict[str, str]) -> list[Fact]:
    def name(key: str) -> str:
        return names.get(key, key)

    facts = [
        Fact(_("Reason"), hold.reason),
        Fact(_("Asked for by, with which paper"), hold.authority),
        Fact(_("Set by"), f"{name(hold.set_by)} {shown_instant(hold.set_at)[:16]}"),
    ]
    if hold.agreed_by:
        facts.append(Fact(_("Agreed to by"), name(hold.agreed_by)))
    if hold.lift_asked_by:
        facts.append(Fact(_("To be lifted, says"), f"{name(hold.lift_asked_by)}: {hold.lift_reason}"))
    if hold.lifted_by:
        facts.append(Fact(_("Lifted by"), f"{name(hold.lifted_by)} {shown_instant(hold.lifted_at)[:16]}"))
    return facts
