"""Forms of a head: who is away from when to when and who stands in, who has duty; and the new password of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.people.login_forms import PASSWORD_HINT

KINDS = (
    ("leave", gettext_lazy("leave")),
    ("training", gettext_lazy("training")),
    ("business_trip", gettext_lazy("business trip")),
    ("other", gettext_lazy("other")),
)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "pl-input"})


class SpanForm(forms.Form):
    """Somebody of the organ, from a day to a day."""

    account = forms.ChoiceField(label=gettext_lazy("Who"), widget=forms.Select(attrs={"class": "pl-select"}))
    first = forms.DateField(label=gettext_lazy("From"), widget=_day())
    last = forms.DateField(label=gettext_lazy("Until"), widget=_day())

    def __init__(self, *given: object, people: Sequence[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, **named)
        self.fields["account"].label = _("Officer")
        self.fields["account"].choices = [("", _("choose")), *people]

    def clean(self) -> dict[str, object]:
        """A span does not end before it begins."""
        cleaned: dict[str, object] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:  # type: ignore[operator]
            self.add_error("last", _("It ends before it begins."))
        return cleaned


class AbsenceForm(SpanForm):
    """Somebody is away."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of absence"),
        choices=KINDS,
        widget=forms.Select(attrs={"class": "pl-select"}),
    )
    deputy = forms.ChoiceField(
        label=gettext_lazy("Deputy"),
        required=False,
        widget=forms.Select(attrs={"class": "pl-select"}),
        help_text=gettext_lazy(
            "Signs on these days where the organ alone wants a name; never where the law names a role the deputy lacks."
        ),
    )
    field_order = ("account", "kind", "first", "last", "deputy")

    def __init__(self, *given: object, people: Sequence[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, people=people, **named)
        self.fields["deputy"].choices = [("", _("nobody")), *people]

    def clean(self) -> dict[str, object]:
        """Nobody stands in for themselves."""
        cleaned = super().clean()
        if cleaned.get("deputy") and cleaned.get("deputy") == cleaned.get("account"):
            self.add_error("deputy", _("Nobody stands in for themselves."))
        return cleaned


class DutyForm(SpanForm):
    """Somebody has duty."""

    duty = forms.CharField(
        label=gettext_lazy("Duty"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "pl-input"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "pl-input"}),
        validators=[validate_password],
        help_text=PASSWORD_HINT,
    )
    again = forms.CharField(
        label=gettext_lazy("New password again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "pl-input"}),
    )

    def clean(self) -> dict[str, object]:
        """Both are the same."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("password") and cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", _("The two are not the same."))
        return cleaned
