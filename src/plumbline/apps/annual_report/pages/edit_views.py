"""Writing: the editor of a section with the figures that can be put in, comments, and fixing the figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.annual_report import actions
from plumbline.apps.annual_report.errors import ReportError, SectionMoved
from plumbline.apps.annual_report.forms import CommentForm, SectionForm
from plumbline.apps.annual_report.gaps import gaps, gaps_in
from plumbline.apps.annual_report.pages.asking import (
    Request,
    person_of,
    place,
    report_of,
    said,
    section_title,
    tell,
    title_of,
    url_of,
)
from plumbline.apps.annual_report.policies import REPORT_WRITE
from plumbline.apps.annual_report.queries import HeldReport, scope_of, written
from plumbline.apps.attachments.errors import Classified, FileRefused
from plumbline.apps.figures.definitions import definitions
from plumbline.apps.figures.pages import wording
from plumbline.apps.figures.queries import figures, year
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.access import requires
from plumbline.core.cases.errors import ActRefused
from plumbline.core.report_audit.quantity import quantities
from plumbline.core.reports.yearly_text import SECTIONS, masked

_SHOWN: Final = 6
"""Gaps that a message names."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A figure that can be put into the text."""

    chip: str
    title: str
    value: str


@require_http_methods(["GET", "POST"])
@requires(REPORT_WRITE, place=place)
def edit(request: Request, case: str, section: str) -> HttpResponse:
    """The editor of a section."""
    held, known = report_of(case), {one[0]: one for one in SECTIONS}
    if section not in known:
        raise Http404
    there = held.report.words.get(section, "")
    begun = {"words": there, "version": held.report.versions.get(section, 0)}
    form = SectionForm(request.POST or None, initial=begun)
    other = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_section(
                person=person_of(request), case=case, section=section, words=form.cleaned_data["words"],
                version=form.cleaned_data["version"], now=request.now,
            )  # fmt: skip
            messages.success(request, _("The section is saved as a new version."))
            return HttpResponseRedirect(url_of("read", held) + f"#s-{section}")
        except SectionMoved as error:
            form = _over(form, error, begun)
            other = there
        except (ReportError, Classified, ActRefused) as error:
            form.add_error("words", said(error))
    path = (
        Link(_("Annual report"), reverse("annual_report:list")),
        Link(title_of(held), url_of("read", held)),
        Link(section_title(known[section])),
    )
    values = {
        "head": PageHead(section_title(known[section]), path=path),
        "form": form,
        "other": other,
        "picks": _picks(request, held),
        "gaps": gaps_in(there),
        "typed": [one.text for one in quantities(masked(there))],
        "back": url_of("read", held),
        "comment_url": url_of("comment", held),
        "section": section,
        "comments": [one for one in held.report.comments.values() if one.section == section],
    }
    return render(request, "annual_report/edit.html", values, status=422 if form.errors else 200)


def _over(form: SectionForm, error: SectionMoved, begun: dict[str, object]) -> SectionForm:
    """The same words over the version that somebody else saved, so that a second saving is meant."""
    again = SectionForm({"words": form.cleaned_data["words"], "version": begun["version"]})
    again.is_valid()
    again.add_error("words", said(error))
    return again


def _picks(request: Request, held: HeldReport) -> list[Pick]:
    """Every figure with what it comes to, for the year of the report."""
    catalogue = definitions().catalogue
    found = figures(year(held.report.year), scope_of(held), now=request.now).figures
    picks = []
    for id in catalogue.ids:
        one = catalogue.figure(id)
        unit = "" if one.unit == "percent" else wording.unit_of(one)
        picks.append(Pick(f"{{{id}}}", wording.said(one), _with_unit(id, found[id].value, unit)))
        for kind in getattr(one, "classes", ()):
            key = f"{id}:{kind.id}"
            title = f"{wording.said(one)} · {wording.said(kind)}"
            picks.append(Pick(f"{{{key}}}", title, _with_unit(key, found[key].value, unit)))
    return sorted(picks, key=lambda pick: pick.title)


def _with_unit(key: str, value: int | Decimal | None, unit: str) -> str:
    return written(key, value) if value is None else f"{written(key, value)} {unit}".strip()


@require_POST
@requires(REPORT_WRITE, place=place)
def comment(request: Request, case: str) -> HttpResponse:
    """Enters a comment, or settles one."""
    held = report_of(case)
    told = request.POST
    try:
        if told.get("what") == "settle":
            actions.settle(
                person=person_of(request), case=case, number=told.get("number", "")[:20], now=request.now,
                result="adopted" if told.get("result") == "adopted" else "not_adopted",
                words=told.get("why", "")[:2000],
            )  # fmt: skip
        else:
            form = CommentForm(told)
            section = told.get("section", "")
            if form.is_valid() and section in {one[0] for one in SECTIONS}:
                actions.comment(
                    person=person_of(request), case=case, section=section, words=form.cleaned_data["words"],
                    now=request.now,
                )  # fmt: skip
            else:
                messages.error(request, _("The comment is empty."))
    except (ReportError, ActRefused, CaseMoved, FileRefused) as error:
        tell(request, error)
    return HttpResponseRedirect(url_of("read", held))


@require_POST
@requires(REPORT_WRITE, place=place)
def fix(request: Request, case: str) -> HttpResponse:
    """Fixes the figures as the records stand now."""
    held, meant = report_of(case), request.POST.get("gaps_meant") == "on"
    try:
        actions.fix_figures(
            person=person_of(request), case=case, sources_told=request.POST.get("sources_told") == "on",
            gaps_meant=meant, now=request.now, today=request.today,
        )  # fmt: skip
        messages.success(request, _("The figures are fixed; their rows are sealed with them."))
        if not meant and (left := [one for found in gaps(held.report).values() for one in found]):
            said_left = _("The text still has what look like gaps; it cannot be signed with them: {places}")
            messages.warning(request, said_left.format(places="、".join(left[:_SHOWN])))
    except (ReportError, ActRefused, CaseMoved, FileRefused) as error:
        tell(request, error)
    return HttpResponseRedirect(url_of("read", held))
