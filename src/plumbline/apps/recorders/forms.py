"""Reading a recorder out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.form_papers import FilesField


class ReadOutForm(forms.Form):
    """The recorder, how far its clock is ahead, and its files."""

    recorder = forms.ChoiceField(label=gettext_lazy("Recorder"))
    seconds_ahead = forms.IntegerField(
        label=gettext_lazy("Seconds its clock is ahead (behind: minus)"),
        min_value=-86_400,
        max_value=86_400,
        help_text=gettext_lazy(
            "Compare its clock with this page before reading out; the times are put right. Left empty, what the book "
            "says beside the recorder counts."
        ),
        required=False,
    )
    files = FilesField(
        label=gettext_lazy("Files of the recorder"),
        help_text=gettext_lazy("Classified matter must not be uploaded. The same file is taken in once."),
    )

    manifest = forms.FileField(
        label=gettext_lazy("List of checksums, where there is one"),
        help_text=gettext_lazy(
            "As sha256sum writes it, a line a file. A list among the files themselves (SHA256SUMS, *.sha256) is found. "
            "A file that differs is not taken in; what lacks and what is not listed is named."
        ),
        required=False,
    )

    def __init__(
        self, data: Any, files: Any, *, recorders: list[tuple[str, str]], compared: Mapping[str, int | None]
    ) -> None:
        super().__init__(data, files)
        self.fields["recorder"].choices = recorders
        self.compared = compared

    def clean(self) -> dict[str, Any]:
        """How far the clock is ahead: as stated, else as it stands in the book."""
        said = super().clean() or {}
        if said.get("seconds_ahead") is None and "seconds_ahead" not in self.errors:
            known = self.compared.get(said.get("recorder", ""))
            if known is None:
                self.add_error(
                    "seconds_ahead", _("The book says nothing of this clock: compare it and state it.")
                )
            said["seconds_ahead"] = known
        return said
