"""Forms of the year end."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from plumbline.core.cases.field_values import LONGEST_TEXT


class CutOffForm(forms.Form):
    """Why figures do not add up, where they do not."""

    reasons = forms.CharField(
        label=gettext_lazy("Why identities do not hold"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoticeForm(forms.Form):
    """Of whom the notice of holidays is asked for."""

    asked_of = forms.CharField(label=gettext_lazy("Asked of"), max_length=200)


class PublishForm(forms.Form):
    """Where the yearly statistics were published."""

    channel = forms.CharField(label=gettext_lazy("Channel"), max_length=200)


class FinishForm(forms.Form):
    """What is to be said at the end."""

    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=LONGEST_TEXT)
