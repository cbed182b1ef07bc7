"""Forms of the security administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from plumbline.apps.people.pages_language import language
from plumbline.core.authority.role import Role


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AccountForm(forms.Form):
    """A new account."""

    username = forms.RegexField(r"^[\w.-]{2,60}$", label=_("User name"))
    name = forms.CharField(label=_("Name"), max_length=60)
    organ = forms.CharField(label=_("Number of the organ"), max_length=60)
    officer = forms.CharField(label=_("Number of the officer"), max_length=60, required=False)
    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class GrantForm(forms.Form):
    """A role from a day to a day."""

    role = forms.ChoiceField(label=_("Role"))
    organ = forms.CharField(label=_("Number of the organ"), max_length=60)
    divisions = forms.CharField(label=_("Divisions in reach"), max_length=200, required=False)
    first = forms.DateField(label=_("From"), widget=_day())
    last = forms.DateField(label=_("Until"), required=False, widget=_day())
    matters = forms.CharField(label=_("Matters in scope"), max_length=2000, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["role"].choices = [(role.value, role.title(language())) for role in Role]
