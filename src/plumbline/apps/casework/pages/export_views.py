"""A list of cases as a sheet, in words, with the filters of the page; parties stay in the system."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.list_parts import due_word
from plumbline.apps.casework.pages.list_views import read_asked, soon_day
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.casework.policies import CASE_LIST
from plumbline.apps.casework.queries import PAGE, CaseLine, all_cases, my_work
from plumbline.apps.casework.searching import with_search
from plumbline.apps.casework.standing_in import posts_of_today
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.access import requires
from plumbline.apps.people.sheets import write_csv, write_xlsx
from plumbline.core.clocks.civil import date_of

MOST = 20_000
"""Lines of one sheet; more of them are no list to read."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires(CASE_LIST)
def export(request: Request) -> HttpResponse:
    """The list as Excel or CSV; cells that a spreadsheet would run are neutralised."""
    titles = (
        _("Case number"), _("Procedure"), _("Cause"), _("Stage"), _("Next step"), _("Due"), _("State"), _("Opened"),
        _("Closed on"),
    )  # fmt: skip
    rows = (_words(line, request.today) for line in _lines(request))
    if request.GET.get("form") == "xlsx":
        answer = HttpResponse(write_xlsx(titles, rows), content_type=_XLSX)
        answer["Content-Disposition"] = 'attachment; filename="cases.xlsx"'
    else:
        answer = HttpResponse("".join(write_csv(titles, rows)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer


def _lines(request: Request) -> Iterator[CaseLine]:
    person, is_mine = person_of(request), request.GET.get("list") == "work"
    asked = with_search(person, read_asked(request, "mine" if is_mine else "open"), request.today)
    absent = posts_of_today(person, request.today).absent if is_mine else ()
    soon = soon_day(request.today)
    for page in range(1, MOST // PAGE + 1):
        wanted = dataclasses.replace(asked, page=page)
        if is_mine:
            found = my_work(person, wanted, request.today, soon, absent)
        else:
            found = all_cases(person, wanted, request.today, soon)
        yield from found.lines
        if page * PAGE >= found.total:
            return


def _words(line: CaseLine, today: int) -> tuple[str, ...]:
    docket = shelf().docket(line.procedure, line.field or None)
    speak = Speaker(docket, today, language())
    procedure = docket.procedure
    return (
        line.number,
        procedure.title if speak.language == "zh" else procedure.english,
        line.cause,
        speak.step_id(line.stage) if line.stage else "",
        speak.step_id(line.next_step) if line.next_step else "",
        _day(line.due_day),
        due_word(line, docket.calendar, today).text,
        _day(line.opened_day),
        _day(line.ended_day),
    )


def _day(day: int | None) -> str:
    return date_of(day).isoformat() if day is not None else ""
