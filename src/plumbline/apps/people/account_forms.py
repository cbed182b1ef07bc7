"""Forms of the security administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from plumbline.apps.ledger_store.queries import case_numbers, cases_of_numbers
from plumbline.apps.people.login_forms import PASSWORD_HINT
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries.colleagues import organ_names
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
        help_text=PASSWORD_HINT,
    )


class GrantForm(forms.Form):
    """A role from a day to a day."""

    role = forms.ChoiceField(label=_("Role"))
    organ = forms.CharField(label=_("Number of the organ"), max_length=60)
    divisions = forms.CharField(label=_("Divisions in reach"), max_length=200, required=False)
    first = forms.DateField(label=_("From"), widget=_day())
    last = forms.DateField(label=_("Until"), required=False, widget=_day())
    matters = forms.CharField(
        label=_("Matters in scope"),
        max_length=2000,
        required=False,
        help_text=_("Case numbers, for guests alone."),
    )

    def clean_matters(self) -> str:
        """Cases by their numbers, as people know them; kept by their ids, as records do."""
        wanted = self.cleaned_data["matters"].replace("，", " ").replace("、", " ").split()
        by_number, known = cases_of_numbers(wanted), case_numbers(wanted)
        if missing := [one for one in wanted if one not in by_number and one not in known]:
            raise forms.ValidationError(_("There is no case {number}.").format(number=missing[0]))
        return " ".join(by_number.get(one, one) for one in wanted)

    def clean(self) -> dict[str, Any]:
        """A guest sees named matters until a day, nothing else."""
        cleaned: dict[str, Any] = super().clean() or {}
        organ = cleaned.get("organ", "")
        # A guest may come from elsewhere; whoever else has a wrong number would find an empty desk and not know why.
        if organ and cleaned.get("role") != Role.GROUP_GUEST and not organ_names([organ]):
            told = _("No organ is registered under {number}; the system administrator registers it first.")
            self.add_error("organ", told.format(number=organ))
        if cleaned.get("role") == Role.GROUP_GUEST:
            if not cleaned.get("matters") and "matters" not in self.errors:
                self.add_error("matters", _("State the numbers of the cases that the guest may see."))
            if not cleaned.get("last") and "last" not in self.errors:
                self.add_error("last", _("State until when: a guest's access always ends."))
        return cleaned

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["role"].choices = [(role.value, role.title(language())) for role in Role]
