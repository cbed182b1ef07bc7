"""Facts of the case's header that no step states, such as the kind of the party: left open or wrong at the opening."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework import actions
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.form_fields import field_of
from plumbline.apps.casework.pages.answers import (
    Request,
    file_of,
    not_found,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.case_parts import stated_here
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.people.access import requires
from plumbline.core.cases.reserved import OPEN_CASE, STATE_FACTS
from plumbline.core.procedures.definition import FieldDefinition


class FactsForm(forms.Form):
    """The facts as they stand; one left open may stay so, one that stands is stated anew and never taken back."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        facts: Mapping[str, FieldDefinition],
        standing: Mapping[str, Any],
        hints: Mapping[str, str],
        **named: Any,
    ) -> None:
        super().__init__(data, auto_id="fact_%s", **named)
        self._standing = standing
        for name, definition in facts.items():
            self.fields[name] = field_of(definition, shelf().words, language())
            self.fields[name].widget.attrs["class"] = "pl-select"
            self.fields[name].help_text = hints[name]

    @property
    def new(self) -> dict[str, Any]:
        """What is stated that did not stand so before."""
        said = {name: self.cleaned_data.get(name) for name in self._standing}
        return {
            name: one for name, one in said.items() if one not in (None, "") and one != self._standing[name]
        }

    def clean(self) -> dict[str, Any]:
        """Something is stated, and nothing that stands is left open."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, stands in self._standing.items():
            if name not in self.errors and stands not in (None, "") and cleaned.get(name) in (None, ""):
                self.add_error(
                    name, _("It was stated already: choose what is right now; it cannot be taken back.")
                )
        if not self.errors and not self.new:
            self.add_error(None, _("Nothing is stated anew: every fact stands as it did."))
        return cleaned


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def facts(request: Request, case: str) -> HttpResponse:
    """States what was left open at the opening, or is known better now; the earlier record stays."""
    file = file_of(request, case)
    if not stated_here(file):
        return not_found(request, file, _("Facts of the case"))
    if request.method == "GET":
        return _page(request, file, _form(request, file, None))
    form = _form(request, file, request.POST)
    if not form.is_valid():
        return _page(request, file, form, status=422)
    person, seen = person_of(request), form.cleaned_data["seen"]
    try:
        actions.state_facts(person=person, case=case, facts=form.new, seen=seen, now=request.now)
    except CaseMoved:
        file = read_case(case)
        sent = request.POST.copy()
        sent["seen"] = str(file.history.position)
        told_of = _("Somebody acted on the case meanwhile. Look at it again, then decide.")
        panel = Notice(told_of, "soon", "alert-triangle", alert=True)
        return _page(request, file, _form(request, file, sent), status=409, moved=panel)
    return to_case(request, case)


def _form(request: Request, file: CaseFile, data: Any) -> FactsForm:
    known = stated_here(file)
    standing = {name: file.history.header.get(name) for name in known}
    speak = Speaker(file.docket, request.today)
    hints = {name: _since(file, name, speak) for name in known}
    initial = {**standing, "seen": file.history.position}
    return FactsForm(data, facts=known, standing=standing, hints=hints, initial=initial)


def _since(file: CaseFile, name: str, speak: Speaker) -> str:
    """Who stated the fact as it stands, and when."""
    for record in reversed(file.history.sealed):
        stated = record.fields.get("facts")
        if record.step in (OPEN_CASE, STATE_FACTS) and isinstance(stated, Mapping) and name in stated:
            speak.know({record.entered_by})
            told = {"name": speak.officer(record.entered_by), "at": speak.time(record.recorded_at)}
            return str(_("Stated by {name}, {at}.")).format(**told)
    return str(_("Not stated yet."))


def _page(
    request: Request, file: CaseFile, form: FactsForm, status: int = 200, moved: Notice | None = None
) -> HttpResponse:
    values = {
        "head": small_head(request, file, _("Facts of the case")),
        "form": form,
        "moved": moved,
        "back": url_of("casework:case", case=file.history.opening.case),
    }
    return render(request, "casework/facts.html", values, status=status)
