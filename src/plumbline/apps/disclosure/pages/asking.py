"""What the pages of the release desk share: who asks, where a release belongs, what a refusal says."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.pages.refusal import refusal as act_refusal
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.disclosure.pages.words import language
from plumbline.apps.disclosure.queries import place_of_release
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.refusals import Reason, Refusal
from plumbline.apps.people.access import Asked
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ActRefused
from plumbline.core.disclosure.duty import PROCEDURE
from plumbline.core.errors import PlumblineError


class Request(HttpRequest, Asked):
    """A request as the middleware leaves it."""


def place_of(request: HttpRequest, case: str, **_more: str) -> Place:
    """Where the release of an address belongs."""
    return place_of_release(case)


def person_of(request: Request) -> Person:
    """Who asks; the policy of the view has let nobody else through."""
    assert request.person is not None
    return request.person


def _docket_of(case: str) -> Docket:
    """The matter's own docket, with the acts and rules that its field adds; `case` may be that of the decision."""
    file = read_case(case)
    opening = file.history.opening
    if opening.procedure == PROCEDURE:
        return file.docket
    return shelf().docket(PROCEDURE, opening.field, opening.division or None)


def refused(error: PlumblineError, case: str, today: int, step: str = "publish") -> Refusal:
    """The panel of a refusal: of the packs' rules in full, of the desk in a line with the way out."""
    if isinstance(error, ActRefused):
        docket = _docket_of(case)
        known = docket.procedure.steps[step]
        return act_refusal(error, case, known, Speaker(docket, today), _("Nothing typed is lost."), {})
    said = error.message(language())
    reason = Reason(
        article=Link(str(error.data.get("basis") or _("rule of this system"))),
        gist="",
        facts=said,
        short=said,
        who_label=_("What to do") if error.remedy(language()) else "",
        who=error.remedy(language()) or "",
    )
    return Refusal(title=said, reasons=[reason], kept=_("Nothing typed is lost."))
