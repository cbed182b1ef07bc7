"""A list of tasks is taken in: right rows become tasks, the others are shown with what is wrong, to be mended."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from plumbline.apps.casework.errors import CaseworkError
from plumbline.apps.leadership import actions
from plumbline.apps.leadership.forms import TaskListForm
from plumbline.apps.leadership.pages.task_views import Request
from plumbline.apps.leadership.policies import SET_TASKS
from plumbline.apps.leadership.queries import TASK, items
from plumbline.apps.leadership.task_list import TaskRow, columns, key_in, read_tasks
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.errors import PeopleError
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.people.sheets import XLSX, write_xlsx
from plumbline.core.authority.access import visible
from plumbline.core.cases.errors import ActRefused
from plumbline.core.errors import InputError


@require_http_methods(["GET", "POST"])
@requires(SET_TASKS)
def import_tasks(request: Request) -> HttpResponse:
    """The form, and after it was sent what became of each row; nothing of a wrong row is kept."""
    form = TaskListForm(request.POST or None, request.FILES or None)
    told: dict[str, Any] = {"said": "", "wrong": None}
    if request.method == "POST" and form.is_valid():
        try:
            told = _take(request, form)
        except (InputError, PeopleError, ActRefused, CaseworkError) as error:
            form.add_error("document", f"{error.message(language())}。{error.remedy(language()) or ''}")
    path = (Link(_("Tasks and duties"), reverse("leadership:tasks")), Link(_("Import a list")))
    template_act = Act(_("Download the template"), reverse("leadership:template"), "download")
    values = {
        "head": PageHead(_("Import a list"), path=path, acts=(template_act,)),
        "form": form,
        "back": reverse("leadership:tasks"),
        **told,
    }
    return render(request, "leadership/import.html", values, status=422 if form.errors else 200)


@require_GET
@requires(SET_TASKS)
def template(request: Request) -> HttpResponse:
    """An empty sheet with the columns of a list."""
    titles = [f"{one.title}{'*' if one.definition.required else ''}" for one in columns()]
    answer = HttpResponse(write_xlsx(titles, []), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="tasks.xlsx"'
    return answer


def _take(request: Request, form: TaskListForm) -> dict[str, Any]:
    assert request.person is not None
    document = form.cleaned_data["document"]
    organs = organs_in(visible(request.person, SET_TASKS, request.today))
    units = {code: code for code, _name in organs} | {name: code for code, name in organs}
    there = frozenset(key_in(one.line.cause) for one in items(request.person, TASK, request.today))
    rows = read_tasks(document.name, document.read(), units, there)
    taken = actions.set_tasks(person=request.person, rows=rows, now=request.now, today=request.today)
    wrong = [row for row in rows if row.problems]
    said = _("{taken} tasks were set, {wrong} rows wait to be mended").format(taken=taken, wrong=len(wrong))
    return {"said": said, "wrong": _wrong_table(wrong) if wrong else None}


def _wrong_table(rows: list[TaskRow]) -> DataTable:
    shown = [
        Column(_("Row"), "head", whole=True),
        Column(_("Task"), "meta"),
        Column(_("What is wrong"), "meta"),
        Column(_("How to mend it"), "meta"),
    ]
    lines = [
        Row(
            [
                Cell(str(row.row)),
                Cell(row.cells.get("任务内容", "")),
                Cell(one.message(language())),
                Cell(one.remedy(language()) or ""),
            ],
            name=str(row.row),
        )
        for row in rows
        for one in row.problems
    ]
    return DataTable(
        _("Mend these rows and send the list again: tasks that are set are not set twice"), shown, lines
    )
