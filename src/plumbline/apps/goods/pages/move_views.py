"""Entering what happens to things: taken in by a list, moved, gone, destroyed by two; entries declared void."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.attachments.uploads import Upload, in_record, take, there
from plumbline.apps.goods import actions
from plumbline.apps.goods.actions import Moving
from plumbline.apps.goods.case_reading import CaseRead, read_case
from plumbline.apps.goods.case_story import entries_of
from plumbline.apps.goods.errors import GoodsDeskError
from plumbline.apps.goods.forms import MoveForm, VoidForm, WhenForm
from plumbline.apps.goods.pages.asking import (
    Request,
    case_address,
    head_of,
    person_of,
    place_of,
    stale,
    to_case,
)
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.goods.refusing import language, refusal_of
from plumbline.apps.goods.story_words import told
from plumbline.apps.goods.thing_rows import ThingRowsForm
from plumbline.apps.goods.words import ACTS
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts.moments import local_minute
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.core.cases.belongings import belongings
from plumbline.core.cases.measures import SEIZING, taking_act
from plumbline.core.errors import PlumblineError
from plumbline.core.goods.errors import GoodsError
from plumbline.core.goods.stock import Item, Move, Movement

ENTERED = (Move.PLACE, Move.LEND, Move.BRING_BACK, Move.GIVE_BACK, Move.AUCTION, Move.HAND_OVER, Move.DESTROY)


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT, place=place_of)
def take_in(request: Request, case: str) -> HttpResponse:
    """Takes things in by a list; in a measure they come under it, and its clock says how long."""
    file, person = read_case(case), person_of(request)
    measure = taking_act(file.history, SEIZING, "", request.now)
    sent = request.method == "POST"
    initial = {"at": local_minute(request.now), "seen": file.history.position}
    when = WhenForm(request.POST if sent else None, initial=initial)
    rows = ThingRowsForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        measured=bool(measure),
        needed=True,
    )
    files = _files(request, rows, rows.photo_slots, case) if sent else []
    values = {"when": when, "rows": rows, "measured": bool(measure)}
    if not sent or not (when.is_valid() and rows.is_valid()):
        return _page(
            request, file, "goods/take_in.html", ACTS[Move.TAKE_IN], values, files, 422 if sent else 200
        )

    def enter() -> None:
        actions.enter_movements(
            person=person,
            case=case,
            moves=rows.moves(files, measure),
            at=when.cleaned_data["at"],
            attested=False,
            seen=when.cleaned_data["seen"],
            now=request.now,
        )

    return _entered(request, file, "goods/take_in.html", ACTS[Move.TAKE_IN], values, files, enter)


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT, place=place_of)
def move(request: Request, case: str, move: str) -> HttpResponse:
    """Enters what happens to a thing that is there."""
    kind = next((one for one in ENTERED if one == move), None)
    if kind is None:
        raise Http404
    file, sent = read_case(case), request.method == "POST"
    items = _offered(file, kind, request.now)
    form = MoveForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        move=kind,
        items=items,
        colleagues=_colleagues(request, file) if kind is Move.DESTROY else (),
        initial=_initial(request, file, items, kind),
    )
    files = _files(request, form, ["photo"], case) if sent else []
    values = {"form": form, "nothing": not items, "verb": ACTS[kind], "may_attest": kind is not Move.PLACE}
    if not sent or not form.is_valid():
        return _page(request, file, "goods/move.html", ACTS[kind], values, files, 422 if sent else 200)
    photographs, salts = in_record(files)
    said = form.cleaned_data
    one = Moving(form.movement, said["reason"], said.get("receiver") or "", photographs, salts)

    def enter() -> None:
        actions.enter_movements(
            person=person_of(request),
            case=case,
            moves=[one],
            at=said["at"],
            attested="attest" in request.POST,
            seen=said["seen"],
            now=request.now,
        )

    return _entered(request, file, "goods/move.html", ACTS[kind], values, files, enter)


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT, place=place_of)
def sign(request: Request, case: str, record: str) -> HttpResponse:
    """The second officer signs a destruction with the own login, after seeing what is destroyed."""
    file, person = read_case(case), person_of(request)
    stock = belongings(file.docket, file.history, request.now).stock
    waits = stock.unsigned.get(record)
    item = stock.items[waits.item] if waits else None
    values = {
        "question": _("Sign that {count} {unit} of “{name}” are destroyed?").format(
            count=waits.count, unit=item.unit, name=item.name
        )
        if waits and item
        else _("No destruction of that number waits for a signature."),
        "consequence": _("They then count as gone. A mistake can only be undone by an entry that says why."),
        "verb": ACTS[Move.SIGN] if waits and waits.second == (person.officer or person.account) else "",
        "form": None,
    }
    if request.method == "GET":
        return _page(request, file, "goods/confirm.html", ACTS[Move.SIGN], values)

    def enter() -> None:
        actions.enter_movement(
            person=person, case=case, movement=Movement("", Move.SIGN, record, 0, ""), now=request.now
        )

    return _entered(request, file, "goods/confirm.html", ACTS[Move.SIGN], values, [], enter)


@require_http_methods(["GET", "POST"])
@requires(GOODS_ACT, place=place_of)
def void(request: Request, case: str, record: str) -> HttpResponse:
    """Declares an entry void, with the reason; what was wrong stays to be read."""
    file, sent = read_case(case), request.method == "POST"
    line = next((one for one in entries_of(file) if one.record == record), None)
    if line is None:
        raise Http404
    form = VoidForm(
        request.POST if sent else None, auto_id="void_%s", initial={"seen": file.history.position}
    )
    title = _("Declare the entry void")
    values = {
        "question": _("Declare this entry void?"),
        "consequence": _("It stays to be read and counts no more. Enter anew what is right."),
        "verb": "" if line.is_void else title,
        "line": told(line),
        "form": form,
    }
    if not sent or not form.is_valid():
        return _page(request, file, "goods/confirm.html", title, values, status=422 if sent else 200)

    def enter() -> None:
        said = form.cleaned_data
        actions.void_entry(
            person=person_of(request),
            case=case,
            record=record,
            reason=said["reason"],
            seen=said["seen"],
            now=request.now,
        )

    return _entered(request, file, "goods/confirm.html", title, values, [], enter)


def _entered(
    request: Request,
    file: CaseRead,
    template: str,
    title: Any,
    values: dict[str, Any],
    files: list[Upload],
    enter: Callable[[], None],
) -> HttpResponse:
    """Back to the case once it is entered; else the form again with the refusal, nothing lost."""
    try:
        enter()
    except (GoodsError, GoodsDeskError) as error:
        return refused(request, file, template, title, values, files, error)
    except CaseMoved:
        case = file.history.opening.case
        fresh = read_case(case)
        for form in values.values():
            if hasattr(form, "data") and "seen" in getattr(form, "fields", ()):
                form.data = form.data.copy()
                form.data["seen"] = fresh.history.position
        return _page(request, fresh, template, title, {**values, "stale": stale()}, files, 409)
    return to_case(file.history.opening.case)


def refused(
    request: Request,
    file: CaseRead,
    template: str,
    title: Any,
    values: dict[str, Any],
    files: list[Upload],
    error: PlumblineError,
) -> HttpResponse:
    """The form again, with why."""
    told = {**values, "refusal": refusal_of(error, str(title))}
    return _page(request, file, template, title, told, files, 422)


def _page(
    request: Request,
    file: CaseRead,
    template: str,
    title: Any,
    values: dict[str, Any],
    files: list[Upload] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "head": head_of(request, file, str(title)),
        "back": case_address(file.history.opening.case),
        "uploads": files or [],
        "refusal": None,
        "stale": None,
        "line": "",
        **values,
    }
    return render(request, template, shown, status=status)


def _files(request: Request, form: Any, names: Sequence[str], case: str) -> list[Upload]:
    """Files kept from before and those sent now, by their field; a refused one is said at its field."""
    person = person_of(request)
    kept = there(
        [(name, token) for name in names for token in request.POST.getlist(f"{name}_kept")[:1]], person, case
    )
    found = {one.slot: one for one in kept}
    form.is_valid()
    for name in names:
        for sent in request.FILES.getlist(name)[:1]:
            try:
                found[name] = take(sent, name, person, case, request.now)
            except FileRefused as error:
                form.add_error(name, error.in_sentences(language()))
    return list(found.values())


def _offered(file: CaseRead, kind: Move, now: int) -> list[Item]:
    items = belongings(file.docket, file.history, now).stock.items.values()
    return [one for one in items if (one.lent if kind is Move.BRING_BACK else one.held) > 0]


def _initial(request: Request, file: CaseRead, items: list[Item], kind: Move) -> dict[str, Any]:
    first = next((one for one in items if one.id == request.GET.get("item")), items[0] if items else None)
    count = None if first is None else first.lent if kind is Move.BRING_BACK else first.held
    return {
        "at": local_minute(request.now),
        "seen": file.history.position,
        "item": first.id if first else "",
        "count": count,
    }


def _colleagues(request: Request, file: CaseRead) -> list[tuple[str, str]]:
    mine = person_of(request).officer
    return [(key, name) for key, name in colleagues_of(file.history.opening.organ) if key != mine]
