"""The office's side, and the result that every participant verifies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.evaluation import actions
from plumbline.apps.evaluation.errors import EvaluationError
from plumbline.apps.evaluation.forms import CallForm
from plumbline.apps.evaluation.pages.asking import (
    Request,
    evaluation_of,
    grade_words,
    person_of,
    stage_word,
    url_of,
)
from plumbline.apps.evaluation.policies import HOLD, TAKE_PART
from plumbline.apps.evaluation.queries import Seen, called, may_be_called, of_case
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.pages_language import told
from plumbline.apps.people.queries.colleagues import organ_names, organs_in
from plumbline.core.authority.access import may_access, visible
from plumbline.core.authority.person import Place
from plumbline.core.ballots.errors import BallotError
from plumbline.core.ballots.published import Published
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError


def _place_of_case(request: Request, case: str) -> Place:
    try:
        return read_case(case).place
    except CaseworkError:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
@requires(HOLD, place=_place_of_case)
def call(request: Request, case: str) -> HttpResponse:
    """Whom to call: everybody at the desks of the units chosen, less those taken out."""
    place = _place_of_case(request, case)
    known = of_case(case)
    if (
        known is not None and known.stage != "failed"
    ):  # there is one: its page, not a form that would be refused
        return HttpResponseRedirect(url_of("page", known.key))
    units = organs_in(visible(request.person, HOLD, request.today))
    chosen = [one for one, _name in units if one in request.GET.getlist("unit")] or [place.organ]
    names = dict(units)
    people = [
        (account, f"{name}（{names.get(organ, organ)}）")
        for account, name, organ in may_be_called(chosen, request.today)
    ]
    form = CallForm(request.POST if request.method == "POST" else None, people=people, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.cleaned_data["voters"]
            by, now = person_of(request), request.now
            told = {"last_day": form.cleaned_data["last_day"], "now": now}
            key = actions.call(person=by, case=case, accounts=wanted, organs=chosen, **told)
        except (EvaluationError, ActRefused) as error:
            form.add_error("voters", _said(error))
        else:
            return HttpResponseRedirect(url_of("page", key))
    values = {
        "head": PageHead(_("Call an evaluation"), path=(_to_case(case), Link(_("Call an evaluation")))),
        "form": form,
        "units": [(code, name, code in chosen) for code, name in units],
        "people": len(people),
        "fewest": actions.FEWEST,
        "back": _to_case(case).url,
    }
    return render(request, "evaluation/call.html", values, status=422 if form.errors else 200)


@require_GET
@requires(TAKE_PART)
def page(request: Request, evaluation: str) -> HttpResponse:
    """While it is open how many took a ballot; afterwards the count and the list, recounted at each look."""
    seen = evaluation_of(request, evaluation)
    holds = may_access(request.person, HOLD, seen.place, request.today)
    try:
        published, untrue = seen.published, ""
    except BallotError as error:
        published, untrue = None, told(error)
    path = [Link(_("Democratic evaluation"), reverse("evaluation:sheet")), Link(seen.title)]
    acts = [Act(_("Download the list"), url_of("list", seen.key), "download")] if seen.data else []
    values: dict[str, Any] = {
        "head": PageHead(seen.title, words=(stage_word(seen.stage),), path=path, acts=acts),
        "facts": _facts(seen, published),
        "untrue": untrue,
        "counts": _counts(published) if published else None,
        "ballots": _ballots(published) if published else None,
        "voters": _voters(seen) if seen.stage in ("counted", "failed") else None,
        "proof": seen.proof if published else "",
        "fingerprint": seen.fingerprint,
        "close_url": url_of("close", seen.key) if holds and seen.stage in ("open", "closing") else "",
        "fewest": actions.FEWEST,
        "case_url": _to_case(seen.case).url if holds else "",
    }
    return render(request, "evaluation/page.html", values)


@require_GET
@requires(TAKE_PART)
def published_list(request: Request, evaluation: str) -> HttpResponse:
    """The list as its file: its SHA-256 is the check value in the ledger."""
    seen = evaluation_of(request, evaluation)
    if not seen.data:
        raise Http404
    answer = HttpResponse(seen.data, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="ballots-{seen.key[:8]}.json"'
    return answer


@require_POST
@requires(HOLD)
def close(request: Request, evaluation: str) -> HttpResponse:
    """Closes, counts and publishes."""
    seen = evaluation_of(request, evaluation)
    try:
        actions.close(person=person_of(request), evaluation=seen.key, now=request.now)
    except (EvaluationError, BallotError, ActRefused) as error:
        messages.error(request, _said(error))
    return HttpResponseRedirect(url_of("page", seen.key))


def _to_case(case: str) -> Link:
    return Link(_("Report on duties of law"), str(reverse("casework:case", kwargs={"case": case})))


def _said(error: PlumblineError) -> str:
    if isinstance(error, ActRefused):
        return "；".join(one.says("zh") for one in error.reasons)
    return told(error)


def _facts(seen: Seen, published: Published | None) -> list[Fact]:
    facts = [Fact(_("Called"), str(seen.entitled)), Fact(_("Took a ballot"), str(seen.taken))]
    if seen.last_day is not None:
        facts.append(Fact(_("Vote by"), date_of(seen.last_day).isoformat()))
    if published:
        facts.append(Fact(_("Ballots in the box"), str(len(published.ballots))))
    return facts


def _counts(found: Published) -> DataTable:
    columns = [Column(_("Grade"), "head"), Column(_("Votes"), "meta", numeric=True, phone_label=_("Votes"))]
    words = grade_words()
    rows = [Row([Cell(words[grade]), Cell(str(n))], name=words[grade]) for grade, n in found.counts.items()]
    return DataTable(_("Votes by grade"), columns, rows)


def _ballots(found: Published) -> DataTable:
    columns = [Column(_("Receipt"), "head"), Column(_("Grade"), "meta")]
    words = list(grade_words().values())
    rows = [Row([Cell(one.serial), Cell(words[one.grade])], name=one.serial) for one in found.ballots]
    return DataTable(_("Every ballot, by receipt"), columns, rows)


def _voters(seen: Seen) -> DataTable:
    people = called(seen.key)
    names = organ_names({one.organ for one in people})
    columns = [Column(_("Called"), "head"), Column(_("Unit"), "meta"), Column(_("Ballot"), "meta")]
    rows = [
        Row(
            [
                Cell(one.name),
                Cell(names.get(one.organ, one.organ)),
                Cell(_("taken") if one.took else _("not taken")),
            ],
            name=one.name,
        )
        for one in people
    ]
    return DataTable(_("Who was called and who took a ballot"), columns, rows)
