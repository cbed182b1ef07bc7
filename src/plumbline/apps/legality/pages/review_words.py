"""Words of the review desk: stages, warnings, who asks, what a refusal says."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from plumbline.apps.casework.pages.refusal import refusal as act_refusal
from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.legality.errors import ReviewError
from plumbline.apps.legality.queries.reviews import ReviewLine
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.refusals import Reason, Refusal
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import Asked
from plumbline.core.authority.person import Person
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ActRefused
from plumbline.core.errors import PlumblineError
from plumbline.core.review.desk import ENFORCEMENT


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def stage_word(stage: str) -> StatusWord:
    """Where a review stands."""
    words = {
        "begun": StatusWord(_("to be submitted"), "neutral", "file-plus"),
        "submitted": StatusWord(_("to be reviewed"), "running", "clock"),
        "reviewing": StatusWord(_("under review"), "running", "clock"),
        "returned": StatusWord(_("sent back for missing material"), "soon", "alert-triangle"),
        "objected": StatusWord(_("problems: to be reworked"), "soon", "alert-triangle"),
        "reworked": StatusWord(_("reworked: to be submitted again"), "soon", "alert-triangle"),
        "coordinated": StatusWord(_("coordinated: to be submitted again"), "soon", "alert-triangle"),
        "agreed": StatusWord(_("agreed"), "passed", "check"),
        "ended": StatusWord(_("closed"), "neutral", "check"),
    }
    return words.get(stage, StatusWord(stage, "neutral", "info-circle"))


def warning_words(one: ReviewLine) -> list[StatusWord]:
    """What is counted of it: hurried, pushed, off line."""
    found = []
    if one.hurried:
        found.append(StatusWord(_("reviewed in less than the least time"), "soon", "alert-triangle"))
    if one.pushed:
        found.append(StatusWord(_("submitted at the last minute"), "soon", "alert-triangle"))
    if one.offline:
        found.append(StatusWord(_("reviewed off line"), "neutral", "info-circle"))
    return found


def procedure_word(procedure: str) -> str:
    """The procedure's title."""
    known = shelf().docket(procedure).procedure
    return known.title if language() == "zh" else known.english or known.title


def kind_word(kind: str, procedure: str) -> str:
    """What is reviewed."""
    name = "act_kind" if procedure == "legal.review" else "paper_kind"
    return shelf().words.word(name, kind, language()) if kind else procedure_word(procedure)


def refused(error: PlumblineError, case: str, docket: Docket, today: int, step: str) -> Refusal:
    """The panel of a refusal: of the packs' rules in full, of the desk in a line with the way out."""
    if isinstance(error, ActRefused) and step in docket.procedure.steps:
        known = docket.procedure.steps[step]
        return act_refusal(error, case, known, Speaker(docket, today), _("Nothing typed is lost."), {})
    said = error.message(language())
    basis = error.basis if isinstance(error, ReviewError) and docket.procedure.id == ENFORCEMENT else ()
    reason = Reason(
        article=Speaker(docket, today).article(basis) if basis else Link(_("rule of this system")),
        gist="",
        facts=said,
        short=said,
        who_label=_("What to do") if error.remedy(language()) else "",
        who=error.remedy(language()) or "",
    )
    return Refusal(title=said, reasons=[reason], kept=_("Nothing typed is lost."))
