"""The things and money of one case: what is there, what is owed, what may be entered, what was entered."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.goods.case_reading import read_case
from plumbline.apps.goods.case_story import entries_of, photographs_of
from plumbline.apps.goods.pages import case_parts
from plumbline.apps.goods.pages.asking import Request, head_of, person_of, place_of
from plumbline.apps.goods.policies import GOODS_ACT, GOODS_READ
from plumbline.apps.goods.queries import case_money, left_beside
from plumbline.apps.goods.refusing import language
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import may_access
from plumbline.core.cases.measures import measures_of


@require_GET
@requires(GOODS_READ, place=place_of)
def case_page(request: Request, case: str) -> HttpResponse:
    """What the case holds, what is owed today, and how that comes."""
    file, person = read_case(case), person_of(request)
    found = case_money(file, request.now, language())
    may = may_access(person, GOODS_ACT, file.place, request.today)
    stock, measures = found.held.stock, measures_of(file.docket, file.history, request.now)
    back = Act(_("Back to the case"), reverse("casework:case", kwargs={"case": case}))
    values = {
        "head": head_of(request, file, _("Things and money"), acts=(back,), deeper=False),
        "open_note": case_parts.unexplained_note(found),
        "beside": [
            Link(f"{one.number} {one.name}", reverse("goods:case", kwargs={"case": one.case}))
            for one in left_beside(file)
        ],
        "things": case_parts.thing_lines(stock, measures, photographs_of(file), case, request.today),
        "move_acts": case_parts.move_acts(stock, case) if may else [],
        "waiting": case_parts.waiting_lines(stock, case, person.officer),
        "money": case_parts.money_facts(found),
        "says": found.says,
        "money_acts": case_parts.money_acts(found, case) if may else [],
        "notices": case_parts.notice_lines(found, case),
        "entries": case_parts.story_lines(entries_of(file), case, may_void=may),
    }
    return render(request, "goods/case.html", values)
