"""The form that calls an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.apps.page_parts.moments import DayField

DAYS = 7
"""Days that a vote is proposed to take; the office says how many."""


class CallForm(forms.Form):
    """Those who are called; everybody at first."""

    last_day = DayField(
        label=_("Vote by"),
        widget=forms.DateInput(attrs={"type": "date", "class": "pl-input"}),
        help_text=_("Those who took no ballot yet are reminded of it; voting is open until you close it."),
    )
    voters = forms.MultipleChoiceField(label=_("Called to evaluate"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, people: Sequence[tuple[str, str]], today: int, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        self.fields["last_day"].initial = today + DAYS
        self.fields["voters"].choices = list(people)
        self.fields["voters"].initial = [account for account, _name in people]

    def clean_last_day(self) -> int:
        """Not a day that is over."""
        day: int = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over."))
        return day
