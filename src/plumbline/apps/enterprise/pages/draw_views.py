"""A double-random draw: what was committed to, both lists, what was drawn, and the bundles anyone can check."""

from __future__ import annotations

import json

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from plumbline.apps.enterprise import actions
from plumbline.apps.enterprise.pages.asking import Request, person_of, place, tell
from plumbline.apps.enterprise.pages.plan_views import draw_word, is_told, plan_url, tell_moved
from plumbline.apps.enterprise.policies import PLAN_WRITE, PLANS
from plumbline.apps.enterprise.queries import plan_of
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Place
from plumbline.core.errors import PlumblineError
from plumbline.core.oversight.draw import Bundle, Drawn, written
from plumbline.core.oversight.inspection_errors import PlanNotReady
from plumbline.core.oversight.inspection_plan import Draw


@require_GET
@requires(PLANS, place=place)
def draw_page(request: Request, organ: str, year: int, draw: str) -> HttpResponse:
    """A draw and how far it has come."""
    plan = plan_of(organ, year)
    made = plan.draw(draw)
    writes = may_access(request.person, PLAN_WRITE, Place(organ, plan.division), request.today)
    named = {"organ": organ, "year": year, "draw": draw}
    facts = (Fact(_("Enterprises"), str(made.firms)), Fact(_("Officers"), str(made.officers)))
    path = (Link(_("Plan of {year}").format(year=year), plan_url(organ, year)), Link(made.matter))
    values = {
        "head": PageHead(made.matter, path=path, words=(draw_word(made),), facts=facts),
        "hashes": _hashes(made),
        "firms": [item for item, _mark in made.drawn_firms],
        "officers": [item for item, _mark in made.drawn_officers],
        "may_list": writes and not made.firm_list,
        "may_draw": writes and bool(made.firm_list) and not made.seed,
        "go_url": reverse("enterprise:draw_go", kwargs=named),
        "bundles": _bundles(made, named),
    }
    return render(request, "enterprise/draw.html", values)


@require_POST
@requires(PLAN_WRITE, place=place)
def draw_go(request: Request, organ: str, year: int, draw: str) -> HttpResponse:
    """Publishes the lists or draws."""
    what = {"lists": actions.publish_lists, "draw": actions.draw_lists}.get(request.POST.get("what", ""))
    try:
        if what is not None:
            told = {"now": request.now, "today": request.today}
            what(person=person_of(request), year=year, draw_id=draw, **told)
    except CaseMoved:
        tell_moved(request)
    except PlumblineError as error:
        if not is_told(error):
            raise
        tell(request, error)
    return HttpResponseRedirect(
        reverse("enterprise:draw", kwargs={"organ": organ, "year": year, "draw": draw})
    )


@require_GET
@requires(PLANS, place=place)
def bundle(request: Request, organ: str, year: int, draw: str, which: str) -> HttpResponse:
    """What is published of one of the two lists, for `plumbline draw verify`. Raises PlanNotReady before the draw."""
    made = plan_of(organ, year).draw(draw)
    if not made.seed:
        raise PlanNotReady(problem_zh="尚未抽取", problem_en="nothing is drawn yet")
    items, found, at = (
        (made.firm_list, made.drawn_firms, 0)
        if which == "firms"
        else (made.officer_list, made.drawn_officers, 1)
    )
    drawn = tuple(Drawn(item, mark) for item, mark in found)
    told = written(Bundle(made.commitment, made.seed, items, made.hashes[at], drawn))
    text = json.dumps({**told, "matter": made.matter}, ensure_ascii=False, indent=2)
    answer = HttpResponse(f"{text}\n".encode(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="draw-{which}-{draw[:8]}.json"'
    return answer


def _hashes(made: Draw) -> list[tuple[str, str]]:
    hashes = [(_("Commitment to the seed"), made.commitment)]
    if made.firm_list:
        firms, officers = (
            ngettext("{n} line", "{n} lines", len(one)).format(n=len(one))
            for one in (made.firm_list, made.officer_list)
        )
        hashes.append((f"{_('Hash of the list of enterprises')} ({firms})", made.hashes[0]))
        hashes.append((f"{_('Hash of the list of officers')} ({officers})", made.hashes[1]))
    if made.seed:
        hashes.append((_("Seed"), made.seed))
    return hashes


def _bundles(made: Draw, named: dict[str, object]) -> list[tuple[str, str]]:
    if not made.seed:
        return []
    told = (("firms", _("Bundle of enterprises")), ("officers", _("Bundle of officers")))
    return [
        (words, reverse("enterprise:draw_bundle", kwargs={**named, "which": which})) for which, words in told
    ]
