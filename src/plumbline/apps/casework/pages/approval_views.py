"""What people do with a submission, and the page on which a head sets the chains of the organ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.casework import approving
from plumbline.apps.casework.approval_chains import chains, check_seats, set_chain
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseworkError, SeatWantsRole
from plumbline.apps.casework.pages.act_forms import UNMADE, unmade
from plumbline.apps.casework.pages.answers import Request, file_of, not_found, person_of, place_of, to_case
from plumbline.apps.casework.pages.approval_parts import OFFICES
from plumbline.apps.casework.pages.case_views import page_values
from plumbline.apps.casework.pages.refusal import refusal
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.casework.policies import CASE_ACT, SET_CHAIN
from plumbline.apps.goods.refusing import refusal_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act as Button
from plumbline.apps.page_parts.part import Part
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.cases.approval import Office, Seat, submissions
from plumbline.core.cases.errors import ActRefused
from plumbline.core.goods.errors import GoodsError


@require_POST
@requires(CASE_ACT, place=place_of)
def approval(request: Request, case: str, submission: str) -> HttpResponse:
    """An opinion, a return, a recall, a countersignature, or the entry of what was approved."""
    file = file_of(request, case)
    one = next((one for one in submissions(file.history.sealed) if one.record.id == submission), None)
    if one is None:
        return not_found(request, file, submission)
    speak = Speaker(file.docket, request.today)
    try:
        _do(request, case, submission)
    except ActRefused as error:
        step = file.docket.step(one.step)
        assert step is not None
        values = one.record.fields.get("values")
        stated = values if isinstance(values, Mapping) else {}
        return _refused(request, file, refusal(error, case, step, speak, "", stated))
    except GoodsError as error:
        way = Button(_("Things and money"), reverse("goods:case", kwargs={"case": case}))
        return _refused(request, file, refusal_of(error, speak.step_id(one.step), (way,)))
    except UNMADE as error:
        return _refused(request, file, Notice(unmade(error, speak), "breach", "alert-circle", alert=True))
    except CaseMoved:
        told = _("Somebody acted on the case meanwhile. Look at it again, then decide.")
        return _refused(request, read_case(case), Notice(told, "soon", "alert-triangle", alert=True), 409)
    except CaseworkError as error:
        return _refused(
            request, file, Notice(error.message(language()), "breach", "alert-circle", alert=True)
        )
    return to_case(request, case, f"#a-{submission}")


def _do(request: Request, case: str, submission: str) -> None:
    text, seen = request.POST.get("text", "")[:500], request.POST.get("seen", "")
    told: dict[str, Any] = {
        "person": person_of(request),
        "case": case,
        "submission": submission,
        "now": request.now,
    }
    place: dict[str, Any] = {"seen": int(seen) if seen.isdecimal() and len(seen) < 10 else None}
    match request.POST.get("do"):
        case "return":
            approving.return_for_mending(**told, **place, reason=text)
        case "recall":
            approving.recall_submission(**told, **place, reason=text)
        case "countersign":
            approving.countersign(**told, **place, opinion=text)
        case "carry_out":
            approving.carry_out(**told, officers=officer_register())
        case _:
            approving.give_opinion(**told, **place, opinion=text, officers=officer_register())


def _refused(request: Request, file: CaseFile, panel: Part, status: int = 422) -> HttpResponse:
    values = {**page_values(request, file), "approval_refusal": panel}
    return render(request, "casework/case.html", values, status=status)


@require_http_methods(["GET", "POST"])
@requires(SET_CHAIN)
def approval_chains(request: Request) -> HttpResponse:
    """The chains of the organ, and a form to set one; the register of organs keeps every earlier one."""
    person = person_of(request)
    people = colleagues_of(person.organ)
    where = (request.POST if request.method == "POST" else request.GET).get("where", "")
    procedure, _slash, step = where.partition("/")
    offered = _offered()
    mistake, chosen_seats = "", []
    if request.method == "POST":
        known = dict(people)
        chosen = {office: request.POST.get(f"office_{office}", "") for office in Office}
        seats = [Seat(office, officer) for office, officer in chosen.items() if officer in known]
        chosen_seats = seats
        if any(where == value for _title, steps in offered for value, _name in steps):
            mistake = _not_set(request, procedure, step, seats, known)
            if not mistake:
                messages.success(request, _("Set.") if seats else _("The act needs no approval from now on."))
                return HttpResponseRedirect(reverse("casework:chains"))
        else:
            mistake = _("Choose the act.")
    found = chains(person.organ)
    now_there = {seat.office: seat.officer for seat in (chosen_seats or found.get((procedure, step), ()))}
    values = {
        "head": PageHead(
            title=_("Approval chains"), note=_("An act with a chain is submitted; the last approval does it.")
        ),
        "table": _table(found, dict(people)) if found else None,
        "offered": [
            (title, [(value, name, value == where) for value, name in steps]) for title, steps in offered
        ],
        "offices": [
            (
                office.value,
                OFFICES[office],
                [(key, name, now_there.get(office) == key) for key, name in people],
            )
            for office in Office
        ],
        "mistake": mistake,
    }
    return render(request, "casework/chains.html", values, status=422 if mistake else 200)


def _not_set(request: Request, procedure: str, step: str, seats: list[Seat], names: Mapping[str, str]) -> str:
    """Sets the chain; why not, where a box wants a role that its person lacks."""
    person, docket = person_of(request), shelf().docket(procedure)
    known = docket.step(step)
    assert known is not None
    try:
        check_seats(person.organ, docket.procedure, known, seats, names, request.today)
    except SeatWantsRole as error:
        return error.in_sentences(language())
    when = {"now": request.now, "today": request.today}
    set_chain(person=person, procedure=procedure, step=step, seats=seats, **when)
    return ""


def _offered() -> list[tuple[str, list[tuple[str, str]]]]:
    packs, zh = shelf(), language() == "zh"
    found = []
    for code in packs.procedures:
        if not code.startswith("register."):
            known = packs.docket(code).procedure
            steps = [
                (f"{code}/{one.id}", one.title if zh else one.english or one.title)
                for one in known.steps.values()
            ]
            found.append((known.title if zh else known.english, steps))
    return found


def _table(found: dict[tuple[str, str], tuple[Seat, ...]], names: dict[str, str]) -> DataTable:
    titles = {value: (title, name) for title, steps in _offered() for value, name in steps}
    columns = [Column(_("Procedure"), "meta"), Column(_("Step"), "head"), Column(_("Boxes"), "line")]
    rows = []
    for (procedure, step), seats in sorted(found.items()):
        title, name = titles.get(f"{procedure}/{step}", (procedure, step))
        address = f"{reverse('casework:chains')}?where={procedure}/{step}"
        said = " → ".join(
            f"{OFFICES[one.office]}{_(': ')}{names.get(one.officer, one.officer)}" for one in seats
        )
        rows.append(Row([Cell(title), Cell(name, address), Cell(said)]))
    return DataTable(_("Approval chains"), columns, rows)
