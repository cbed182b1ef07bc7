"""The form that asks for a party: what is looked for, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PartySearchForm(forms.Form):
    """Sent, never put into an address: names do not belong into histories and logs."""

    q = forms.CharField(label=_("Party, or words of a paper or file"), min_length=2, max_length=60)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=2,
        max_length=200,
        help_text=_("Kept with your name and what you looked for; the audit administrator reads it."),
    )

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="party_%s", **given)
        for made in self.fields.values():
            made.widget.attrs["class"] = "pl-input"
