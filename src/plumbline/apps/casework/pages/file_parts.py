"""Files of a record as its page shows them, and its recordings laid over the time of the act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.attachments.queries import HeldFile, files
from plumbline.apps.attachments.text_reading import Reading
from plumbline.apps.casework.act import RecordingOf
from plumbline.apps.casework.carrying import papers_of, recordings_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.form_papers import recording_title
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.records import RecordingLine, RecordingStrip, Stretch
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.ledger.record import Record

_WHOLE = 1000
_KB = 1024
_PLAYERS = {"video": "video", "audio": "audio"}


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file: `player` is video, audio or nothing; `small_url` its small picture; `url` empty once destroyed."""

    name: str
    note: str
    url: str
    download_url: str
    small_url: str = ""
    player: str = ""
    media_type: str = ""
    play_url: str = ""
    """Where it plays beside the steps of the case."""


def files_shown(record: Record, speak: Speaker) -> list[FileShown]:
    """The files of a record but for its own papers, which have pages of their own."""
    papers = {paper.attachment for paper in papers_of(record) if paper.attachment}
    papers |= {f"{name}{DOCX_SUFFIX}" for name in papers}
    wanted = [one for one in record.attachments if one.id not in papers]
    kept = files(one.hash for one in wanted)
    spans = {one.attachment: one for one in recordings_of(record) if one.attachment}
    return [
        _shown(record, one.id, kept[one.hash], spans.get(one.id), speak)
        if one.hash in kept
        else FileShown(one.id, _("its content is no longer held"), "", "")
        for one in wanted
    ]


def _shown(
    record: Record, identity: str, held: HeldFile, span: RecordingOf | None, speak: Speaker
) -> FileShown:
    named = {"case": record.case, "record": record.id, "file": identity}
    url = reverse("casework:file", kwargs=named)
    kind = held.kind
    note = [kind.zh if speak.language == "zh" else kind.en, size_text(held.size)]
    if unsound := fault_text(held):
        note.insert(0, unsound)
    if held.has_text and (how := _unsearched(held.reading)):
        note.append(how)
    if kind.is_film and held.has_small:
        note.append(_("its still was made by the sender's browser and is no evidence"))
    if span is not None and span.start is not None and span.end is not None:
        note.append(f"{speak.time(span.start)} – {speak.time(span.end)}")
    return FileShown(
        held.name,
        ("，" if speak.language == "zh" else ", ").join(note),
        url,
        f"{url}?download=1",
        reverse("casework:file_small", kwargs=named) if held.has_small else "",
        _PLAYERS.get(kind.media_type.partition("/")[0], "") if kind.plays else "",
        kind.media_type,
        f"{reverse('casework:recordings', kwargs={'case': record.case})}?play={record.id}/{identity}"
        if kind.plays
        else "",
    )


def fault_text(held: HeldFile) -> str:
    """What the check of stored files found wrong with it; empty for a sound one. Whoever relies on it must know."""
    told = {
        "changed": _(
            "changed in the storage since it was taken in: do not rely on it, tell the system administrator"
        ),
        "missing": _("missing in the storage: tell the system administrator"),
    }
    return str(told.get(held.fault or "", ""))


def _unsearched(reading: Reading) -> str:
    """What of a file a search does not find; nothing of one that is searched as a whole."""
    told = {
        "": _("its text is not searched yet"),
        "part": _("searched in part: pages are scans, or it is too long"),
        "scan": _("scan, not searchable"),
        "unreadable": _("its text cannot be read, not searchable"),
    }
    return str(told.get(reading, ""))


def size_text(size: int) -> str:
    """Bytes in words."""
    kilobytes = max(1, size // _KB)
    return f"{count(kilobytes)} kB" if kilobytes < _KB else f"{count(kilobytes // _KB)} MB"


def recording_strip(file: CaseFile, record: Record, speak: Speaker) -> RecordingStrip | None:
    """The recordings that the step knows, over the time of the act; None where it knows none and none were made."""
    step = file.docket.step(record.step)
    made = recordings_of(record)
    kinds = list(dict.fromkeys([*(step.recordings if step else ()), *(one.kind for one in made)]))
    if not kinds or (not made and not (step and step.recordings)):
        return None
    lines = [_recorded(kind, [one for one in made if one.kind == kind], record, speak) for kind in kinds]
    summary = _("{n} made").format(n=len(made))
    return RecordingStrip(summary, lines)


def _recorded(kind: str, made: Sequence[RecordingOf], record: Record, speak: Speaker) -> RecordingLine:
    name = recording_title(kind)
    if not made:
        return RecordingLine(name, _("none was entered"), StatusWord(_("none"), "neutral", "minus"))
    timed = sorted((one.start, one.end) for one in made if one.start is not None and one.end is not None)
    told = "；".join(f"{speak.time(start)} – {speak.time(end)}" for start, end in timed)
    first = record.at.earliest
    last = record.until.earliest if record.until else first
    if not timed or last <= first:
        return RecordingLine(name, told or _("times not stated"), StatusWord(_("made"), "neutral", "check"))
    stretches = laid_over(first, last, timed)
    gap = any(one.gap for one in stretches)
    word = (
        StatusWord(_("gap"), "soon", "alert-triangle")
        if gap
        else StatusWord(_("complete"), "passed", "check")
    )
    return RecordingLine(name, told, word, stretches, f"{name}: {told}")


def laid_over(first: int, last: int, timed: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Stretches recorded and gaps, in thousandths of the act from `first` to `last`; `timed` by their beginning."""

    def place(instant: int) -> int:
        return max(0, min(_WHOLE, (instant - first) * _WHOLE // (last - first)))

    found: list[Stretch] = []
    reached = 0
    for start, end in timed:
        begin, finish = max(place(start), reached), place(end)
        if finish <= begin:
            continue
        if begin > reached:
            found.append(Stretch(reached, begin - reached, gap=True))
        found.append(Stretch(begin, finish - begin))
        reached = finish
    if reached < _WHOLE:
        found.append(Stretch(reached, _WHOLE - reached, gap=True))
    return found
