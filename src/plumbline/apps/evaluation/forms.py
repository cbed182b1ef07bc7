"""The form that calls an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CallForm(forms.Form):
    """Those who are called; everybody at first."""

    voters = forms.MultipleChoiceField(label=_("Called to evaluate"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, people: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["voters"].choices = list(people)
        self.fields["voters"].initial = [account for account, _name in people]
