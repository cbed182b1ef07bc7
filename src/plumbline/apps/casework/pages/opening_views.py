"""The page that opens a case: what is asked follows from the procedure and the field of law that were chosen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework import actions
from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.casework.opening_form import OpeningForm, chosen
from plumbline.apps.casework.pages.answers import Request, asks_for_part, person_of
from plumbline.apps.casework.pages.list_parts import procedures
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.casework.policies import CASE_OPEN
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.entries import organ
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of


@require_http_methods(["GET", "POST"])
@requires(CASE_OPEN)
def new_case(request: Request) -> HttpResponse:
    """Opens a case; with `choose` it only asks what the procedure wants to know, and keeps what was typed."""
    is_sent = request.method == "POST" and "choose" not in request.POST
    form = _form(request, is_sent=is_sent)
    if is_sent and form.is_valid():
        try:
            case = _open(request, form)
        except (NoDocumentWord, NumbersBusy) as error:
            form.add_error("procedure", f"{error.message(language())}。{error.remedy(language())}")
        else:
            return HttpResponseRedirect(reverse("casework:case", kwargs={"case": case}))
    values: dict[str, Any] = {
        "form": form,
        "url": reverse("casework:new"),
        "back": reverse("casework:my_work"),
    }
    if asks_for_part(request):
        return render(request, "casework/opening_form.html", values)
    path = (Link(_("Cases"), reverse("casework:cases")), Link(_("Open a case")))
    values["head"] = PageHead(title=_("Open a case"), path=path)
    return render(request, "casework/new.html", values, status=422 if is_sent else 200)


def _form(request: Request, *, is_sent: bool) -> OpeningForm:
    """The form as sent, or with what was typed before the procedure was chosen."""
    person, packs = person_of(request), shelf()
    asked = request.POST if request.method == "POST" else request.GET
    own = organ(person.organ)
    field = asked.get("field", str(own.values.get("enforcement_field") or "") if own else "")
    known = chosen(
        packs,
        procedures(packs),
        asked.get("procedure", ""),
        field,
        place_of_opening(person).division,
        language(),
    )
    return OpeningForm(
        request.POST if is_sent else None,
        known=known,
        packs=packs,
        language=language(),
        today=date_of(request.today),
        initial={**dict(asked.items()), "field": field},
    )


def place_of_opening(person: Person) -> Place:
    """Where a case of this person belongs."""
    return Place(person.organ, person.divisions[0] if person.divisions else shelf().division)


def _open(request: Request, form: OpeningForm) -> str:
    person, said = person_of(request), form.cleaned_data
    opening = actions.Opening(
        said["procedure"],
        None,
        said["cause"],
        field=said.get("field") or None,
        facts=form.facts,
        party=form.party,
    )
    return actions.open_case(person=person, place=place_of_opening(person), opening=opening, now=request.now)
