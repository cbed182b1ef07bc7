"""Forms of the register of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_DIGITS = 15


class OutsideForm(forms.Form):
    """The last number of a series that was used before the system began, or outside it, and why."""

    series = forms.ChoiceField(label=_("Series"), widget=forms.Select(attrs={"class": "pl-select"}))
    year = forms.IntegerField(
        label=_("Year"), min_value=1949, widget=forms.NumberInput(attrs={"class": "pl-input"})
    )
    last = forms.IntegerField(
        label=_("Last number used"),
        min_value=1,
        max_value=10**MOST_DIGITS - 1,
        help_text=_("The number alone: 57 where the last paper bore 57号."),
        widget=forms.NumberInput(attrs={"class": "pl-input"}),
    )
    reason = forms.CharField(
        label=_("Reason for entering"),
        min_length=2,
        max_length=200,
        help_text=_("Where they were used, without names of persons: register on paper until May 2026, say."),
        widget=forms.TextInput(attrs={"class": "pl-input"}),
    )
    first = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    """The first of them as it was shown to whoever confirms."""

    def __init__(self, data: Any = None, *, series: Sequence[Any], year: int, **given: Any) -> None:
        super().__init__(data, auto_id="outside_%s", **given)
        self.fields["series"].choices = [("", _("choose")), *series]
        self.fields["year"].initial = year
        self.fields["year"].widget.attrs["max"] = year
        self._year = year

    def clean_year(self) -> int:
        """No number of a year to come was used."""
        year: int = self.cleaned_data["year"]
        if year > self._year:
            raise forms.ValidationError(_("This year or an earlier one."))
        return year
