"""The recovery key and the bundles that it opens: always two people, each with an own login and share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.field.actions.importing import bring_bundle, import_bundle
from plumbline.apps.field.actions.recovery import begin_key, take_second_share
from plumbline.apps.field.pages.asking import Request, language, person_of
from plumbline.apps.field.policies import FIELD_KEY
from plumbline.apps.field.queries.held import bundles_of, keys_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.core.errors import PlumblineError


@require_safe
@requires(FIELD_KEY)
def recovery(request: Request) -> HttpResponse:
    """How the key stands, and the bundles that wait for the other holder."""
    return _page(request)


@require_POST
@requires(FIELD_KEY)
def share(request: Request) -> HttpResponse:
    """The first share of a new key, or the second of one that waits: shown now and never again."""
    try:
        if "second" in request.POST:
            told = take_second_share(person=person_of(request))
        else:
            told = begin_key(person=person_of(request), now=request.now)
    except PlumblineError as error:
        return _page(request, error, status=422)
    answer = _page(request, told=told)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@requires(FIELD_KEY)
def bundle(request: Request) -> HttpResponse:
    """A bundle is brought with one share, or opened with the other."""
    given, sent = request.POST.get("share", "")[:200], request.FILES.get("bundle")
    try:
        if sent is not None:
            bring_bundle(person=person_of(request), chunks=sent.chunks(), share=given, now=request.now)
            messages.success(request, _("The bundle is kept until the other holder opens it."))
        else:
            done = import_bundle(
                person=person_of(request),
                bundle=request.POST.get("id", "")[:32],
                share=given,
                now=request.now,
                today=request.today,
            )
            new = sum(not one.again for one in done)
            text = ngettext("%(n)s visit was entered.", "%(n)s visits were entered.", new)
            messages.success(request, text % {"n": new})
    except PlumblineError as error:
        return _page(request, error, status=422)
    return HttpResponseRedirect(reverse("field:recovery"))


def _page(
    request: Request, problem: PlumblineError | None = None, *, told: str = "", status: int = 200
) -> HttpResponse:
    person, said = person_of(request), language()
    keys = keys_of(person.organ)
    values: dict[str, Any] = {
        "head": PageHead(
            title=_("Recovery key"),
            path=(Link(_("In the field"), reverse("field:desk")), Link(_("Recovery key"))),
        ),
        "keys": keys,
        "half": next((one for one in keys if not one.second), None),
        "mine": any(one.first_account == person.account for one in keys if not one.second),
        "bundles": bundles_of(person.organ),
        "account": person.account,
        "told": told,
        "problem": problem.message(said) if problem else "",
        "remedy": (problem.remedy(said) or "") if problem else "",
    }
    return render(request, "field/recovery.html", values, status=status)
