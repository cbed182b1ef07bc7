"""Running cases that nobody handles, and assigning many of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework import actions
from plumbline.apps.casework.forms import ReasonForm
from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.speaking import language, name_in
from plumbline.apps.casework.policies import HAND_OVER
from plumbline.apps.casework.queries.unhandled import PAGE, Unhandled, still_unhandled, unhandled
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row, list_foot, page_asked
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError

AS_RECORDED = "recorded"
"""Each case to whom its records name last."""


@require_http_methods(["GET", "POST"])
@requires(HAND_OVER)
def to_assign(request: Request) -> HttpResponse:
    """The cases; who is to handle the chosen ones, each a record of its own."""
    person = person_of(request)
    people = dict(colleagues_of(person.organ))
    why, mistakes = ReasonForm(request.POST or None, auto_id="why_%s"), list[str]()
    chosen, first = request.POST.getlist("chosen")[:PAGE], request.POST.get("first", AS_RECORDED)
    second = request.POST.get("second", "")
    page = page_asked(request.GET.get("page", "1"))
    total, found = unhandled(person.organ, page)
    if request.method == "POST" and why.is_valid():
        named = _named(found, chosen, first, second, people)
        if not chosen:
            mistakes.append(_("Choose at least one case."))
        elif not named:
            mistakes.append(_("None of the chosen cases names an officer of the organ: choose one."))
        else:
            done, mistakes = _assign(person, named, why.cleaned_data["reason"], request.now)
            if done:
                told = ngettext("{n} case was assigned.", "{n} cases were assigned.", done)
                messages.success(request, told.format(n=formats.count(done)))
            if not mistakes and len(named) == len(chosen):
                return HttpResponseRedirect(reverse("casework:to_assign"))
            total, found = unhandled(person.organ, page)
    values = {
        "head": PageHead(
            title=_("Cases without a handler"),
            path=(Link(_("Cases"), url_of("casework:cases")), Link(_("Cases without a handler"))),
            note=_("taken over from an old system, or sent by the public: nobody finds them in their work"),
        ),
        "table": _table(total, found, frozenset(chosen), people) if found else None,
        "empty": None if found else _nothing(),
        "foot": _foot(total, page) if total > PAGE else None,
        "firsts": [(AS_RECORDED, _("whom the records of each case name"), first == AS_RECORDED)]
        + [(key, name, key == first) for key, name in people.items()],
        "seconds": [(key, name, key == second) for key, name in people.items()],
        "why": why,
        "mistakes": mistakes,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/to_assign.html", values, status=status)


def _named(
    found: Sequence[Unhandled], chosen: Sequence[str], first: str, second: str, people: Mapping[str, str]
) -> dict[str, list[str]]:
    """By case whom it is given to; a case whose records name nobody of the organ is left out."""
    acted = {one.case: [who for who in one.acted if who in people][:2] for one in found}
    own = [who for who in dict.fromkeys((first, second)) if who in people]
    named = {case: acted.get(case, []) if first == AS_RECORDED else own for case in chosen}
    return {case: officers for case, officers in named.items() if officers}


def _assign(
    person: Person, named: Mapping[str, Sequence[str]], reason: str, now: int
) -> tuple[int, list[str]]:
    """How many were assigned, and what stood against the others; who was assigned meanwhile stays so."""
    done, mistakes = 0, []
    for case in still_unhandled(person.organ, named):
        try:
            actions.assign_case(
                person=person, case=case, officers=named[case], reason=reason, seen=None, now=now
            )
        except PlumblineError as error:
            mistakes.append(error.in_sentences(language()))
        else:
            done += 1
    return done, mistakes


def _table(
    total: int, found: Sequence[Unhandled], chosen: frozenset[str], people: Mapping[str, str]
) -> DataTable:
    columns = [
        Column(_("Case number"), "head", whole=True),
        Column(_("Cause"), "line"),
        Column(_("Procedure"), "rest"),
        Column(_("Opened"), "meta", whole=True),
        Column(_("Due"), "meta", whole=True),
        Column(_("Named by the records"), "rest"),
    ]
    rows = [
        Row(
            [
                Cell(one.number, url_of("casework:case", case=one.case)),
                Cell(one.cause),
                Cell(_procedure(one.procedure)),
                Cell(date_of(one.opened_day).isoformat()),
                Cell(date_of(one.due_day).isoformat() if one.due_day is not None else "—"),
                Cell(_(", ").join(name_in(people, who) for who in one.acted if who in people) or "—"),
            ],
            key=one.case,
            name=one.number,
            chosen=one.case in chosen,
        )
        for one in found
    ]
    caption = ngettext("{n} case without a handler", "{n} cases without a handler", total)
    return DataTable(caption.format(n=formats.count(total)), columns, rows, choosable=True)


def _procedure(id: str) -> str:
    known = shelf().docket(id).procedure
    return known.title if language() == "zh" else known.english


def _nothing() -> EmptyPage:
    return EmptyPage(
        _("Every running case has a handler"),
        _("Cases taken over from an old system, or sent by the public, stand here until somebody has them."),
    )


def _foot(total: int, page: int) -> object:
    told = ngettext("{n} case", "{n} cases", total).format(n=formats.count(total))
    return list_foot(told, total, PAGE, page, lambda n: f"?page={n}")
