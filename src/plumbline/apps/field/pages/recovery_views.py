"""The recovery key and the bundles that it opens: always two people, each with an own login and share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plumbline.apps.casework.pages.speaking import local
from plumbline.apps.field.actions.importing import bring_bundle, import_bundle
from plumbline.apps.field.actions.receiving import Received
from plumbline.apps.field.actions.recovery import begin_key, take_second_share
from plumbline.apps.field.pages.asking import Request, language, person_of
from plumbline.apps.field.policies import FIELD_KEY
from plumbline.apps.field.queries.recovery import (
    BundleLine,
    DroppedLine,
    HeldPart,
    KeyLine,
    PartLine,
    bundles_of,
    dropped_of,
    keys_of,
)
from plumbline.apps.page_parts.formats import UNKNOWN, listed
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.access import requires
from plumbline.core.errors import PlumblineError


@require_safe
@requires(FIELD_KEY)
def recovery(request: Request) -> HttpResponse:
    """How the key stands, and the bundles that wait for the other holder."""
    return _page(request)


@require_POST
@requires(FIELD_KEY)
def share(request: Request) -> HttpResponse:
    """The first share of a new key, or the second of one that waits: shown now and never again."""
    try:
        if "second" in request.POST:
            told = take_second_share(person=person_of(request), now=request.now)
        else:
            told = begin_key(person=person_of(request), now=request.now)
    except PlumblineError as error:
        return _page(request, error, status=422)
    answer = _page(request, told=told)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@requires(FIELD_KEY)
def bundle(request: Request) -> HttpResponse:
    """A bundle is brought with one share, or opened with the other."""
    person, given = person_of(request), request.POST.get("share", "")[:200]
    asked, sent = request.POST.get("id", "")[:32], request.FILES.get("bundle")
    try:
        if sent is not None:
            there = {one.id for one in bundles_of(person.organ)}
            asked = bring_bundle(person=person, chunks=sent.chunks(), share=given, now=request.now)
            if asked not in there:
                told = str(_("The bundle is kept until the other holder opens it."))
                mine = next(one for one in bundles_of(person.organ) if one.id == asked)
                if mine.held:
                    told += str(_(" What is not of this organ in it is held: see below."))
                messages.success(request, told)
                return HttpResponseRedirect(reverse("field:recovery"))
        before = {one.id: one for one in bundles_of(person.organ)}.get(asked)
        done = import_bundle(person=person, bundle=asked, share=given, now=request.now, today=request.today)
    except PlumblineError as error:
        return _page(request, error, status=422)
    after = {one.id: one for one in bundles_of(person.organ)}.get(asked)
    messages.success(request, _became(done, before, after))
    return HttpResponseRedirect(reverse("field:recovery"))


def _became(done: Sequence[Received], before: BundleLine | None, after: BundleLine | None) -> str:
    """What a share did: it waits for another, or what it opened was entered and what waits still."""
    is_opened = after is None or before is None or _open_parts(after) > _open_parts(before)
    if not is_opened and not done:
        return str(_("The share is kept until the other holder gives theirs."))
    new = sum(not one.again for one in done)
    text = ngettext("%(n)s visit was entered.", "%(n)s visits were entered.", new) % {"n": new}
    if not new and done:
        text = _("Nothing is new: everything that was opened had arrived before.")
    if after is not None and after.waits:
        text += _(" The rest waits for another key: see below.")
    return str(text)


def _open_parts(one: BundleLine) -> int:
    return sum(part.opened_at is not None for part in one.parts)


def _page(
    request: Request, problem: PlumblineError | None = None, *, told: str = "", status: int = 200
) -> HttpResponse:
    person, said = person_of(request), language()
    keys = keys_of(person.organ)
    values: dict[str, Any] = {
        "head": PageHead(
            title=_("Recovery key"),
            path=(Link(_("In the field"), reverse("field:desk")), Link(_("Recovery key"))),
        ),
        "table": _keys_table(keys) if keys else None,
        "half": next((one for one in keys if not one.second), None),
        "mine": any(one.first_account == person.account for one in keys if not one.second),
        "any": bool(keys),
        "bundles": [_bundle(one, person.account, request.now) for one in bundles_of(person.organ)],
        "dropped": [_dropped(one) for one in dropped_of(person.organ, request.now)],
        "told": told,
        "problem": problem.in_sentences(said) if problem else "",
    }
    return render(request, "field/recovery.html", values, status=status)


def _keys_table(keys: Sequence[KeyLine]) -> DataTable:
    columns = [
        Column(_("Recovery key"), "head", whole=True),
        Column(_("State"), "word"),
        Column(_("Holders of the shares"), "line"),
        Column(_("In force from"), "meta", whole=True, phone_label=_("In force from")),
        Column(_("Replaced on"), "meta", whole=True, phone_label=_("Replaced on")),
        Column(_("Waits for it"), "meta", phone_label=_("Waits for it")),
    ]
    return DataTable(_("Recovery keys"), columns, [_key_row(one) for one in keys])


def _key_row(one: KeyLine) -> Row:
    holders = listed([name for name in (one.first, one.second) if name])
    days = [_day(at) if at else UNKNOWN for at in (one.since, one.until)]
    waits = _amount(one.visits, one.captures) if one.visits or one.captures else UNKNOWN
    return Row([Cell(_name(one)), Cell(part=_state(one)), Cell(holders), *map(Cell, days), Cell(waits)])


def _state(one: KeyLine) -> StatusWord:
    if not one.second:
        return StatusWord(_("waits for the second holder"), "soon", "clock")
    if one.until:
        return StatusWord(_("replaced"), "neutral", "minus")
    return StatusWord(_("phones use it"), "passed", "check")


def warning(one: BundleLine, now: int) -> str:
    """That a bundle is about to go unopened, and who can open it; empty while there is time."""
    left = one.days_left(now)
    if left is None:
        return ""
    who = listed([name for part in one.parts if part.opened_at is None for name in _holders(part.key)])
    if left <= 1:
        told = _("Nobody has opened this bundle: it is removed within a day. {who} can open it.")
    else:
        told = _("Nobody has opened this bundle: it is removed in {n} days. {who} can open it.")
    return str(told).format(n=left, who=who)


def _holders(key: KeyLine) -> list[str]:
    return [name for name in (key.first, key.second) if name]


def _apart(one: HeldPart) -> str:
    """What is another organ's, and where it waits."""
    amount = _amount(one.visits, one.captures)
    if one.organ:
        told = _("{amount}: under the key of {organ}, held. It waits there for the holders of that organ.")
    else:
        told = _(
            "{amount}: under a key that no organ has here, held. Hand the file to the organ whose officer it was."
        )
    return str(told).format(amount=amount, organ=one.organ)


