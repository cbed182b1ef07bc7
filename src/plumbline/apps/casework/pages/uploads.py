"""Files sent with the form of an act: loose ones, recordings by their row, photographs by the thing they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from plumbline.apps.attachments.errors import FileRefused
from plumbline.apps.attachments.uploads import Upload, come_back, in_record, take, there
from plumbline.apps.casework.act import RecordingOf
from plumbline.apps.casework.carrying import recordings_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.form_papers import ROWS
from plumbline.apps.casework.forms import ActForm
from plumbline.apps.casework.submitted_things import photograph_slots
from plumbline.core.authority.person import Person
from plumbline.core.cases.approval import State, submissions
from plumbline.core.errors import Language
from plumbline.core.ledger.record import Attachment
from plumbline.core.procedures.definition import Step

OF_THINGS = "t_"
"""How the names of photographs begin: they go to the records of the things they show."""


@dataclass(slots=True)
class Uploads:
    """The files of a form."""

    held: list[Upload] = field(default_factory=list)

    @property
    def loose(self) -> list[Upload]:
        """Files that are no recording of a row."""
        return [one for one in self.held if not one.slot]

    @property
    def by_slot(self) -> dict[str, Upload]:
        """Recordings by their row."""
        return {one.slot: one for one in self.held if one.slot}

    @property
    def typed(self) -> dict[str, list[str]]:
        """As the form sends them again."""
        found = {f"{one.slot}_kept": [one.token] for one in self.held if one.slot}
        return found | {"kept": [one.token for one in self.loose]}

    def attachments(self) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
        """For the act: the files, and the salts that open their commitments."""
        return in_record(one for one in self.held if not one.slot.startswith(OF_THINGS))

    def recordings(self, form: ActForm) -> tuple[RecordingOf, ...]:
        """The rows of recordings in which anything stands."""
        found = []
        for slot, kind in form.slots():
            start, end = form.cleaned_data.get(f"{slot}_from"), form.cleaned_data.get(f"{slot}_to")
            sent = self.by_slot.get(slot)
            if sent or start is not None or end is not None:
                found.append(RecordingOf(kind, sent.identity if sent else None, start, end))
        return tuple(found)


def uploads_of(
    request: HttpRequest, form: ActForm, person: Person, case: str, now: int, language: Language
) -> Uploads:
    """Files kept from before and those sent now; a file that is refused is said at its field. For a bound form."""
    found = kept_of({name: request.POST.getlist(name) for name in request.POST}, form, person, case)
    loose = ("files",) if "files" in form.fields else ()
    for name in (*loose, *_slots(form)):
        slot = "" if name == "files" else name
        for sent in request.FILES.getlist(name):
            try:
                taken = take(sent, slot, person, case, now)
            except FileRefused as error:
                told = form.things if form.things and name in form.things.photo_slots else form
                told.add_error(name, error.in_sentences(language))
            else:
                found.held = [one for one in found.held if not slot or one.slot != slot] + [taken]
    return found


def kept_of(typed: dict[str, list[str]], form: Any, person: Person, case: str) -> Uploads:
    """The files that the form still holds; a name that is not this person's for this case is left out."""
    wanted: list[tuple[str, str]] = [("", token) for token in typed.get("kept", ())]
    for slot in _slots(form):
        wanted += [(slot, token) for token in typed.get(f"{slot}_kept", ())[:1]]
    return Uploads(list(there(wanted, person, case)))


def submitted_before(file: CaseFile, step: Step, person: Person) -> Uploads | None:
    """The files of a submission that was sent back or taken back, to be sent again; None where there is none."""
    last = next((one for one in reversed(submissions(file.history.sealed)) if one.step == step.id), None)
    if last is None or last.state not in (State.RETURNED, State.RECALLED):
        return None
    slots = recording_slots(recordings_of(last.record))
    named = {one.attachment: slot for slot, one in slots.items() if one.attachment}
    named |= photograph_slots(last.record)
    return Uploads(come_back(last.record, named, person))


def recording_slots(recordings: Iterable[RecordingOf]) -> dict[str, RecordingOf]:
    """The rows of the form in which recordings stand, by the order of each kind."""
    found: dict[str, RecordingOf] = {}
    for one in recordings:
        place = 1 + sum(slot.startswith(f"r_{one.kind}_") for slot in found)
        if place <= ROWS:
            found[f"r_{one.kind}_{place}"] = one
    return found


def _slots(form: ActForm) -> Iterable[str]:
    return [*(slot for slot, _kind in form.slots()), *(form.things.photo_slots if form.things else ())]
