"""The public's way in: what may be sent, the form, and the receipt that is shown once."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.part import Link
from plumbline.apps.public_portal.frame import Request, portal_page, question, service_page, shown, to
from plumbline.apps.public_portal.service_forms import TRAP, SubmissionForm
from plumbline.apps.public_service.actions import check_flood, submit
from plumbline.apps.public_service.errors import ServiceRefused, TooMany
from plumbline.apps.public_service.gate import LEAST_AGE, client_of, handed_out, read_token
from plumbline.apps.public_service.queries import organs_offered, supervising_organ
from plumbline.apps.public_service.services import SERVED, SERVICES, Service
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language


@portal_page
def complaints(request: Request, language: Language) -> HttpResponse:
    """What may be sent, to whom it goes, and where to follow it."""
    offered = [
        (title_of(one), told_of(one), to("submission", language, service=one.key))
        for one in SERVICES.values()
    ]
    values = {"title": _("Complaints and requests"), "offered": offered, "follow": to("follow", language)}
    return shown(request, language, "complaints.html", values)


@service_page
def submission(request: Request, language: Language, service: str) -> HttpResponse:
    """The form; once it is sent, the receipt."""
    chosen = SERVICES.get(service)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        return _asked(request, language, chosen, _form(request, language, chosen), handed_out(request.now))
    token = request.POST.get("token", "")
    handed = read_token(token, request.now)
    if handed is None:
        form, fresh = _form(request, language, chosen, sent=True), handed_out(request.now)
        return _asked(request, language, chosen, form, fresh, _("The form is too old; send it again."), 422)
    if request.POST.get(TRAP) or request.now - handed.at < LEAST_AGE:
        form = _form(request, language, chosen, sent=True)
        return _asked(request, language, chosen, form, token, _("Look it over, then send it again."), 422)
    return _sent(request, language, chosen, token, handed.case)


def title_of(service: Service) -> str:
    """What the public calls it."""
    return str(
        {
            "complaint": _("Complaint about an act of enforcement"),
            "suggestion": _("Suggestion"),
            "information": _("Request for government information"),
            "rating": _("Rating after an inspection"),
            "service-rating": _("Rating of a service"),
        }[service.key]
    )


def _sent(request: Request, language: Language, service: Service, token: str, case: str) -> HttpResponse:
    client, form = client_of(request), None
    try:
        check_flood(client, request.now)  # before anything is read: a flood costs one look into an index
        form = _form(request, language, service, sent=True)
        if not form.is_valid():
            return _asked(request, language, service, form, token, status=422)
        code = submit(sent=form.submission(case), client=client, now=request.now)
    except ServiceRefused as error:
        form = form or _form(request, language, service, sent=True)
        status = 429 if isinstance(error, TooMany) else 409
        return _asked(request, language, service, form, token, error.in_sentences(language), status)
    return _receipt(request, language, service, code)


def _receipt(request: Request, language: Language, service: Service, code: str) -> HttpResponse:
    follow = to("follow", language) + question([("code", code)])
    values = {
        "title": _("It was received"),
        "service": title_of(service),
        "code": code,
        "follow": follow,
        "is_apart": False,
        "drawn": segno.make(request.build_absolute_uri(follow), error="m").svg_data_uri(scale=4, border=2),
    }
    return shown(request, language, "receipt.html", values)


def _form(request: Request, language: Language, service: Service, *, sent: bool = False) -> SubmissionForm:
    return SubmissionForm(
        request.POST if sent else None,
        service=service,
        organs=[] if service.by_code else organs_offered(service),
        today=date_of(request.today),
        language=language,
        code=request.GET.get("code", "")[:40],
    )


def _asked(
    request: Request,
    language: Language,
    service: Service,
    form: SubmissionForm,
    token: str,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    values: dict[str, Any] = {
        "title": title_of(service),
        "path": [Link(_("Complaints and requests"), to("complaints", language)), Link(title_of(service))],
        "told": told_of(service),
        "form": form,
        "token": token,
        "trap": TRAP,
        "problem": problem,
    }
    return shown(request, language, "submission.html", values, status)


def told_of(service: Service) -> str:
    """Whom it goes to, and what becomes of it."""
    if service.key == SERVED:
        return str(
            _(
                "With the code that was handed over when the matter was finished. The organ that served sees counts "
                "alone, from five ratings on and of months that are over, and never who rated. A low rating is mended "
                "and answered."
            )
        )
    if service.by_code:
        return str(
            _(
                "With the code that was handed over after the inspection. The organ that inspected sees counts alone, "
                "from five ratings on and of months that are over, and never who rated."
            )
        )
    if service.key == "information":
        return str(
            _(
                "Goes to the organ you choose, which answers within twenty working days or tells you otherwise."
            )
        )
    if not service.to_supervisor:
        return str(_("Goes to the organ you choose, which tells you what became of it."))
    organ = supervising_organ()
    name = (
        organ.name if organ else _("the justice bureau of {district}").format(district=settings.DISTRICT_NAME)
    )
    told = _("Goes to {organ}, which supervises enforcement, and never to the organ complained of.")
    return str(told).format(organ=name)
