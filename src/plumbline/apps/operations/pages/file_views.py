"""Stored files: how many, when each was last compared with its hash, and what is not as it was taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.attachments.queries import FaultView, Holdings, fixity_faults, holdings
from plumbline.apps.attachments.tasks import check_fixity
from plumbline.apps.jobs import actions
from plumbline.apps.ledger_store.queries import case_overviews, records_of
from plumbline.apps.operations.pages.job_views import Request, shown_time
from plumbline.apps.operations.policies import JOBS
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import organ_names

_MEGABYTE = 1024 * 1024
_WORDS = {
    "changed": gettext_lazy("bytes changed"),
    "missing": gettext_lazy("bytes missing"),
    "unnamed": gettext_lazy("named by nothing"),
}
_NEXT = {
    "changed": gettext_lazy(
        "Do not rely on it. Put the bytes back from the backup under the same address and check again; "
        "tell the organ of the record. Look at the disk and at who can write there."
    ),
    "missing": gettext_lazy(
        "Put the bytes back from the backup under the same address and check again; tell the organ of the record."
    ),
    "unnamed": gettext_lazy(
        "No record names it. It is swept in the night; where it comes again, look who writes into the storage."
    ),
}


@require_safe
@requires(JOBS)
def files(request: Request) -> HttpResponse:
    """The open findings of the check, and how far the check is."""
    found = fixity_faults()
    values = {
        "head": PageHead(
            _("Stored files"),
            path=(Link(_("Background jobs"), reverse("operations:jobs")), Link(_("Stored files"))),
            facts=_facts(holdings()),
        ),
        "table": _table(found) if found else None,
        "empty": None
        if found
        else EmptyPage(
            _("No finding"),
            _("Every file that was compared is as it was taken in. The check runs every night."),
        ),
        "check_url": reverse("operations:check_files"),
    }
    return render(request, "operations/files.html", values)


@require_POST
@requires(JOBS)
def check(request: Request) -> HttpResponse:
    """Compare now, without waiting for the night."""
    actions.enqueue(check_fixity, now=request.now, owner=request.person.account if request.person else "")
    messages.success(request, _("The check will be run; its findings stand here."))
    return HttpResponseRedirect(reverse("operations:files"))


def _facts(held: Holdings) -> tuple[Fact, ...]:
    if not held.files:
        oldest = "—"
    else:
        oldest = shown_time(held.oldest_check) if held.oldest_check else str(_("some files wait for it"))
    return (
        Fact(_("Files held"), formats.count(held.files)),
        Fact(_("Size"), f"{formats.count(-(-held.bytes // _MEGABYTE))} MB"),
        Fact(_("Every file compared since"), oldest),
    )


def _table(found: list[FaultView]) -> DataTable:
    columns = [
        Column(_("State"), "word", whole=True),
        Column(_("Record"), "head"),
        Column(_("File"), "meta"),
        Column(_("Found"), "meta", whole=True),
        Column(_("What to do"), "line"),
    ]
    return DataTable(_("Stored files"), columns, [_row(one) for one in found])


def _named_by(one: FaultView) -> Cell:
    """The organs and numbers of the cases whose records name it: by the code of a record nobody knows whom to tell."""
    cases = case_overviews([held.record.case for held in records_of(one.records).values()])
    names = organ_names({found.organ for found in cases.values()})
    said = [f"{names.get(found.organ, found.organ)} {found.number}" for found in cases.values()]
    return Cell(str(_("; ")).join(said) or str(_("no record")), under=" ".join(one.records))


def _row(one: FaultView) -> Row:
    names = one.hashes or (one.digest,)
    word = StatusWord(str(_WORDS[one.what]), "soon" if one.what == "unnamed" else "breach", "alert-triangle")
    return Row(
        [
            Cell(part=word),
            _named_by(one),
            Cell(names[0], under=" ".join(names[1:])),
            Cell(
                shown_time(one.found_at), under=shown_time(one.seen_at) if one.seen_at != one.found_at else ""
            ),
            Cell(str(_NEXT[one.what])),
        ]
    )
