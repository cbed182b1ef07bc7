"""Joining, splitting and linking of cases, and what may be opened from a case: a panel of the case page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.casework import actions
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseworkError, NoDocumentWord, NumbersBusy
from plumbline.apps.casework.form_fields import field_of
from plumbline.apps.casework.link_errors import NumberUnknown
from plumbline.apps.casework.link_forms import (
    KIND,
    JoinForm,
    LinkForm,
    LinkingForm,
    SplitForm,
    UndoForm,
    UndoLinkForm,
)
from plumbline.apps.casework.pages.answers import (
    Request,
    asks_for_part,
    file_of,
    person_of,
    place_of,
    to_case,
)
from plumbline.apps.casework.pages.case_views import page_values
from plumbline.apps.casework.pages.link_parts import follow_acts, numbers_in, said_of_link
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_JOIN, CASE_READ
from plumbline.apps.casework.queries import case_of_number, party_of
from plumbline.apps.casework.unjoining import undoable_links
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.people.access import requires
from plumbline.apps.people.middleware import refused_page
from plumbline.core.authority.access import may_access
from plumbline.core.cases.joining import REVIEWED_BY, SUED_IN, joining_of
from plumbline.core.cases.reserved import RESERVED_STEPS
from plumbline.core.clocks.civil import date_of


@require_GET
@requires(CASE_JOIN, place=place_of)
def links(request: Request, case: str) -> HttpResponse:
    """What may be done with the case and others."""
    file = file_of(request, case)
    try:
        actions.check_not_alone(file)
    except CaseworkError as error:
        return refused_page(request, error)
    return _panel(request, file, {})


@require_POST
@requires(CASE_JOIN, place=place_of)
def join(request: Request, case: str) -> HttpResponse:
    """Joins the case into a lead case."""
    file = file_of(request, case)
    form = JoinForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            lead = known_case(request, said["number"])
            actions.join_case(
                person=person_of(request),
                case=case,
                lead=lead,
                reason=said["reason"],
                seen=said["seen"],
                now=request.now,
            )
        except (CaseworkError, CaseMoved) as error:
            _tell(form, "number", error, request)
        else:
            return to_case(request, lead)
    return _panel(request, file, {"join": form})


@require_POST
@requires(CASE_JOIN, place=place_of)
def undo_join(request: Request, case: str) -> HttpResponse:
    """Takes a joining back on which nothing rests yet."""
    file = file_of(request, case)
    form = UndoForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        common: dict[str, Any] = {"person": person_of(request), "case": case, "now": request.now}
        try:
            actions.undo_joining(**common, reason=said["reason"], seen=said["seen"])
        except (CaseworkError, CaseMoved) as error:
            _tell(form, "reason", error, request)
        else:
            return to_case(request, case)
    return _panel(request, file, {"undo": form})


@require_POST
@requires(CASE_JOIN, place=place_of)
def undo_link(request: Request, case: str) -> HttpResponse:
    """Takes a note of another case back that was wrong."""
    file = file_of(request, case)
    form = UndoLinkForm(request.POST, notes=_notes(file))
    if form.is_valid():
        said = form.cleaned_data
        common: dict[str, Any] = {"person": person_of(request), "case": case, "now": request.now}
        try:
            actions.undo_link(**common, record=said["record"], reason=said["reason"], seen=said["seen"])
        except (CaseworkError, CaseMoved) as error:
            _tell(form, "record", error, request)
        else:
            return to_case(request, case)
    return _panel(request, file, {"unlink": form})


@require_POST
@requires(CASE_JOIN, place=place_of)
def split(request: Request, case: str) -> HttpResponse:
    """Opens a case that takes some of the acts along."""
    file = file_of(request, case)
    speak = Speaker(file.docket, request.today)
    form = split_form(file, speak, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            new = actions.split_case(
                person=person_of(request),
                case=case,
                cause=said["cause"],
                party=form.party,
                cited=said["cited"],
                facts={KIND: said[KIND]} if said.get(KIND) else {},
                reason=said["reason"],
                seen=said["seen"],
                now=request.now,
            )
        except (CaseworkError, CaseMoved, NoDocumentWord, NumbersBusy) as error:
            _tell(form, "cited", error, request)
        else:
            return to_case(request, new)
    return _panel(request, file, {"split": form})


@require_POST
@requires(CASE_JOIN, place=place_of)
def add(request: Request, case: str) -> HttpResponse:
    """Notes another case, or the number of a reconsideration or a suit."""
    file = file_of(request, case)
    form = LinkForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        common: dict[str, Any] = {
            "person": person_of(request),
            "case": case,
            "kind": said["kind"],
            "seen": said["seen"],
            "now": request.now,
        }
        try:
            if said["kind"] in (REVIEWED_BY, SUED_IN):
                actions.note_remedy(**common, number=said["number"], organ=said["organ"])
            else:
                other = known_case(request, said["number"])
                actions.link_case(**common, other=other, reason=said["reason"])
        except (CaseworkError, CaseMoved) as error:
            _tell(form, "number", error, request)
        else:
            return to_case(request, case)
    return _panel(request, file, {"link": form})


def known_case(request: Request, number: str) -> str:
    """The case of that number, if it is open to whoever asks; raises NumberUnknown."""
    found = case_of_number(number)
    if found is None or not may_access(person_of(request), CASE_READ, read_case(found).place, request.today):
        raise NumberUnknown(number=number.strip())
    return found


def acts_of(file: CaseFile, speak: Speaker) -> list[tuple[str, str]]:
    """The acts of the case, by id, with day and name."""
    gone = {one.corrects for one in file.history.sealed if one.corrects}
    return [
        (one.id, f"{speak.short(file.docket.calendar.local_day(one.at.earliest))} {speak.step_id(one.step)}")
        for one in file.history.sealed
        if one.step not in RESERVED_STEPS and one.id not in gone
    ]


def _notes(file: CaseFile) -> list[tuple[str, str]]:
    """The notes of other cases that may be taken back, in the words of their records."""
    found = undoable_links(file)
    numbers = numbers_in(found)
    return [(one.id, " ".join(said_of_link(one, numbers))) for one in found]


def split_form(
    file: CaseFile, speak: Speaker, data: Any, initial: Mapping[str, Any] | None = None
) -> SplitForm:
    """The form that splits the case, which asks for the kind of party where the procedure knows kinds."""
    kind = file.docket.procedure.attributes.get(KIND)
    return SplitForm(
        data,
        acts=acts_of(file, speak),
        kind=field_of(kind.definition, speak.packs.words, speak.language) if kind else None,
        today=date_of(speak.today),
        language=speak.language,
        initial=dict(initial or {}),
    )


def _tell(form: LinkingForm, field: str, error: CaseworkError | CaseMoved, request: Request) -> None:
    """The refusal at its field, with what to do."""
    language = "zh" if request.LANGUAGE_CODE.startswith("zh") else "en"
    form.add_error(field, error.in_sentences(language))  # type: ignore[arg-type]


def _panel(request: Request, file: CaseFile, sent: dict[str, LinkingForm]) -> HttpResponse:
    """The panel, with the forms as sent where one was."""
    case, speak = file.history.opening.case, Speaker(file.docket, request.today)
    begin = {"seen": file.history.position}
    party = party_of(file.party_records)
    forms: dict[str, LinkingForm] = {
        "join": JoinForm(initial=begin),
        "split": split_form(file, speak, None, {**begin, **party, KIND: file.history.header.get(KIND)}),
        "link": LinkForm(initial=begin),
        "undo": UndoForm(initial=begin),
        "unlink": UndoLinkForm(initial=begin, notes=_notes(file)),
        **sent,
    }
    address = {"case": case}
    is_open = file.docket.end_of(file.history.folded(request.now)) is None
    blocks = [
        (_("Undo the joining"), forms["undo"], "casework:undo_join", joining_of(file.history) is not None),
        (_("Join into a lead case"), forms["join"], "casework:join", is_open),
        (_("Split a case off"), forms["split"], "casework:split", is_open and bool(acts_of(file, speak))),
        (_("Note a linked case, a reconsideration or a suit"), forms["link"], "casework:add_link", True),
        (_("Take a wrong note back"), forms["unlink"], "casework:undo_link", bool(_notes(file))),
    ]
    values: dict[str, Any] = {
        "linking": {
            "follow": follow_acts(file, speak, request.now),
            "blocks": [
                (title, form, reverse(name, kwargs=address), form in sent.values())
                for title, form, name, shown in blocks
                if shown
            ],
            "back": reverse("casework:case", kwargs=address),
        }
    }
    status = 422 if sent else 200
    if asks_for_part(request):
        return render(request, "casework/links_panel.html", values, status=status)
    return render(request, "casework/case.html", {**page_values(request, file), **values}, status=status)
