"""Forms of the release desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.errors import Language
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition

ASKED = (
    "social_influence",
    "only_warning",
    "disclosure_required",
    "public_order",
    "same_province",
    "minor_sanction",
    "severe_sanction",
    "restricted",
    "party_is_minor",
)
"""Answers of a decision that its case may not hold and that its sector's rules read."""
UNTIL = {"restricted": "restricted_until"}
"""The day that belongs to an answer where it is yes: a restriction beyond three years is displayed until it ends."""
_YES_NO = (("", "—"), ("yes", _("yes")), ("no", _("no")))


class ExtractForm(forms.Form):
    """What was confirmed on the text: ticked proposals, further words, answers that the case could not give."""

    digest = forms.CharField(widget=forms.HiddenInput)
    added = forms.CharField(
        label=_("Take out as well"),
        help_text=_("Words as the text has them, one entry a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *given: Any,
        known: Mapping[str, FieldDefinition],
        stated: dict[str, Value],
        language: Language,
        **named: Any,
    ):
        super().__init__(*given, **named)
        self.asked = [name for name in ASKED if name in known]
        for name in self.asked:
            one = known[name]
            value = stated.get(name)
            self.fields[f"fact_{name}"] = forms.ChoiceField(
                label=one.title if language == "zh" else one.label,
                choices=_YES_NO,
                required=False,
                initial="" if value is None else "yes" if value else "no",
            )
            if (until := UNTIL.get(name)) and until in known:
                day = stated.get(until)
                self.fields[f"fact_{until}"] = forms.DateField(
                    label=known[until].title if language == "zh" else known[until].label,
                    help_text=_(
                        "Where it lasts beyond three years, the display lasts as long; without a day the "
                        "end of the display cannot be told."
                    ),
                    required=False,
                    initial=date_of(day) if isinstance(day, int) else None,
                    widget=forms.DateInput(attrs={"type": "date"}),
                )

    def clean(self) -> dict[str, Any]:
        """A day without the answer that it belongs to says nothing."""
        said = super().clean() or {}
        for name, until in UNTIL.items():
            if said.get(f"fact_{until}") and said.get(f"fact_{name}") != "yes":
                self.add_error(f"fact_{until}", _("State first that business or practice is restricted."))
        return said

    @property
    def facts(self) -> dict[str, Value]:
        """The answers given."""
        said = {name: self.cleaned_data[f"fact_{name}"] for name in self.asked}
        days = {until: self.cleaned_data.get(f"fact_{until}") for until in UNTIL.values()}
        return {
            **{name: value == "yes" for name, value in said.items() if value},
            **{name: day_of(day) for name, day in days.items() if day},
        }

    @property
    def words(self) -> tuple[str, ...]:
        """The further words, one a line."""
        return tuple(line.strip() for line in self.cleaned_data["added"].splitlines() if line.strip())


class ReviewForm(forms.Form):
    """The result of the secrecy review."""

    secrecy = forms.ChoiceField(label=_("Result on secrecy"))
    privacy = forms.ChoiceField(label=_("Result on trade secrets and privacy"))

    def __init__(self, *given: Any, known: Mapping[str, FieldDefinition], language: Language, **named: Any):
        super().__init__(*given, **named)
        for name, field in (("secrecy", "secrecy_result"), ("privacy", "privacy_result")):
            words = [(one, shelf().words.word(field, one, language)) for one in known[field].options]
            self.fields[name].choices = [("", "—"), *words]


class WithdrawForm(forms.Form):
    """Why a publication is taken back; the reason is public."""

    how = forms.ChoiceField(label=_("What happened to the decision"))
    reason = forms.CharField(
        label=_("Reason, shown in public"), min_length=4, max_length=200, help_text=_("No names of persons")
    )

    def __init__(self, *given: Any, known: FieldDefinition, language: Language, **named: Any):
        super().__init__(*given, **named)
        words = [(one, shelf().words.word("how", one, language)) for one in known.options]
        self.fields["how"].choices = [("", "—"), *words]


class CorrectForm(forms.Form):
    """What is wrong in a publication, and words to be taken out of it."""

    error = forms.CharField(label=_("What was wrong"), min_length=4, max_length=200)
    words = forms.CharField(
        label=_("Take out as well"),
        help_text=_("Words as the text has them, one entry a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StopForm(forms.Form):
    """Why a display ends; for an early end each condition is looked at and ticked by itself."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[
            ("expired", _("the term of display is over")),
            ("early", _("credit repaired before the term is over")),
        ],
    )
    met = forms.MultipleChoiceField(
        label=_("Conditions of credit repair that are met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, known: Mapping[str, FieldDefinition], language: Language, **named: Any):
        super().__init__(*given, **named)
        self.fields["met"].choices = [
            (name, one.title if language == "zh" else one.label) for name, one in known.items()
        ]
