"""The field at the desk: the phone to prepare, the plan, numbers for printed papers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.field.actions import reserve_numbers, return_numbers
from plumbline.apps.field.actions.numbers import MOST
from plumbline.apps.field.actions.pins import set_pin
from plumbline.apps.field.codes import squares
from plumbline.apps.field.errors import FieldError
from plumbline.apps.field.pages.asking import Request, language, person_of
from plumbline.apps.field.pages.recovery_views import warning
from plumbline.apps.field.policies import FIELD_DESK, FIELD_RECEIVED, FIELD_SEND
from plumbline.apps.field.queries.arrivals import arrivals
from plumbline.apps.field.queries.held import has_pin, numbers_of
from plumbline.apps.field.queries.preparing import planned
from plumbline.apps.field.queries.recovery import bundles_of, keys_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access


@require_safe
@requires(FIELD_DESK)
def desk(request: Request) -> HttpResponse:
    """What an officer needs before going out, and what came back."""
    person = person_of(request)
    phone = request.build_absolute_uri(reverse("field:shell"))
    sends = may_access(person, FIELD_SEND, None, request.today)
    acts = [Act(_("Arrived from the field"), reverse("field:received"))]
    if sends:
        acts.insert(0, Act(_("Open the phone page"), reverse("field:shell"), main=True))
    values = {
        "head": PageHead(title=_("In the field"), acts=acts),
        "sends": sends and person.officer is not None,
        "phone": phone,
        "squares": _drawn(squares(phone)),
        "plan": planned(person, request.today) if sends else [],
        "numbers": numbers_of(person.signs_as) if sends else [],
        "most": MOST,
        "pin_set": sends and has_pin(person.signs_as),
        "key": next((one for one in keys_of(person.organ) if one.second), None),
        "open": sum(1 for one in arrivals(person, request.today, open_only=True)),
        "unopened": [
            told
            for one in bundles_of(person.organ)
            if person.account in one.holders and (told := warning(one, request.now))
        ],
        "received": may_access(person, FIELD_RECEIVED, None, request.today),
    }
    return render(request, "field/desk.html", values)


@require_POST
@requires(FIELD_SEND)
def reserve(request: Request) -> HttpResponse:
    """Sets the next numbers aside."""
    text = request.POST.get("count", "")
    try:
        got = reserve_numbers(
            person=person_of(request),
            count=int(text) if text.isdecimal() and len(text) < 4 else 0,
            now=request.now,
            today=request.today,
        )
    except (FieldError, CaseworkError) as error:
        messages.error(request, error.message(language()))
    else:
        messages.success(request, _("{first} to {last} are set aside.").format(first=got[0], last=got[-1]))
    return HttpResponseRedirect(reverse("field:desk"))


@require_POST
@requires(FIELD_SEND)
def pin(request: Request) -> HttpResponse:
    """The officer's own field PIN, set or set anew."""
    given, again = (request.POST.get(name, "")[:200] for name in ("pin", "again"))
    if given != again:
        messages.error(request, _("The two differ."))
        return HttpResponseRedirect(reverse("field:desk"))
    try:
        set_pin(person=person_of(request), pin=given, now=request.now)
    except FieldError as error:
        messages.error(request, error.in_sentences(language()))
    else:
        messages.success(request, _("The PIN is set; colleagues prepare their phones anew to take it along."))
    return HttpResponseRedirect(reverse("field:desk"))


@require_POST
@requires(FIELD_SEND)
def give_back(request: Request) -> HttpResponse:
    """Unused numbers are given back, void."""
    try:
        got = return_numbers(person=person_of(request), now=request.now)
    except FieldError as error:
        messages.error(request, error.message(language()))
    else:
        said = ngettext("%(n)s number was given back.", "%(n)s numbers were given back.", len(got))
        messages.success(request, said % {"n": len(got)})
    return HttpResponseRedirect(reverse("field:desk"))


def _drawn(rows: list[str]) -> tuple[int, str]:
    """A QR code as size and path of a drawing."""
    runs = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, cell in enumerate(row) if cell == "1"]
    return len(rows), "".join(runs)
