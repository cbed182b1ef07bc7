"""The page that opens a case: what is asked follows from the procedure and the field of law that were chosen.

A case that follows from another (`from`) begins with what that one says: party, cause, facts, evidence.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from plumbline.apps.casework import actions
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import HasOwnPage, LivesElsewhere, NoDocumentWord, NumbersBusy
from plumbline.apps.casework.evidence import may_be_taken
from plumbline.apps.casework.following import check_follows, follow_ons, shared_facts
from plumbline.apps.casework.opening_form import OpeningForm, chosen
from plumbline.apps.casework.own_pages import opening_page
from plumbline.apps.casework.pages.answers import Request, asks_for_part, person_of
from plumbline.apps.casework.pages.list_parts import procedures
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.casework.policies import CASE_JOIN, LEADERSHIP_OPEN
from plumbline.apps.casework.queries import party_of, procedures_under_way
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.people.queries.entries import organ
from plumbline.core.authority.access import Reach, check_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError


@require_http_methods(["GET", "POST"])
@requires(LEADERSHIP_OPEN)
def new_case(request: Request) -> HttpResponse:
    """Opens a case; with `choose` it only asks what the procedure wants to know, and keeps what was typed."""
    is_sent = request.method == "POST" and "choose" not in request.POST
    source = _source(request)
    form = _form(request, source, is_sent=is_sent)
    if is_sent and form.is_valid():
        try:
            case = _open(request, form, source)
        except (HasOwnPage, LivesElsewhere, NoDocumentWord, NumbersBusy, CaseMoved) as error:
            form.add_error("procedure", _told(error))
        else:
            return HttpResponseRedirect(reverse("casework:case", kwargs={"case": case}))
    values: dict[str, Any] = {"form": form, "url": reverse("casework:new"), "source": _shown(source)}
    values["back"] = reverse("casework:my_work")
    if source is not None:
        values["back"] = reverse("casework:case", kwargs={"case": source.history.opening.case})
    if asks_for_part(request):
        return render(request, "casework/opening_facts.html", values)
    path = (Link(_("Cases"), reverse("casework:cases")), Link(_("Open a case")))
    values["head"] = PageHead(title=_("Open a case"), path=path)
    return render(request, "casework/new.html", values, status=422 if is_sent else 200)


def place_of_opening(person: Person) -> Place:
    """Where a case of this person belongs."""
    return Place(person.organ, person.divisions[0] if person.divisions else shelf().division)


def _source(request: Request) -> CaseFile | None:
    """The case that the new one follows from; only whoever may act on it opens one from it."""
    named = (request.POST if request.method == "POST" else request.GET).get("from", "")
    if not named:
        return None
    file = read_case(named)
    check_access(person_of(request), CASE_JOIN, file.place, request.today)
    return file


def _form(request: Request, source: CaseFile | None, *, is_sent: bool) -> OpeningForm:
    """The form as sent, or with what was typed before the procedure was chosen."""
    person, packs = person_of(request), shelf()
    asked = request.POST if request.method == "POST" else request.GET
    procedure, own = asked.get("procedure", ""), organ(person.organ)
    field = asked.get("field", str(own.values.get("enforcement_field") or "") if own else "")
    here = [one for one in procedures(packs) if not opening_page(one[0])]
    offered = [one for one in here if packs.docket(one[0]).procedure.elsewhere is None]
    if source is not None:
        following = {one.target for one in follow_ons(source, request.now)}
        offered = [one for one in offered if one[0] in following]
    known = chosen(packs, offered, procedure, field, place_of_opening(person).division, language())
    initial: dict[str, Any] = {}
    if source is None and procedure in dict(offered):
        known = dataclasses.replace(known, units=_units(request, procedure))
    if source is None:
        known = dataclasses.replace(known, used=procedures_under_way(person.organ))
    if source is not None:
        known = dataclasses.replace(known, evidence=_evidence(source, request))
        initial = _from_source(source, procedure if known.facts or procedure in dict(offered) else "")
    return OpeningForm(
        request.POST if is_sent else None,
        known=known,
        packs=packs,
        language=language(),
        today=date_of(request.today),
        initial={**initial, **_typed(request, asked), "field": field},
    )


def _units(request: Request, procedure: str) -> list[tuple[str, str]]:
    """Where the person may open cases of the procedure: the district's units where it leads, the own one first."""
    person = person_of(request)
    leads = shelf().docket(procedure, None, place_of_opening(person).division).leads
    if not leads or LEADERSHIP_OPEN.reach_of(person.role, None) is not Reach.DISTRICT:
        return []
    return sorted(
        organs_in(visible(person, LEADERSHIP_OPEN, request.today)), key=lambda one: one[0] != person.organ
    )


def _place(person: Person, unit: str) -> Place:
    """The unit that was chosen; without a choice the own organ."""
    chosen_unit = organ(unit) if unit else None
    return Place(unit, chosen_unit.division) if chosen_unit else place_of_opening(person)


def _typed(request: Request, asked: Any) -> dict[str, Any]:
    """What was typed already; boxes as a list."""
    typed = dict(asked.items())
    if request.method == "POST":
        typed["evidence"] = asked.getlist("evidence")
    return typed


def _from_source(source: CaseFile, procedure: str) -> dict[str, Any]:
    """What the source says of party, cause and header."""
    opening = source.history.opening
    initial: dict[str, Any] = {"cause": opening.title, **party_of(source.party_records)}
    if procedure:
        initial |= shared_facts(source, procedure)
    initial["evidence"] = [one.record.id for one in may_be_taken(source)]
    return initial


def _evidence(source: CaseFile, request: Request) -> list[tuple[str, str]]:
    speak = Speaker(source.docket, request.today)
    found = []
    for one in may_be_taken(source):
        day = speak.short(source.docket.calendar.local_day(one.record.at.earliest))
        files = len(one.record.attachments)
        count = ngettext("%(n)s file", "%(n)s files", files) % {"n": files}
        found.append((one.record.id, f"{day} {speak.step_id(one.record.step)}（{count}）"))
    return found


def _shown(source: CaseFile | None) -> dict[str, Any] | None:
    if source is None:
        return None
    opening = source.history.opening
    return {
        "case": opening.case,
        "number": opening.number,
        "cause": opening.title,
    }


def _open(request: Request, form: OpeningForm, source: CaseFile | None) -> str:
    person, said = person_of(request), form.cleaned_data
    opening = actions.Opening(
        said["procedure"],
        None,
        said["cause"],
        field=said.get("field") or None,
        facts=form.facts,
        party=form.party,
    )
    if source is None:
        place = _place(person, said.get("unit", ""))
        return actions.open_case(person=person, place=place, opening=opening, now=request.now)
    check_follows(source, said["procedure"], request.now)
    return actions.open_from(
        person=person,
        source=source.history.opening.case,
        opening=opening,
        records=said.get("evidence") or (),
        seen=source.history.position,
        now=request.now,
    )


def _told(error: PlumblineError) -> str:
    return error.in_sentences(language())
