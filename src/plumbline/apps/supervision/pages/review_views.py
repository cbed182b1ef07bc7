"""Rounds of file reviews: the list, a new one, the page of one with its draw, and what is published of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, EmptyPage, Row
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.people.access import requires
from plumbline.apps.people.queries import holders
from plumbline.apps.people.queries.colleagues import officer_names, organ_names, organs_in
from plumbline.apps.supervision import actions
from plumbline.apps.supervision.forms import RoundForm
from plumbline.apps.supervision.pages.list_views import Request
from plumbline.apps.supervision.pages.review_wording import file_word, outcome, round_word, titled
from plumbline.apps.supervision.pages.wording import Words
from plumbline.apps.supervision.policies import REVIEW_LIST, REVIEWS
from plumbline.apps.supervision.queries.shown_rounds import bundle_bytes
from plumbline.apps.supervision.rounds import Told, place_of_round, results, round_of, rounds, scorings
from plumbline.core.authority.access import may_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError
from plumbline.core.oversight.draw import list_bytes
from plumbline.core.oversight.draw_errors import DrawError
from plumbline.core.oversight.file_review import File, Round, cohen_kappa, judgements, next_reader
from plumbline.core.oversight.review_errors import ReviewError, WrongTurn

USUAL = 10
"""Files that the form offers to draw."""
YEAR = 365


def place(request: HttpRequest, round: str, **_named: str) -> Place:
    """Where the round of an address belongs."""
    return place_of_round(round)


def person_of(request: Request) -> Person:
    """Who asks; a policy has seen to it that there is somebody."""
    assert request.person is not None
    return request.person


def tell(request: Request, error: PlumblineError) -> None:
    """What is wrong, on the page that follows."""
    messages.error(request, error.in_sentences(Words((), request.today).language))


@require_GET
@requires(REVIEW_LIST)
def review_list(request: Request) -> HttpResponse:
    """Rounds for those who run them; for an organ the results it was told."""
    person = person_of(request)
    runs = may_access(person, REVIEWS, None, request.today)
    new = Act(_("New round"), reverse("supervision:new_review"), icon="plus", main=True)
    made = rounds(person, request.today) if runs else []
    told = [] if runs else results(person, request.today)
    why = (
        _("A round commits to a seed, publishes its list and draws files that two readers judge separately.")
        if runs
        else _("Results of reviews appear here once the supervising organ has sent them.")
    )
    table = _rounds_table(made, person) if made else _results_table(told) if told else None
    values: dict[str, Any] = {
        "head": PageHead(_("Case-file review"), acts=(new,) if runs else ()),
        "table": table,
        "empty": None if table else EmptyPage(_("Nothing here"), why, new if runs else None),
    }
    return render(request, "supervision/reviews.html", values)


@require_http_methods(["GET", "POST"])
@requires(REVIEWS)
def new_round(request: Request) -> HttpResponse:
    """The plan of a round; opening it commits to the seed."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            id = actions.open_round(
                person=person_of(request), plan=form.plan(), now=request.now, today=request.today
            )
            return HttpResponseRedirect(reverse("supervision:review", kwargs={"round": id}))
        except ReviewError as error:
            form.add_error(None, error.message(Words((), request.today).language))
    path = (Link(_("Case-file review"), reverse("supervision:reviews")), Link(_("New round")))
    values = {
        "head": PageHead(_("New round"), path=path),
        "form": form,
        "back": reverse("supervision:reviews"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "supervision/new_review.html", values, status=status)


@require_GET
@requires(REVIEWS, place=place)
def round_page(request: Request, round: str) -> HttpResponse:
    """The round: what was committed to, the list, the draw, the files and how far their readers agree."""
    made, person = round_of(round), person_of(request)
    named = {"round": made.id}
    values = {
        "head": _head(made),
        "hashes": _hashes(made),
        "table": _files_table(made, person) if made.files else None,
        "go_url": reverse("supervision:review_go", kwargs=named),
        "may_show": made.shown_at is None,
        "public_url": public_url(made),
        "may_list": not made.items,
        "may_draw": bool(made.items) and made.bundle is None,
        "listed_url": reverse("supervision:review_listed", kwargs=named) if made.items else "",
        "bundle_url": reverse("supervision:review_bundle", kwargs=named) if made.bundle else "",
    }
    return render(request, "supervision/review.html", values)


@require_POST
@requires(REVIEWS, place=place)
def go_on(request: Request, round: str) -> HttpResponse:
    """Shows the round to the public, publishes the list or draws."""
    known = {"list": actions.publish_list, "draw": actions.draw_files, "show": actions.show_round}
    what = known.get(request.POST.get("what", ""))
    try:
        if what is not None:
            what(person=person_of(request), round_id=round, now=request.now, today=request.today)
    except CaseMoved:
        messages.error(request, _("Somebody else went on meanwhile; look where the round stands."))
    except (ReviewError, DrawError) as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("supervision:review", kwargs={"round": round}))


