"""What a code says: the officer with the certificate as it stands today, or the number of a paper. Open to anybody."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.apps.field.codes import read_code
from plumbline.apps.field.pages.asking import Request
from plumbline.apps.field.policies import FIELD_CODE
from plumbline.apps.field.queries.looking_up import officer_shown, paper_shown
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.core.clocks.civil import date_of


@require_safe
@requires(FIELD_CODE)
def code(request: Request, code: str) -> HttpResponse:
    """The officer or the paper behind a code; 404 for one that was not made here."""
    read = read_code(code)
    if read is None:
        raise Http404
    kind, value = read
    if kind == "officer":
        return _officer(request, value)
    return _paper(request, value)


def _officer(request: Request, number: str) -> HttpResponse:
    found = officer_shown(number, request.today)
    if found is None:
        raise Http404
    word = StatusWord(_("valid today"), "passed", "check")
    if not found.valid:
        word = StatusWord(_("not valid today"), "breach", "alert-circle")
    facts = [
        Fact(_("Name"), found.name),
        Fact(_("Organ"), found.organ),
        Fact(_("Certificate number"), found.certificate or "—"),
        Fact(_("Valid until"), date_of(found.last_day).isoformat() if found.last_day is not None else "—"),
    ]
    note = _(
        "The code supplements the certificate card. An officer shows the card itself; without it you may refuse."
    )
    head = PageHead(title=_("Enforcement officer"), words=[word])
    return render(request, "field/code.html", {"head": head, "facts": facts, "note": note})


def _paper(request: Request, number: str) -> HttpResponse:
    found = paper_shown(number)
    if found is None:
        raise Http404
    word = {
        "void": StatusWord(_("void"), "breach", "alert-circle"),
        "used": StatusWord(_("on record"), "passed", "check"),
        "open": StatusWord(_("not received yet"), "soon", "clock"),
    }[found.state]
    facts = [Fact(_("Number"), number), Fact(_("Paper"), found.kind), Fact(_("Organ"), found.organ)]
    note = _("A paper filled in on the spot is on record once the officer's phone has sent it.")
    head = PageHead(title=_("Paper from the field"), words=[word])
    return render(request, "field/code.html", {"head": head, "facts": facts, "note": note})
