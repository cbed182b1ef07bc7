"""The forms by which anybody writes to an organ; a classification mark stops them before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.attachments.marks import classification_mark

_MOST: Final = 4000
TRAP: Final = "website"
"""A field that no person sees; who fills it is no person."""
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "complaint": ("organ", "happened_on", "document_told", "told", "name", "contact"),
    "suggestion": ("organ", "told", "name", "contact"),
}


class SubmissionForm(forms.Form):
    """What somebody writes. Name and contact are left to the writer."""

    organ = forms.ChoiceField(label=gettext_lazy("Organ"))
    happened_on = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    document_told = forms.CharField(
        label=gettext_lazy("Number of a paper or certificate"), max_length=100, required=False
    )
    told = forms.CharField(
        label=gettext_lazy("What you want to say"),
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60, required=False, widget=forms.TextInput()
    )
    contact = forms.CharField(
        label=gettext_lazy("Telephone or address for the answer"), max_length=120, required=False
    )

    def __init__(
        self, data: Any = None, *, service: str, organs: Sequence[tuple[str, str]], today: date
    ) -> None:
        super().__init__(data, auto_id="say_%s")
        self._today = today
        self.fields["organ"].choices = [("", _("choose")), *organs]
        for name in [one for one in self.fields if one not in _FIELDS[service]]:
            del self.fields[name]
        if service == "complaint":
            self.fields["organ"].label = _("Organ complained of")
            self.fields["told"].label = _("What happened")
            self.fields["name"].help_text = _(
                "May stay empty. The organ complained of never sees your name and how to reach you."
            )
        self.fields["told"].help_text = _("Classified matter must not be entered here.")

    def clean_happened_on(self) -> date | None:
        """No day to come."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is not None and day > self._today:
            raise forms.ValidationError(_("The day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """No text bears a mark of state secrecy."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("told", "document_told", "name", "contact"):
            if mark := classification_mark(str(cleaned.get(name) or "")):
                said = _(
                    "The text bears the classification mark “{mark}”. Nothing was stored; do not send it here."
                )
                self.add_error(name, said.format(mark=mark))
        return cleaned

    @property
    def shown(self) -> list[BoundField]:
        """The fields in their order."""
        return list(self)

    @property
    def told_values(self) -> dict[str, str]:
        """The personal values of the first act."""
        return {name: self.cleaned_data[name] for name in ("told", "document_told") if name in self.fields}

    @property
    def party(self) -> dict[str, str]:
        """Who wrote, as far as they say."""
        said = {"party_name": self.cleaned_data["name"], "party_phone": self.cleaned_data["contact"]}
        return {name: value for name, value in said.items() if value}
