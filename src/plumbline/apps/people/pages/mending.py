"""How far an import is and what became of it; one row of the quarantine mended in the page."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.apps.jobs.actions import mark_read
from plumbline.apps.jobs.queries import JobView
from plumbline.apps.ledger_store.errors import StoreError
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.intake import Progress
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people import actions, queries
from plumbline.apps.people.errors import PeopleError
from plumbline.apps.people.pages.asking import address, asked_of, person_of
from plumbline.apps.people.pages.intake import column_name, own_batch, own_imports, reach_of
from plumbline.apps.people.pages.lists import NAMES
from plumbline.apps.people.pages_language import language, told
from plumbline.apps.people.queries import WaitingRow
from plumbline.core.registers.register import register_of
from plumbline.core.registers.rows import NUMBER, ColumnsMissing


@require_safe
def import_job(request: HttpRequest, register: str, job: int) -> HttpResponse:
    """How far the import is; once it is done, what was taken in and what waits."""
    found = next((one for one in own_imports(request, register) if one.number == job), None)
    if found is None:
        raise Http404
    kind = register_of(register)
    if found.state == "done":
        mark_read(job=job, by=person_of(request).account, now=asked_of(request).now)
    values = {
        "title": _("Import"),
        "head": PageHead(
            _("Import of {name}").format(name=found.arguments["name"]),
            (
                Link(kind.title(language()), reverse(f"people:{NAMES[register]}")),
                Link(_("Import"), address(register, "import")),
            ),
        ),
        "progress": _progress(found, register),
        "done": _done(found),
        "error": found.error(language()) if found.state == "dead" else "",
        "dropped": (found.result or {}).get("dropped", ()),
        "ignored": (found.result or {}).get("ignored", ()),
        "mend_url": _mend_url(found, register),
        "again_url": address(register, "import"),
        "list_url": reverse(f"people:{NAMES[register]}"),
    }
    htmx = getattr(request, "htmx", None)
    part = htmx and not htmx.boosted
    return render(request, "people/import_state.html" if part else "people/import_job.html", values)


def _progress(found: JobView, register: str) -> Progress | None:
    if found.state not in ("waiting", "running"):
        return None
    url = address(register, "import_job", found.number)
    note = _("You may leave this page; the import is listed under «Import».")
    return Progress("import", _("taking rows in"), found.done, found.total, url=url, note=note)


def _done(found: JobView) -> str:
    if found.state != "done":
        return ""
    taken, waiting = int(found.result["taken"]), int(found.result["waiting"])
    said = [ngettext("%(n)s row was taken in", "%(n)s rows were taken in", taken) % {"n": taken}]
    said.append(ngettext("%(n)s waits to be mended", "%(n)s wait to be mended", waiting) % {"n": waiting})
    if unknown := int(found.result["unknown"]):
        said.append(_("{n} rows are none of those that wait and were left out").format(n=unknown))
    return str(_(", ")).join(said)


def _mend_url(found: JobView, register: str) -> str:
    """Where what waits is mended; nothing where nothing waits any more."""
    batch = (found.result or {}).get("batch") if found.state == "done" else None
    held = queries.batch_of(batch) if batch else None
    return address(register, "quarantine", batch) if held is not None and held.waiting else ""


@require_http_methods(["GET", "POST"])
def quarantine_row(request: HttpRequest, register: str, batch: int, row: int) -> HttpResponse:
    """One row that waits: its cells as received, what is wrong at each; mended it goes in at once."""
    held = own_batch(request, register, batch)
    found = next((one for one in queries.waiting_rows(batch) if one.row == row), None)
    back = address(register, "quarantine", batch)
    if found is None:
        return HttpResponseRedirect(back)
    form = RowForm(register, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = asked_of(request)
        try:
            done = actions.resend(
                batch,
                [[NUMBER, *form.titles], [str(row), *form.cells]],
                by=person_of(request),
                now=asked.now,
                today=asked.today,
                reach=reach_of(request, register),
            )
        except (PeopleError, ColumnsMissing, StoreError) as error:
            form.add_error(None, told(error))
        else:
            if done.taken:
                return HttpResponseRedirect(_next(register, batch))
            found = next(one for one in queries.waiting_rows(batch) if one.row == row)
            form = RowForm(register, found, request.POST)
            form.is_valid()
    form.tell(found)
    shown = {
        "title": _("Mend a row"),
        "head": PageHead(
            _("Row {n} of {file}").format(n=row, file=held.file_name),
            (
                Link(_("Import"), address(register, "import")),
                Link(_("Data to be mended"), back),
                Link(_("Row {n}").format(n=row)),
            ),
        ),
        "form": form,
        "back": back,
    }
    return render(
        request, "people/quarantine_row.html", shown, status=422 if request.method == "POST" else 200
    )


def _next(register: str, batch: int) -> str:
    """The next row that waits, else the batch."""
    left = queries.waiting_rows(batch)
    if left:
        return address(register, "quarantine_row", batch, left[0].row)
    return address(register, "quarantine", batch)


class RowForm(forms.Form):
    """The cells of a row as text, under the titles of the sheet."""

    def __init__(self, register: str, row: WaitingRow, *given: object) -> None:
        super().__init__(*given, auto_id="cell_%s")
        self.titles = list(
            dict.fromkeys([*row.cells, *(one["column"] for one in row.problems if one["column"])])
        )
        for place, title in enumerate(self.titles):
            widget = forms.TextInput(attrs={"class": "pl-input"})
            self.fields[f"c{place}"] = forms.CharField(
                label=column_name(register, title),
                required=False,
                max_length=2000,
                initial=row.cells.get(title, ""),
                widget=widget,
            )

    @property
    def cells(self) -> list[str]:
        """What stands in them now."""
        return [str(self.cleaned_data[f"c{place}"]) for place in range(len(self.titles))]

    def tell(self, row: WaitingRow) -> None:
        """What is wrong, at the field it concerns; a row that was only opened says it as a hint."""
        zh = language() == "zh"
        said: dict[str | None, list[str]] = {}
        for one in row.problems:
            parts = [one["reason" if zh else "reason_en"], one["mend" if zh else "mend_en"]]
            name = f"c{self.titles.index(one['column'])}" if one["column"] in self.titles else None
            said.setdefault(name, []).append(("。" if zh else ". ").join(part for part in parts if part))
        for name, texts in said.items():
            text = ("；" if zh else "; ").join(texts)
            if self.is_bound:
                self.add_error(name, text)
            elif name is not None:
                self.fields[name].help_text = text
