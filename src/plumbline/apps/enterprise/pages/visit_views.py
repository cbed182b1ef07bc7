"""A visit: the form that issues its entry code, its page at the desk, what the enterprise sees that scans it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.enterprise import actions
from plumbline.apps.enterprise.codes import code_of, picture, read_code
from plumbline.apps.enterprise.forms import RESULTS, VisitForm
from plumbline.apps.enterprise.pages.asking import Request, person_of, said, tell, visit_place
from plumbline.apps.enterprise.pages.plan_views import is_told, plan_url, tell_moved
from plumbline.apps.enterprise.pages.visit_parts import ground, visit_word, visits_table
from plumbline.apps.enterprise.policies import ENTRY_CODE, PLAN_WRITE, PLANS
from plumbline.apps.enterprise.queries import (
    VisitLine,
    cap_figure,
    earlier_visits,
    line_of,
    plan_of,
    plan_with_visit,
    year_of,
)
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_numbers
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import colleagues_of, officer_names, organ_names
from plumbline.apps.people.queries.entries import certificates
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError
from plumbline.core.oversight.inspection_plan import Plan, Visit


@require_http_methods(["GET", "POST"])
@requires(PLAN_WRITE)
def new_visit(request: Request) -> HttpResponse:
    """Issues an entry code: for an item of the plan, or outside of it with the reason."""
    person = person_of(request)
    plan = plan_of(person.organ, year_of(request.today))
    items = {one.id: (one.firm, one.name, one.matter) for one in plan.standing()} if plan.published_at else {}
    form = VisitForm(
        request.POST if request.method == "POST" else None,
        items=items,
        officers=colleagues_of(person.organ),
        initial={"day": date_of(request.today)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            told = {"now": request.now, "today": request.today}
            visit = actions.issue_code(person=person, visiting=form.visiting(), **told)
            return HttpResponseRedirect(reverse("enterprise:visit", kwargs={"visit": visit}))
        except PlumblineError as error:
            if not is_told(error):
                raise
            form.add_error(None, said(error))
    path = (Link(_("Inspections of enterprises"), reverse("enterprise:plans")), Link(_("New entry code")))
    values = {
        "head": PageHead(_("New entry code"), path=path),
        "form": form,
        "published": plan.published_at is not None,
        "back": plan_url(person.organ, plan.year),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "enterprise/new_visit.html", values, status=status)


@require_GET
@requires(PLANS, place=visit_place)
def visit_page(request: Request, visit: str) -> HttpResponse:
    """A visit with the code that the officers show."""
    plan = plan_with_visit(visit)
    one = plan.visit(visit)
    address = request.build_absolute_uri(reverse("enterprise:code", kwargs={"code": code_of(visit)}))
    here = Place(plan.organ, plan.division)
    writes = may_access(request.person, PLAN_WRITE, here, request.today)
    path = (Link(_("Plan of {year}").format(year=plan.year), plan_url(plan.organ, plan.year)), Link(one.name))
    line = line_of(plan, one)
    values = {
        "head": PageHead(one.name, path=path, words=(visit_word(line),), facts=_facts(plan, one, line)),
        "picture": picture(address),
        "address": address,
        "results": [(key, str(words)) for key, words in RESULTS.items()] if writes and not one.result else [],
        "result_url": reverse("enterprise:visit_result", kwargs={"visit": visit}),
        "case_url": reverse("casework:case", kwargs={"case": one.case}) if one.case else "",
        "case_number": case_numbers([one.case]).get(one.case, "") if one.case else "",
        "opens_case": writes,
        "case_post": reverse("enterprise:visit_case", kwargs={"visit": visit}),
    }
    return render(request, "enterprise/visit.html", values)


@require_POST
@requires(PLAN_WRITE, place=visit_place)
def visit_result(request: Request, visit: str) -> HttpResponse:
    """Notes what the visit found."""
    try:
        result = request.POST.get("result", "")
        told = {"now": request.now, "today": request.today}
        actions.note_result(person=person_of(request), visit=visit, result=result, **told)
    except PlumblineError as error:
        if not is_told(error):
            raise
        tell(request, error)
    return HttpResponseRedirect(reverse("enterprise:visit", kwargs={"visit": visit}))


@require_POST
@requires(PLAN_WRITE, place=visit_place)
def visit_case(request: Request, visit: str) -> HttpResponse:
    """Opens the case of the inspection that the visit is."""
    back = reverse("enterprise:visit", kwargs={"visit": visit})
    try:
        told = {"now": request.now, "today": request.today}
        case = actions.open_inspection(person=person_of(request), visit=visit, **told)
    except CaseMoved:
        tell_moved(request)
    except PlumblineError as error:
        if not is_told(error):
            raise
        tell(request, error)
    else:
        back = reverse("casework:case", kwargs={"case": case})
    return HttpResponseRedirect(back)


@csrf_exempt  # no login stands behind it: whoever holds the signed code may say once that it was scanned
@require_http_methods(["GET", "HEAD", "POST"])
@requires(ENTRY_CODE)
def code(request: Request, code: str) -> HttpResponse:
    """What the enterprise sees: task, basis, officers, earlier visits of the year, what is left of the cap."""
    visit = read_code(code)
    if visit is None:
        raise Http404
    if request.method == "POST":
        actions.note_scan(visit=visit, now=request.now)
        return HttpResponseRedirect(request.path)
    plan = plan_with_visit(visit)
    one = plan.visit(visit)
    line = line_of(plan, one)
    earlier = [other for other in earlier_visits(one.firm, one.day, plan.year) if other.key != visit]
    values = {
        "head": PageHead(_("Inspection of an enterprise"), words=(visit_word(line),)),
        "facts": _facts(plan, one, line),
        "officers": _officers(one, request.today),
        "left": _left(plan, one),
        "earlier": visits_table(earlier, opens=False) if earlier else None,
        "scanned": one.scanned_at is not None,
        "complain": _complaints(request),
    }
    answer = render(request, "enterprise/code.html", values)
    answer.headers["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(answer)
    return answer


def _complaints(request: HttpRequest) -> str:
    return str(reverse("public_portal:complaints", kwargs={"language": "zh"}))


def _left(plan: Plan, one: Visit) -> str:
    cap = plan.cap_on(one.day, cap_figure(plan.division, one.day))
    if cap is None:
        return str(_("This organ has not published a cap."))
    made = plan.planned_visits(one.firm)
    told = {"cap": cap, "made": made, "left": max(0, cap - made)}
    if not one.item:
        text = _(
            "At most {cap} planned visits a year; {made} so far. This visit is not planned and is not counted."
        )
        return str(text.format(**told))
    return str(
        _("At most {cap} planned visits a year; {made} so far with this one, {left} left.").format(**told)
    )


def _officers(one: Visit, today: int) -> list[tuple[str, str]]:
    names = officer_names(one.officers)
    return [(names.get(who, who), _card(who, today)) for who in one.officers]


def _card(who: str, today: int) -> str:
    valid = [
        card
        for card in certificates(who)
        if any(span.from_day <= today <= span.to_day for span in card.spans)
    ]
    if not valid:
        return str(_("no valid certificate today: you may refuse (处罚法 §55)"))
    return str(_("certificate {number}").format(number=valid[-1].number))


def _facts(plan: Plan, one: Visit, line: VisitLine) -> list[Fact]:
    organ = organ_names([plan.organ]).get(plan.organ, plan.organ)
    facts = [
        Fact(_("Enterprise"), one.name),
        Fact(_("Organ"), organ),
        Fact(_("Task"), one.task),
        Fact(_("Legal basis"), one.basis),
        Fact(_("Day of the visit"), date_of(one.day).isoformat()),
        Fact(_("Ground"), ground(line)),
    ]
    if one.reason:
        facts.append(Fact(_("Reason"), one.reason))
    if one.case:
        facts.append(Fact(_("Number of the inspection"), case_numbers([one.case]).get(one.case, "")))
    if one.scanned_at is not None:
        moment = formats.moment(local(one.scanned_at), date_of(one.day))
        facts.append(Fact(_("Scanned by the enterprise"), moment))
    return facts
