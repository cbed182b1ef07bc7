"""Rows that nobody will mend: left out with a reason, shown in a list of their own, let wait again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plumbline.apps.exchange import actions
from plumbline.apps.exchange.errors import ExchangeError
from plumbline.apps.exchange.pages.asking import Request, person_of, place_of, source_or_404, told
from plumbline.apps.exchange.pages.mending import choosing, shown
from plumbline.apps.exchange.policies import LEAVE_OUT
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.formats import count
from plumbline.apps.people.access import requires

Doing = Callable[..., int]


@require_POST
@requires(LEAVE_OUT, place=place_of)
def leave_out(request: Request, source: str) -> HttpResponse:
    """The rows ticked, or all of a delivery, are left out."""
    return _done(request, source_or_404(source), actions.leave_out, left_out=False)


@require_POST
@requires(LEAVE_OUT, place=place_of)
def let_wait_again(request: Request, source: str) -> HttpResponse:
    """Rows that were left out wait again."""
    return _done(request, source_or_404(source), actions.let_wait_again, left_out=True)


def _done(request: Request, known: Supplier, doing: Doing, *, left_out: bool) -> HttpResponse:
    form = choosing(known, left_out=left_out, sent=request.POST)
    if not form.is_valid():
        return shown(request, known, left_out=left_out, leaving=form)
    asked = {name: value for name, value in form.cleaned_data.items() if name != "chosen"}
    try:
        number = doing(
            known,
            rows=form.cleaned_data["chosen"],
            by=person_of(request),
            now=request.now,
            today=request.today,
            **asked,
        )
    except ExchangeError as error:
        form.add_error(None, told(error))
        return shown(request, known, left_out=left_out, leaving=form)
    said = (
        ngettext("%(n)s row waits again.", "%(n)s rows wait again.", number)
        if left_out
        else ngettext("%(n)s row was left out.", "%(n)s rows were left out.", number)
    )
    messages.success(request, said % {"n": count(number)})
    return HttpResponseRedirect(url_of("exchange:quarantine", source=known.code))
