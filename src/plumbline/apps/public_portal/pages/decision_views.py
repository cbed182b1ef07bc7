"""One decision: its text without what is personal, its facts, how it is verified; what became of it."""

from __future__ import annotations

from typing import Any

import segno
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.disclosure.pages.release_parts import last_shown, lines_of
from plumbline.apps.disclosure.pages.words import kind_word
from plumbline.apps.disclosure.queries import Shown, newer
from plumbline.apps.disclosure.queries import shown as publication
from plumbline.apps.ledger_store.queries import leaf_of
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.public_portal.frame import Request, is_apart, portal_page, shown, to
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.publication import Publication
from plumbline.core.errors import Language

GONE = 410


@portal_page
def decision(request: Request, language: Language, key: str) -> HttpResponse:
    """A decision as the public reads it; an older publication leads on, one that was taken back says so."""
    one = _found(key)
    if one.is_gone:
        if later := newer(key):
            return HttpResponsePermanentRedirect(to("decision", language, key=later))
        return _gone(request, language, one)
    told = one.publication
    values = {
        "one": one,
        "told": told,
        "title": told.title,
        "lines": _body(told),
        "path": [
            Link(_("Decisions"), to("decisions", language)),
            *([] if is_apart(request) else [Link(kind_word(told.kind), _of_kind(one, language))]),
            Link(told.number),
        ],
        "facts": _facts(one, language),
        "leaf": leaf_of(one.record),
        "code_url": to(
            "code", "zh", key=key
        ),  # one picture for both languages: the files of the portal hold it once
        "verification_url": to("verification", language),
    }
    answer = shown(request, language, "decision.html", values)
    if told.is_natural:
        answer["X-Robots-Tag"] = "noindex"
    return answer


@portal_page
def code(request: Request, language: Language, key: str) -> HttpResponse:
    """A code that leads to the page, to be printed."""
    address = request.build_absolute_uri(to("short", "zh", key=_found(key).key))
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True)
    namespaced = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return HttpResponse(namespaced, content_type="image/svg+xml")


@portal_page
def short(request: Request, language: Language, key: str) -> HttpResponse:
    """The short address of codes, and that of earlier years, lead to the page."""
    return HttpResponsePermanentRedirect(to("decision", language, key=_found(key).key))


def _found(key: str) -> Shown:
    one = publication(key)
    if one is None:
        raise Http404
    return one


def _of_kind(one: Shown, language: Language) -> str:
    return f"{to('decisions', language)}?kind={one.publication.kind}"


def _body(told: Publication) -> list[list[dict[str, Any]]]:
    """The paragraphs without the lines that the head of the page says already."""
    lines = lines_of(told.pieces)
    said = {told.organ_name, told.number, told.title}
    while lines and "".join(str(one["text"]) for one in lines[0]).strip() in said:
        del lines[0]
    return lines


def _gone(request: Request, language: Language, one: Shown) -> HttpResponse:
    day = date_of(one.changed_day).isoformat() if one.changed_day is not None else ""
    values = {
        "title": _("This publication was withdrawn")
        if one.stage == "withdrawn"
        else _("The display of this decision has ended"),
        "one": one,
        "day": day,
        "is_withdrawn": one.stage == "withdrawn",
        "is_early": one.reason == "early",
        "decisions": to("decisions", language),
    }
    answer = shown(request, language, "gone.html", values, status=GONE)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _facts(one: Shown, language: Language) -> list[Fact]:
    told = one.publication
    organ = Link(told.organ_name, to("organ", language, code=one.organ))
    facts = [
        Fact(_("Organ"), link=organ),
        Fact(_("Party"), told.party or _("(a person; name withheld)")),
        Fact(_("Kind"), kind_word(told.kind)),
        Fact(_("Outcome"), told.result or "—"),
        Fact(_("Decided on"), told.decided_on),
        _published(one),
    ]
    if one.stop_day is not None:
        facts.append(Fact(_("Displayed until"), last_shown(one.stop_day).isoformat()))
    if one.stage == "corrected" and one.changed_day is not None:
        facts.append(Fact(_("Corrected on"), date_of(one.changed_day).isoformat()))
    if told.hidden:
        facts.append(
            Fact(_("Taken out"), ngettext("{n} place", "{n} places", told.hidden).format(n=told.hidden))
        )
    return facts


def _published(one: Shown) -> Fact:
    day = date_of(one.published_day).isoformat()
    if one.due_day is None:
        return Fact(_("Published on"), day)
    due = date_of(one.due_day).isoformat()
    word: Any = (
        StatusWord(_("in time"), "passed", "check")
        if one.published_day <= one.due_day
        else StatusWord(_("late"), "breach", "alert-circle")
    )
    return Fact(_("Published on"), day, note=_("to be published by {due}").format(due=due), word=word)
