"""The form by which a report's text is brought to be audited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AuditForm(forms.Form):
    """The text comes as a file or is pasted; with a year its numbers are held against the records."""

    file = forms.FileField(label=gettext_lazy("File (DOCX, PDF with words, HTML, TXT)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Nothing of it is kept. Classified matter must not be entered."),
    )
    against = forms.IntegerField(
        label=gettext_lazy("Hold it against the records of the year"),
        required=False,
        min_value=1950,
        max_value=2200,
        help_text=gettext_lazy("Left empty, only the text itself is looked at."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ways."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("file") and not (found.get("text") or "").strip():
            self.add_error("text", _("Choose a file or paste the text."))
        return found
