"""Papers, recordings and files in the form of an act: the blanks of each paper, the span of each recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plumbline.apps.casework.act import PaperWanted
from plumbline.apps.page_parts.moments import InstantField
from plumbline.core.errors import Language
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.document_kind import DocumentKind
from plumbline.core.recording.listed import MEANS, REASONS, ListedStep
from plumbline.core.recording.spans import Asked

ROWS = 2
"""Recordings of one kind that a form takes at once; more are added by a correction."""
_WORDS = {
    "audio_video": gettext_lazy("Recording of the whole act, sound and picture"),
    "photo": gettext_lazy("Photographs of the act"),
}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that may be made: its box, and the blanks that a person fills."""

    title: str
    english: str
    ticked: bool
    numbered: bool
    asks: tuple[BoundField, ...]

    @property
    def name(self) -> str:
        """As the page calls it."""
        return self.title if (get_language() or "zh").startswith("zh") else self.english or self.title


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """A recording that may be added: its file, from when to when; `slot` names it among the form's uploads."""

    slot: str
    kind: str
    title: str
    file: BoundField
    start: BoundField
    end: BoundField


class ManyFiles(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as they were sent; what each is, its content says when it is taken in."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """No check here: `attachments.actions.receive` looks inside."""
        return data


class PapersForm(forms.Form):
    """What an act makes besides its fields; the form of an act is built on it."""

    kinds: tuple[DocumentKind, ...] = ()
    recording_kinds: tuple[str, ...] = ()
    listed_words: str = ""
    """What the organ's list asks of the step."""

    def add_papers(self, kinds: Iterable[DocumentKind]) -> None:
        """A field for each blank of each kind; a paper may be made with blanks left open."""
        self.kinds = tuple(kinds)
        for kind in self.kinds:
            for ask in kind.asks.values():
                wide = forms.Textarea(attrs={"rows": min(ask.lines, 8)})
                self.fields[ask_name(kind, ask.name)] = forms.CharField(
                    label=ask.title, required=False, widget=wide if ask.lines > 1 else forms.TextInput
                )

    def add_recordings(self, kinds: Sequence[str]) -> None:
        """Rows for the recordings that the pack knows for the step."""
        self.recording_kinds = tuple(kinds)
        moment = {"type": "datetime-local", "step": "any"}
        for slot, _kind in self.slots():
            self.fields[slot] = FilesField(label=_("File"), required=False, widget=forms.FileInput)
            for name, label in ((f"{slot}_from", _("Recorded from")), (f"{slot}_to", _("Recorded until"))):
                self.fields[name] = InstantField(
                    label=label, required=False, widget=forms.DateTimeInput(attrs=moment)
                )

    def add_reason(self, listed: Sequence[ListedStep | Asked], language: Language) -> None:
        """Why there is no recording, where one is asked for; each reason is counted."""
        if not self.recording_kinds:
            return
        words = [(one.value, zh if language == "zh" else en) for one, (zh, en) in REASONS.items()]
        told = "；".join(
            f"{MEANS[one.means][0 if language == 'zh' else 1]} {one.starts} – {one.ends}（{one.version}）"
            for one in listed
        )
        self.listed_words = told
        self.fields["unrecorded"] = forms.ChoiceField(
            label=_("Not recorded, because"),
            choices=[("", _("it was recorded")), *words],
            required=False,
            help_text=_("Only where a recording is asked for and there is none. The reason is counted."),
        )
        self.fields["unrecorded_note"] = forms.CharField(
            label=_("What happened"), max_length=300, required=False
        )

    @property
    def reason_fields(self) -> list[BoundField]:
        """The fields of that reason."""
        return [self[name] for name in ("unrecorded", "unrecorded_note") if name in self.fields]

    @property
    def unrecorded(self) -> dict[str, Json]:
        """The reason as its record keeps it; empty where none was stated."""
        reason = self.cleaned_data.get("unrecorded")
        note = self.cleaned_data.get("unrecorded_note") or ""
        return {"reason": reason, "note": note} if reason else {}

    def add_files(self) -> None:
        """The field for other files."""
        self.fields["files"] = FilesField(
            label=_("Files"),
            required=False,
            help_text=_("Pictures, PDF, Word, Excel, sound and film; what a file is, its content decides."),
        )

    @property
    def paper_rows(self) -> list[PaperRow]:
        """The papers with their blanks, in the order of the step."""
        ticked = set(self["papers"].value() or ()) if "papers" in self.fields else set()
        known = {kind.title: kind for kind in self.kinds}
        return [
            PaperRow(
                title,
                known[title].english if title in known else title,
                title in ticked,
                title in known and bool(known[title].series),
                tuple(self[ask_name(known[title], name)] for name in known[title].asks)
                if title in known
                else (),
            )
            for title, _label in (self.fields["papers"].choices if "papers" in self.fields else ())
        ]

    @property
    def recording_rows(self) -> list[RecordingRow]:
        """The rows for recordings."""
        return [
            RecordingRow(
                slot, kind, recording_title(kind), self[slot], self[f"{slot}_from"], self[f"{slot}_to"]
            )
            for slot, kind in self.slots()
        ]

    @property
    def wanted(self) -> tuple[PaperWanted, ...]:
        """The papers ticked, with what was written into their blanks."""
        known = {kind.title: kind for kind in self.kinds}
        return tuple(
            PaperWanted(title, self.asks_of(known[title]) if title in known else {})
            for title in self.cleaned_data.get("papers") or ()
        )

    def asks_of(self, kind: DocumentKind) -> dict[str, str]:
        """What was written into the blanks of a kind."""
        found = {name: self.cleaned_data.get(ask_name(kind, name)) or "" for name in kind.asks}
        return {name: text for name, text in found.items() if text.strip()}

    def check_recordings(self) -> None:
        """A recording does not end before it begins."""
        for slot, _kind in self.slots():
            start, end = self.cleaned_data.get(f"{slot}_from"), self.cleaned_data.get(f"{slot}_to")
            if start is not None and end is not None and end < start:
                self.add_error(f"{slot}_to", _("The recording ends before it begins."))

    def is_special(self, name: str) -> bool:
        """Whether a field is drawn with papers, recordings and files, not among the fields of the act."""
        return name in ("papers", "files") or name.startswith(("a_", "r_", "unrecorded"))

    def slots(self) -> Iterator[tuple[str, str]]:
        """The rows for recordings by name, each with its kind."""
        for kind in self.recording_kinds:
            for place in range(1, ROWS + 1):
                yield f"r_{kind}_{place}", kind


def ask_name(kind: DocumentKind, ask: str) -> str:
    """The form's name of a blank."""
    return f"a_{kind.id}_{ask}"


def recording_title(kind: str) -> str:
    """A kind of recording in words."""
    return str(_WORDS.get(kind, kind))