@require_GET
@requires(REVIEWS, place=place)
def bundle(request: Request, round: str) -> HttpResponse:
    """What is published of the draw, for `plumbline draw verify`. Raises WrongTurn before the draw."""
    made = round_of(round)
    if made.bundle is None:
        raise WrongTurn(problem_zh="尚未抽取", problem_en="nothing is drawn yet")
    return _sent(bundle_bytes(made, made.bundle), "application/json", f"draw-{made.id[:8]}.json")


@require_GET
@requires(REVIEWS, place=place)
def listed(request: Request, round: str) -> HttpResponse:
    """The list byte for byte as it was hashed. Raises WrongTurn before it is published."""
    made = round_of(round)
    if not made.items:
        raise WrongTurn(problem_zh="清单尚未公布", problem_en="no list is published yet")
    return _sent(list_bytes(made.items), "text/plain; charset=utf-8", f"list-{made.id[:8]}.txt")


def public_url(made: Round) -> str:
    """Where the public sees the round; empty where it does not."""
    if made.shown_at is None:
        return ""
    return str(reverse("public_portal:draw", kwargs={"language": language(), "round": made.id}))


def _sent(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _form(request: Request) -> RoundForm:
    person = person_of(request)
    division = person.divisions[0] if person.divisions else ""
    readers = holders(Role.SUPERVISOR, request.today, organ=person.organ, division=division)
    names = officer_names(readers)
    initial = {
        "count": USUAL,
        "first": date_of(request.today - YEAR),
        "last": date_of(request.today),
    }
    return RoundForm(
        request.POST if request.method == "POST" else None,
        scorings=[(one.id, titled(one)) for one in scorings()],
        organs=organs_in(visible(person, REVIEWS, request.today)),
        readers=[(one, names.get(one, one)) for one in readers],
        initial=initial,
    )


def _head(made: Round) -> PageHead:
    names = organ_names(made.organs)
    facts = [
        Fact(_("Scoring rules"), titled(made.scoring)),
        Fact(_("Organs"), formats.listed(names.get(one, one) for one in made.organs)),
        Fact(_("Cases ended"), f"{date_of(made.first)} – {date_of(made.last)}"),
        Fact(_("Files to draw"), str(made.count)),
    ]
    if made.bundle is not None:
        facts.append(Fact(_("Agreement of the two readers (Cohen's kappa)"), _kappa(made)))
    path = (Link(_("Case-file review"), reverse("supervision:reviews")), Link(made.title))
    return PageHead(made.title, path=path, words=(round_word(made),), facts=tuple(facts))


def _hashes(made: Round) -> list[tuple[str, str]]:
    """What was published so far, each with its label."""
    hashes = [(_("Commitment to the seed"), made.commitment)]
    if made.items:
        cases = ngettext("{n} case", "{n} cases", len(made.items)).format(n=len(made.items))
        hashes.append((f"{_('Hash of the list')} ({cases})", made.list_hash))
    if made.bundle is not None:
        hashes.append((_("Seed"), made.bundle.seed))
    return hashes


def _kappa(made: Round) -> str:
    pairs = judgements(made)
    found = cohen_kappa(pairs)
    if not pairs:
        return str(_("no file is read by both yet"))
    if found is None:
        return str(_("both always gave the same level: not defined"))
    return str(_("{kappa} over {n} judgements")).format(kappa=f"{float(found):.2f}", n=len(pairs))


def _files_table(made: Round, person: Person) -> DataTable:
    organs = organ_names({one.organ for one in made.files.values()})
    readers = officer_names(made.readers)
    return DataTable(
        ngettext("{n} file", "{n} files", len(made.files)).format(n=len(made.files)),
        [
            Column(_("Case number"), "head", whole=True),
            Column(_("Organ"), "meta"),
            Column(_("Readers"), "line"),
            Column(_("State"), "word", whole=True),
            Column(_("Result"), "meta", whole=True, phone_label=_("Result")),
        ],
        [_file_row(made, one, organs, readers, person) for one in made.files.values()],
    )


def _file_row(made: Round, one: File, organs: dict[str, str], readers: dict[str, str], person: Person) -> Row:
    mine = next_reader(made.scoring, one, person.signs_as)
    url = reverse("supervision:review_file", kwargs={"round": made.id, "case": one.case})
    return Row(
        [
            Cell(one.number, url, under=_("your sheet is due") if mine else ""),
            Cell(organs.get(one.organ, one.organ)),
            Cell(formats.listed(readers.get(who, who) for who in one.readers[:2])),
            Cell(part=file_word(made.scoring, one)),
            Cell(outcome(made.scoring, one)),
        ],
        key=one.case,
        name=one.number,
    )


def _sheets_due(made: Round, person: Person) -> str:
    """How many sheets of the person's own are due in a round."""
    n = sum(next_reader(made.scoring, one, person.signs_as) for one in made.files.values())
    return ngettext("{n} sheet of yours is due", "{n} sheets of yours are due", n).format(n=n) if n else ""


def _rounds_table(made: list[Round], person: Person) -> DataTable:
    return DataTable(
        ngettext("{n} round", "{n} rounds", len(made)).format(n=len(made)),
        [
            Column(_("Title"), "head"),
            Column(_("Cases ended"), "meta", whole=True),
            Column(_("Drawn"), "meta", numeric=True, phone_label=_("Drawn")),
            Column(_("State"), "word", whole=True),
        ],
        [
            Row(
                [
                    Cell(
                        one.title,
                        reverse("supervision:review", kwargs={"round": one.id}),
                        under=_sheets_due(one, person),
                    ),
                    Cell(f"{date_of(one.first)} – {date_of(one.last)}"),
                    Cell(f"{len(one.files)} / {len(one.items)}" if one.items else "—"),
                    Cell(part=round_word(one)),
                ],
                key=one.id,
                name=one.title,
            )
            for one in made
        ],
    )


def _results_table(told: list[Told]) -> DataTable:
    return DataTable(
        ngettext("{n} file", "{n} files", len(told)).format(n=len(told)),
        [
            Column(_("Case number"), "head", whole=True),
            Column(_("Title"), "line"),
            Column(_("State"), "word", whole=True),
            Column(_("Result"), "meta", whole=True, phone_label=_("Result")),
        ],
        [
            Row(
                [
                    Cell(
                        one.file.number,
                        reverse(
                            "supervision:review_result",
                            kwargs={"round": one.round.id, "case": one.file.case},
                        ),
                    ),
                    Cell(one.round.title),
                    Cell(part=file_word(one.round.scoring, one.file)),
                    Cell(outcome(one.round.scoring, one.file)),
                ],
                key=one.file.case,
                name=one.file.number,
            )
            for one in told
        ],
    )
