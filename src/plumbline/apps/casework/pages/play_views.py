"""The recordings of a case: one plays beside the steps that fall into it, each a place to jump to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.apps.attachments.playing import NAME, ticket_for
from plumbline.apps.attachments.queries import HeldFile, files
from plumbline.apps.casework.act import RecordingOf
from plumbline.apps.casework.carrying import recordings_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.form_papers import recording_title
from plumbline.apps.casework.held_papers import file_is_internal
from plumbline.apps.casework.pages.answers import Request, file_of, place_of, small_head
from plumbline.apps.casework.pages.file_parts import fault_text, size_text
from plumbline.apps.casework.pages.file_views import may_open, reading_noted
from plumbline.apps.casework.pages.record_parts import step_name
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.people.access import requires
from plumbline.core.cases.reserved import RESERVED_STEPS
from plumbline.core.ledger.record import Record

_SECOND = 1_000_000
_WHOLE = 1000
_PLAYERS = {"video", "audio"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A step that falls into the recording: seconds from its beginning, and its place in thousandths of it."""

    seconds: int
    place: int
    clock: str
    passed: str
    text: str
    record_url: str


@dataclass(frozen=True, slots=True)
class Played:
    """A recording that can be played: the record that names it, its file, the span it covers."""

    record: Record
    identity: str
    held: HeldFile
    span: RecordingOf | None

    @property
    def key(self) -> str:
        """How the address names it."""
        return f"{self.record.id}/{self.identity}"


@require_safe
@requires(CASE_READ, place=place_of)
def recordings(request: Request, case: str) -> HttpResponse:
    """The recordings of the case, one of them chosen by `?play=`."""
    file = file_of(request, case)
    speak = Speaker(file.docket, request.today)
    found = list(_recordings(request, file))
    wanted = request.GET.get("play", "")
    chosen = next((one for one in found if one.key == wanted), found[0] if found else None)
    values = {
        "head": small_head(request, file, _("Recordings")),
        "lines": [
            (one is chosen, f"?play={one.key}", _title(one, file, speak), _when(one, speak)) for one in found
        ],
        "played": _player(request, chosen, file, speak) if chosen else None,
        "back": reverse("casework:case", kwargs={"case": case}),
    }
    return render(request, "casework/recordings.html", values)


def _recordings(request: Request, file: CaseFile) -> Iterator[Played]:
    """Every sound and film of the case that may be opened, in the order of its records, without those replaced."""
    gone = {one.record.corrects for one in file.held if one.record.corrects}
    open_ones = [
        one.record for one in file.held if one.record.id not in gone and may_open(request, file, one.record)
    ]
    kept = files(one.hash for record in open_ones for one in record.attachments)
    for record in open_ones:
        spans = {one.attachment: one for one in recordings_of(record)}
        for one in record.attachments:
            held = kept.get(one.hash)
            if held is None or not held.kind.plays or file_is_internal(file, record, one.id):
                continue
            yield Played(record, one.id, held, spans.get(one.id))


def _title(one: Played, file: CaseFile, speak: Speaker) -> str:
    step = step_name(speak, one.record.step)
    return f"{step} · {recording_title(one.span.kind)}" if one.span else f"{step} · {one.held.name}"


def _when(one: Played, speak: Speaker) -> str:
    if one.span is None or one.span.start is None or one.span.end is None:
        return str(_("times not stated"))
    return f"{speak.time(one.span.start)} – {speak.time(one.span.end)}"


def _player(request: Request, one: Played, file: CaseFile, speak: Speaker) -> dict[str, object]:
    named = {"case": one.record.case, "record": one.record.id, "file": one.identity}
    url = reverse("casework:file", kwargs=named)
    playing = _with_ticket(request, one, file, url)
    asked = request.GET.get("t", "")
    marks = marks_in(one, file, speak)
    return {
        "kind": one.held.kind.media_type.partition("/")[0],
        "url": f"{playing}#t={asked}" if asked.isdecimal() else playing,
        "poster": reverse("casework:file_small", kwargs=named) if one.held.has_small else "",
        "name": one.held.name,
        "key": one.key,
        "marks": marks,
        "download_url": f"{url}?download=1",
        "facts": (
            Fact(_("Act"), _title(one, file, speak)),
            Fact(_("Recorded"), _when(one, speak)),
            Fact(_("Size"), size_text(one.held.size)),
            Fact(_("Hash"), one.held.hash),
            *((Fact(_("State"), unsound),) if (unsound := fault_text(one.held)) else ()),
        ),
    }


def _with_ticket(request: Request, one: Played, file: CaseFile, url: str) -> str:
    """The address that plays at once: what was checked for this page need not be checked again for a minute.

    The player asks for the beginning as soon as the page is there, so the reading is noted now, before any byte goes.
    """
    session = request.session.session_key
    if not session:
        return url
    reading_noted(request, file)(one.held)
    return f"{url}?{NAME}={ticket_for(one.held, url, session, request.now)}"


def marks_in(one: Played, file: CaseFile, speak: Speaker) -> list[Mark]:
    """The steps whose time is known to the minute and falls between the recording's beginning and end."""
    span = one.span
    if span is None or span.start is None or span.end is None or span.end <= span.start:
        return []
    gone = {held.record.corrects for held in file.held if held.record.corrects}
    found = []
    for held in file.held:
        record = held.record
        moments = [(record.at, "")]
        if record.until is not None:
            moments = [(record.at, _("begins")), (record.until, _("ends"))]
        if record.step in RESERVED_STEPS or record.id in gone:
            continue
        # A film that was begun and ended within its own act shows that act, which began before it and went on.
        within = record.id == one.record.id and record.at.earliest < span.start
        if within and record.until is not None and record.until.latest > span.end:
            moments = [(record.at, _("under way"))]
        else:
            within = False
        for moment, word in moments:
            # What is known to the minute has happened somewhere in it: its first second inside the recording.
            instant = max(moment.earliest, span.start)
            outside = moment.latest < span.start or instant > span.end
            if moment.precision == "day" or (outside and not within):
                continue
            seconds = (instant - span.start) // _SECOND
            text = " ".join(filter(None, (step_name(speak, record.step), word)))
            place = (instant - span.start) * _WHOLE // (span.end - span.start)
            address = reverse("casework:record", kwargs={"case": record.case, "record": record.id})
            found.append(Mark(seconds, place, speak.time(instant), _passed(seconds), text, address))
    return sorted(found, key=lambda mark: mark.seconds)


def _passed(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
