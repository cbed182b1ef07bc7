"""The form that begins supervision: to whom, about what, with which instrument."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.supervision.actions import CampaignPlan, Matter, Plan
from plumbline.core.clocks.civil import day_of
from plumbline.core.oversight.file_review import LEAST_READERS, LEAST_WORDS, needs_words

WORDS = {"min_length": 2, "max_length": 4000, "widget": forms.Textarea(attrs={"rows": 3})}


class MatterForm(forms.Form):
    """One text for every organ chosen. What the instrument needs is asked for when one is chosen."""

    organs = forms.MultipleChoiceField(
        label=gettext_lazy("Organs"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each gets a letter of its own with its own number and date."),
    )
    cause = forms.CharField(label=gettext_lazy("Matter in short"), min_length=2, max_length=80)
    source = forms.ChoiceField(label=gettext_lazy("Source of the clue"))
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
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
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
        unnamed: Collection[str] = (),
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self._unnamed = unnamed
        fields: dict[str, Any] = self.fields
        fields["organs"].choices = organs
        fields["source"].choices = sources
        fields["failing"].choices = [("", "—"), *natures]
        fields["in_other_procedure"].choices = [("no", _("no")), ("yes", _("yes"))]
        fields["instrument"].choices = [
            ("", _("none yet: register the clue")),
            ("urging_letter", _("letter of urging")),
            ("opinion", _("opinion")),
        ]
        self._today = today

    def clean(self) -> dict[str, Any]:
        """With an instrument its parts are asked for."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("instrument"):
            for name in ("failing", "facts", "demands", "report_by"):
                if not found.get(name):
                    self.add_error(name, _("Letter and opinion need this."))
        for name in ("cause", "told", "facts", "demands"):
            if any(one in (found.get(name) or "") for one in self._unnamed):
                told = _(
                    "It names who complained; the organ would read it. Write what happened without that."
                )
                self.add_error(name, told)
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


class ClueForm(forms.Form):
    """What is registered of a clue for the supervisory commission."""

    organ = forms.ChoiceField(label=gettext_lazy("Organ concerned"))
    matter_no = forms.CharField(
        label=gettext_lazy("Number of the matter of supervision"), max_length=100, required=False
    )
    ground = forms.CharField(label=gettext_lazy("What is suspected"), **WORDS)

    def __init__(self, *given: Any, organs: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["organ"].choices = [("", _("choose")), *organs]


class RoundForm(forms.Form):
    """The plan of a round of file reviews."""

    title = forms.CharField(label=gettext_lazy("Title"), min_length=2, max_length=80)
    scoring = forms.ChoiceField(label=gettext_lazy("Scoring rules"))
    organs = forms.MultipleChoiceField(label=gettext_lazy("Organs"), widget=forms.CheckboxSelectMultiple)
    first = forms.DateField(
        label=gettext_lazy("Cases ended from"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=gettext_lazy("until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    count = forms.IntegerField(label=gettext_lazy("Files to draw"), min_value=1, max_value=500)
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("Readers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At least three: two read each file blindly, a third where they differ."),
    )

    def __init__(
        self,
        *given: Any,
        scorings: Sequence[tuple[str, str]],
        organs: Sequence[tuple[str, str]],
        readers: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["scoring"].choices = scorings
        fields["organs"].choices = organs
        fields["readers"].choices = readers

    def clean(self) -> dict[str, Any]:
        """Days in their order, readers enough."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", _("The last day lies before the first."))
        if "readers" in found and len(found["readers"]) < LEAST_READERS:
            self.add_error("readers", _("At least three readers are needed."))
        return found

    def plan(self) -> Plan:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        return Plan(
            said["title"],
            said["scoring"],
            tuple(said["organs"]),
            day_of(said["first"]),
            day_of(said["last"]),
            said["count"],
            tuple(said["readers"]),
        )


class CampaignForm(forms.Form):
    """The plan of an inspection campaign."""

    title = forms.CharField(label=gettext_lazy("Title"), min_length=2, max_length=80)
    mode = forms.ChoiceField(label=gettext_lazy("Way of supervision"))
    first = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    members = forms.CharField(label=gettext_lazy("Joint group: bodies and members"), **WORDS)
    checklist = forms.CharField(
        label=gettext_lazy("Checklist"), help_text=gettext_lazy("One item a line."), **WORDS
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units to visit"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each gets a case of its own with its own limits."),
    )

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["units"].choices = units
        fields["mode"].choices = [("daily", _("daily supervision")), ("key", _("key supervision"))]

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", _("The last day lies before the first."))
        return found

    def plan(self) -> CampaignPlan:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        days = day_of(said["first"]), day_of(said["last"])
        words = said["checklist"], said["members"]
        return CampaignPlan(said["title"], said["mode"], *days, *words, tuple(said["units"]))


class ProblemForm(forms.Form):
    """A problem for the list of a campaign: common to several units or of one alone."""

    facts = forms.CharField(label=gettext_lazy("Facts and ground"), **WORDS)
    rectify_by = forms.DateField(
        label=gettext_lazy("Mend by"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units that have it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One unit: an individual problem. Several: a common one, under one number."),
    )

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["units"].choices = units


class SheetForm(forms.Form):
    """A reader's sheet: a level for each item that people judge. `items` and `fails` are codes with their words."""

    def __init__(
        self, *given: Any, items: Sequence[tuple[str, str]], fails: Sequence[tuple[str, str]], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        levels = [("met", _("met")), ("part", _("met in part")), ("unmet", _("not met"))]
        for code, words in items:
            fields[f"level_{code}"] = forms.ChoiceField(label=words, choices=levels, widget=forms.RadioSelect)
        fields["fails"] = forms.MultipleChoiceField(
            label=_("Fails outright"), choices=fails, required=False, widget=forms.CheckboxSelectMultiple
        )
        fields["note"] = forms.CharField(
            label=_("Reasons"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def clean(self) -> dict[str, Any]:
        """What is not met is explained, said at the field, so that nothing that was judged is lost."""
        said: dict[str, Any] = super().clean() or {}
        short = len(said.get("note", "").strip()) < LEAST_WORDS
        if not self.errors and short and needs_words(self.levels(), said["fails"]):
            self.add_error("note", _("Say what is not met and why, in five characters or more."))
        return said

    def levels(self) -> dict[str, str]:
        """The level of each item."""
        said = self.cleaned_data
        return {name.removeprefix("level_"): said[name] for name in said if name.startswith("level_")}


class ReasonForm(forms.Form):
    """Words, and for an answer the points that hold from then on."""

    reason = forms.CharField(
        label=gettext_lazy("Facts and ground"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(ReasonForm):
    """The answer to an objection."""

    points = forms.DecimalField(
        label=gettext_lazy("Points from now on"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=1,
        help_text=gettext_lazy("Empty: the result stands."),
    )
