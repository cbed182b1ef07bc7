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
from plumbline.apps.casework.form_fields import field_of
from plumbline.apps.casework.pages.answers import (
    Request,
    file_of,
    person_of,
    place_of,
    small_head,
    to_case,
)
from plumbline.apps.casework.pages.case_parts import stated_here
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.people.access import requires
from plumbline.core.procedures.definition import FieldDefinition


class FactsForm(forms.Form):
    """The facts as they stand; what is left open says nothing."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, facts: Mapping[str, FieldDefinition], **named: Any) -> None:
        super().__init__(data, auto_id="fact_%s", **named)
        for name, definition in facts.items():
            self.fields[name] = field_of(definition, shelf().words, language())
            self.fields[name].widget.attrs["class"] = "pl-select"


@require_http_methods(["GET", "POST"])
@requires(CASE_ACT, place=place_of)
def facts(request: Request, case: str) -> HttpResponse:
    """States what was left open at the opening, or is known better now; the earlier record stays."""
    file = file_of(request, case)
    known = stated_here(file)
    standing = {name: file.history.header.get(name) for name in known}
    initial = {**standing, "seen": file.history.position}
    form = FactsForm(request.POST or None, facts=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in known}
        new = {name: one for name, one in said.items() if one not in (None, "") and one != standing[name]}
        if new:
            seen = form.cleaned_data["seen"]
            actions.state_facts(person=person_of(request), case=case, facts=new, seen=seen, now=request.now)
        return to_case(request, case)
    values = {
        "head": small_head(request, file, _("Facts of the case")),
        "form": form,
        "back": url_of("casework:case", case=case),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/facts.html", values, status=status)
