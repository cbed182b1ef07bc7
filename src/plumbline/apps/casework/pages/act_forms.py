"""From a request to the form of an act, and from the form to the act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.casework.act import Act, Paper
from plumbline.apps.casework.carrying import Carried
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.discretion_form import discretion_form
from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.casework.forms import ActForm
from plumbline.apps.casework.pages.answers import Request, person_of
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.pages.uploads import Uploads, uploads_of
from plumbline.apps.casework.papers import kind_of_paper
from plumbline.apps.casework.recorded import listed_for, spans_to_end
from plumbline.apps.casework.service_form import service_form
from plumbline.apps.casework.things import correction_form, things_form
from plumbline.apps.documents.errors import GlyphMissing, SeriesTaken
from plumbline.apps.goods.restated_rows import RestatedRowsForm
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.core.cases.reserved import SERVICE, UNRECORDED
from plumbline.core.cases.serving import METHOD
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step

UNMADE = (NoDocumentWord, NumbersBusy, GlyphMissing, SeriesTaken, FileRefused)
"""Why a paper could not be made; told at the papers of the form."""


def form_of(
    request: Request,
    file: CaseFile,
    step: Step,
    speak: Speaker,
    data: Any,
    initial: dict[str, Any] | None = None,
    typed: Mapping[str, list[str]] | None = None,
    *,
    corrects: Record | None = None,
) -> ActForm:
    """The form of a step, with colleagues where it takes two, the blanks of its papers and the things it is about; of a
    record that it `corrects` the things that it took in.
    """
    mine = person_of(request).officer
    colleagues = colleagues_of(file.history.opening.organ) if file.docket.actors(step) > 1 else ()
    files = request.FILES if data is not None else None
    listed = () if corrects is not None else listed_for(file, step, request.today)
    ends = () if corrects is not None else spans_to_end(file, step.id, request.now)
    form = ActForm(
        data,
        files,
        docket=file.docket,
        step=step,
        words=speak.packs.words,
        language=speak.language,
        colleagues=[one for one in colleagues if one[0] != mine],
        kinds=[kind for title in step.documents if (kind := kind_of_paper(title)) is not None],
        initial=initial,
        listed=listed,
        ends=ends,
    )
    form.service = service_form(file, step, speak.language, data, typed, corrects)
    if corrects is not None:
        form.things = correction_form(file, corrects, request.now, data, files)
        return form
    form.discretion = discretion_form(file, step, request.now, data, typed)
    form.things = things_form(file, step, request.now, data, files, typed)
    return form


def sent_form(
    request: Request, file: CaseFile, step: Step, speak: Speaker, *, corrects: Record | None = None
) -> tuple[ActForm, Uploads]:
    """The form as it was sent, its files taken in; refusals of files stand at their fields."""
    form = form_of(request, file, step, speak, request.POST, corrects=corrects)
    form.is_valid()
    case = file.history.opening.case
    return form, uploads_of(request, form, person_of(request), case, request.now, speak.language)


def act_of_form(
    form: ActForm, step: Step, uploads: Uploads, *, make: bool, carried: Carried | None = None
) -> Act:
    """What the form says is to be done.

    With `make` its papers are made now; an act that has happened already has its papers on paper: they are named, and
    come as files. What a correction `carried` over stays what it was.
    """
    said = form.cleaned_data
    files, salts = uploads.attachments()
    there = carried.papers if carried else ()
    wanted = tuple(one for one in form.wanted if one.kind not in {paper.kind for paper in there})
    about = form.things
    listing = tuple(about.listing) if about else ()
    stated = form.discretion.stated if form.discretion else None
    values = dict(form.values)
    restates = isinstance(about, RestatedRowsForm) and bool(about.restated)
    if listing and "items" in step.fields and (restates or not values.get("items")):
        values["items"] = "；".join(
            f"{name}{spec and f'（{spec}）'}{n}{unit}" for name, spec, n, unit in listing
        )
    return Act(
        step=step.id,
        at=said["at"],
        until=said.get("until"),
        others=tuple(said.get("others") or ()),
        values=values,
        personal=form.personal,
        papers=there if make else (*there, *(Paper(one.kind) for one in wanted)),
        make=wanted if make else (),
        recordings=(*(carried.recordings if carried else ()), *uploads.recordings(form)),
        attachments=(*(carried.attachments if carried else ()), *files),
        salts={**(carried.salts if carried else {}), **salts},
        discretion=stated.written if stated else carried.discretion if carried else None,
        beside=_beside(form, carried),
        named=tuple(about.named) if about else carried.named if carried else None,
        moves=tuple(about.moves(uploads.held)) if about else (),
        restates=tuple(about.restated) if isinstance(about, RestatedRowsForm) else (),
        listing=listing,
        place=about.place if about else "",
    )


def _beside(form: ActForm, carried: Carried | None) -> dict[str, Json]:
    """What goes on from the record that is corrected, how a paper was served, and why there is no recording."""
    told = dict(carried.beside) if carried else {}
    served = form.service.stated(form.values.get(METHOD)) if form.service else None
    told |= {SERVICE: served.written} if served else {}
    return {**told, UNRECORDED: form.unrecorded} if form.unrecorded else told


def secrecy_mark(sent: QueryDict) -> str | None:
    """A mark of state secrecy in anything typed into a form: such a text is stopped before anything is stored."""
    return classification_mark("\n".join(text for _name, texts in sent.lists() for text in map(str, texts)))


def unmade(error: PlumblineError, speak: Speaker) -> str:
    """Why a paper was not made, and what to do."""
    return error.in_sentences(speak.language)
