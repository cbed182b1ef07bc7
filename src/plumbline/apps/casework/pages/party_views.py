"""Party and cause of a case, stated after the opening: not known then, or written wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import NothingRestated
from plumbline.apps.casework.forms import ReasonForm
from plumbline.apps.casework.opening_form import PARTY, PartyFields, party_number
from plumbline.apps.casework.pages.answers import (
    Request,
    file_of,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_PARTY
from plumbline.apps.casework.queries import party_of
from plumbline.apps.casework.restating import restate_party
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.people.access import requires
from plumbline.core.clocks.civil import date_of


class PartyForm(ReasonForm, PartyFields):
    """Everything as it stands; what differs is stated."""

    cause = forms.CharField(
        label=gettext_lazy("Cause"),
        max_length=100,
        help_text=gettext_lazy("What it is about, without names of persons."),
    )
    field_order = ("cause", *PARTY, "reason")

    def __init__(self, data: Any = None, *, kind: str, today: int, initial: dict[str, Any]) -> None:
        super().__init__(data, auto_id="party_%s", initial=initial)
        self._kind, self._today = kind, today
        for name in ("cause", *PARTY):
            self.fields[name].widget.attrs["class"] = "pl-input"

    def clean_party_number(self) -> str:
        """Its check characters; what stands already may stay as it is."""
        said: str = self.cleaned_data.get("party_number") or ""
        if said.strip() == str(self.initial.get("party_number") or ""):
            return said.strip()
        return party_number(said, self._kind, date_of(self._today), language())

    @property
    def stated_fields(self) -> list[forms.BoundField]:
        """What is stated, without the reason."""
        return [self[name] for name in ("cause", *PARTY)]


@require_http_methods(["GET", "POST"])
@requires(CASE_PARTY, place=place_of)
def party(request: Request, case: str) -> HttpResponse:
    """States party and cause anew; the earlier record stays."""
    file = file_of(request, case)
    if request.method == "GET":
        return _page(request, file, _form(request, file, None))
    form = _form(request, file, request.POST)
    if not form.is_valid():
        return _page(request, file, form, status=422)
    said = form.cleaned_data
    try:
        restate_party(
            person=person_of(request),
            case=case,
            cause=said["cause"],
            party={name: said[name] for name in PARTY},
            reason=said["reason"],
            seen=said["seen"],
            now=request.now,
        )
    except NothingRestated as error:
        form.add_error(None, error.in_sentences(language()))
        return _page(request, file, form, status=422)
    except CaseMoved:
        file = read_case(case)
        sent = request.POST.copy()
        sent["seen"] = str(file.history.position)
        told = _("Somebody acted on the case meanwhile. Look at it again, then decide.")
        notice = Notice(told, "soon", "alert-triangle", alert=True)
        return _page(request, file, _form(request, file, sent), status=409, moved=notice)
    return to_case(request, case)


def _form(request: Request, file: CaseFile, data: Any) -> PartyForm:
    stands = party_of(file.party_records)
    initial = {name: stands.get(name) or "" for name in PARTY}
    initial |= {"cause": file.history.opening.title, "seen": file.history.position}
    kind = str(file.history.header.get("party_kind") or "")
    return PartyForm(data, kind=kind, today=request.today, initial=initial)


def _page(
    request: Request, file: CaseFile, form: PartyForm, status: int = 200, moved: Notice | None = None
) -> HttpResponse:
    values = {
        "head": small_head(request, file, _("Party and cause")),
        "form": form,
        "moved": moved,
        "back": url_of("casework:case", case=file.history.opening.case),
    }
    return render(request, "casework/party.html", values, status=status)
