"""The form that begins supervision: to whom, about what, with which instrument."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.supervision.actions import Matter
from plumbline.core.clocks.civil import day_of

WORDS = {"min_length": 2, "max_length": 4000, "widget": forms.Textarea(attrs={"rows": 3})}


class MatterForm(forms.Form):
    """One text for every organ chosen. What the instrument needs is asked for when one is chosen."""

    organs = forms.MultipleChoiceField(
        label=gettext_lazy("Organs"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each gets a letter of its own with its own number and date."),
    )
    cause = forms.CharField(label=gettext_lazy("Matter in short"), min_length=2, max_length=80)
    source = forms.ChoiceField(label=gettext_lazy("Source"))
    told = forms.CharField(label=gettext_lazy("What is at issue"), **WORDS)
    in_other_procedure = forms.TypedChoiceField(
        label=gettext_lazy("Already in reconsideration or suit"),
        coerce=lambda value: value == "yes",
        help_text=gettext_lazy(
            "Such a dispute is not supervised again (监督条例 §33 ¶3): guide the party to that way."
        ),
    )
    vertical = forms.BooleanField(label=gettext_lazy("Organ under vertical leadership"), required=False)
    instrument = forms.ChoiceField(label=gettext_lazy("Instrument"), required=False)
    failing = forms.ChoiceField(label=gettext_lazy("Nature of the problem"), required=False)
    facts = forms.CharField(
        label=gettext_lazy("Facts and ground"),
        required=False,
        **WORDS,
    )
    demands = forms.CharField(
        label=gettext_lazy("What the organ must do"),
        required=False,
        **WORDS,
    )
    report_by = forms.DateField(
        label=gettext_lazy("Report by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "Letter and opinion state the day by which the correction is reported (监督条例 §27, §28)."
        ),
    )
    finding = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *given: Any,
        organs: Sequence[tuple[str, str]],
        sources: Sequence[tuple[str, str]],
        natures: Sequence[tuple[str, str]],
        today: date,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["organs"].choices = organs
        fields["source"].choices = sources
        fields["failing"].choices = [("", "—"), *natures]
        fields["in_other_procedure"].choices = [("no", _("no")), ("yes", _("yes"))]
        fields["instrument"].choices = [
            ("", _("none yet: register the clue")),
            ("urging_letter", _("letter of urging 督办函")),
            ("opinion", _("opinion 意见书")),
        ]
        self._today = today

    def clean(self) -> dict[str, Any]:
        """With an instrument its parts are asked for."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("instrument"):
            for name in ("failing", "facts", "demands", "report_by"):
                if not found.get(name):
                    self.add_error(name, _("Letter and opinion need this."))
        by = found.get("report_by")
        if by is not None and by <= self._today:
            self.add_error("report_by", _("The day must lie after today."))
        return found

    def matter(self) -> Matter:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        by = said.get("report_by")
        return Matter(
            cause=said["cause"],
            source=said["source"],
            told=said["told"],
            in_other_procedure=said["in_other_procedure"],
            vertical=said["vertical"],
            finding=said["finding"],
            instrument=said["instrument"],
            failing=said["failing"],
            facts=said["facts"],
            demands=said["demands"],
            report_by=day_of(by) if by else None,
        )
