"""The form of a payment notice."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy


class NoticeForm(forms.Form):
    """Over which sum the notice goes out, by which decision, and how the sum is made up."""

    amount = forms.DecimalField(
        label=gettext_lazy("Sum in yuan"),
        decimal_places=2,
        max_digits=15,
        min_value=Decimal("0.01"),
        widget=forms.NumberInput(attrs={"class": "pl-input", "step": "0.01"}),
    )
    decision = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "pl-input"}),
    )
    breakdown = forms.CharField(
        label=gettext_lazy("How the sum is made up"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"class": "pl-input", "rows": 6}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
