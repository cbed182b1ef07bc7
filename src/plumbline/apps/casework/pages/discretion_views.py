"""The tier for the facts as they are ticked, while the form of a decision is being filled in."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plumbline.apps.casework import actions
from plumbline.apps.casework.discretion_form import discretion_form
from plumbline.apps.casework.pages.answers import (
    Request,
    asks_for_part,
    file_of,
    not_found,
    person_of,
    place_of,
)
from plumbline.apps.casework.pages.discretion_parts import discretion_shown
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_ACT
from plumbline.apps.people.access import requires


@require_POST
@requires(CASE_ACT, place=place_of)
def discretion(request: Request, case: str, step: str) -> HttpResponse:
    """The part of the form; without script what was typed is kept and the whole form comes back."""
    file = file_of(request, case)
    known = file.docket.step(step)
    form = discretion_form(file, known, request.now, request.POST) if known else None
    if known is None or form is None:
        return not_found(request, file, step)
    if not asks_for_part(request):
        typed = {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}
        actions.keep_draft(person=person_of(request), case=case, step=step, typed=typed, now=request.now)
        return HttpResponseRedirect(reverse("casework:act", kwargs={"case": case, "step": step}))
    values = {
        "form": form,
        "shown": discretion_shown(form, Speaker(file.docket, request.today)),
        "discretion_url": request.path,
    }
    return render(request, "casework/discretion.html", values)