def _dropped(one: DroppedLine) -> str:
    told = _("{day}: removed unopened, {amount}, brought by {who} on {brought}.")
    amount = _amount(one.visits, one.captures)
    return str(told).format(day=_day(one.dropped_at), amount=amount, who=one.by, brought=_day(one.brought_at))


def _bundle(one: BundleLine, account: str, now: int) -> dict[str, Any]:
    """A bundle as the page tells of it."""
    return {
        "warning": warning(one, now),
        "held": [_apart(part) for part in one.held],
        "left": sum(part.left for part in one.parts),
        "id": one.id,
        "title": _("{n} visits, brought by {who} on {day}").format(
            n=one.visits, who=one.by, day=_day(one.brought_at)
        ),
        "parts": [_part(part) for part in one.parts],
        "given": listed(one.given),
        "only_mine": one.accounts == (account,) and len(one.parts) == 1,
        "waits": one.waits,
        "until": _day(one.kept_until) if one.kept_until else "",
    }


def _part(part: PartLine) -> dict[str, Any]:
    key = part.key
    since, until = (_day(at) if at else "" for at in (key.since, key.until))
    dates = _("{since} – {until}") if until else _("from {since}")
    return {
        "text": _("{name} ({dates}; held by {holders}): {amount}.").format(
            name=_name(key),
            dates=dates.format(since=since, until=until),
            holders=listed([name for name in (key.first, key.second) if name]),
            amount=_amount(part.visits, part.captures),
        ),
        "opened": _day(part.opened_at) if part.opened_at else "",
        "by": listed(part.opened_by),
        "left": part.left,
    }


def _name(one: KeyLine) -> str:
    return str(_("Recovery key {n}")).format(n=one.number)


def _amount(visits: int, captures: int) -> str:
    """A bundle that was kept before captures were counted has none to tell."""
    if not captures:
        return str(ngettext("%(n)s visit", "%(n)s visits", visits) % {"n": visits})
    return str(_("visits: {visits}, captures: {captures}")).format(visits=visits, captures=captures)


def _day(instant: int) -> str:
    return f"{local(instant):%Y-%m-%d}"
