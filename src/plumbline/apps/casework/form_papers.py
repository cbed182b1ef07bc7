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
from plumbline.core.procedures.document_kind import DocumentKind

ROWS = 2
"""Recordings of one kind that a form takes at once; more are added by a correction."""
_WORDS = {"audio_video": gettext_lazy("Recording of the whole act, sound and picture")}


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


class ManyFiles(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


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
        for slot, _kind in self._slots():
            self.fields[slot] = FilesField(label=_("File"), required=False, widget=forms.FileInput)
            for name, label in ((f"{slot}_from", _("Recorded from")), (f"{slot}_to", _("Recorded until"))):
                self.fields[name] = InstantField(
                    label=label, required=False, widget=forms.DateTimeInput(attrs=moment)
                )

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
            for slot, kind in self._slots()
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
        for slot, _kind in self._slots():
            start, end = self.cleaned_data.get(f"{slot}_from"), self.cleaned_data.get(f"{slot}_to")
            if start is not None and end is not None and end < start:
                self.add_error(f"{slot}_to", _("The recording ends before it begins."))

    def is_special(self, name: str) -> bool:
        """Whether a field is drawn with papers, recordings and files, not among the fields of the act."""
        return name in ("papers", "files") or name.startswith(("a_", "r_"))

    def _slots(self) -> Iterator[tuple[str, str]]:
        for kind in self.recording_kinds:
            for place in range(1, ROWS + 1):
                yield f"r_{kind}_{place}", kind


def ask_name(kind: DocumentKind, ask: str) -> str:
    """The form's name of a blank."""
    return f"a_{kind.id}_{ask}"


def recording_title(kind: str) -> str:
    """A kind of recording in words."""
    return str(_WORDS.get(kind, kind))
