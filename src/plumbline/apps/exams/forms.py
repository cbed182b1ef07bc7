"""Forms of exams: a question, an exam, a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.apps.case_file.forms import ProposalForm
from plumbline.apps.exams.wording import BODIES, KINDS, PURPOSES
from plumbline.apps.page_parts.moments import InstantField
from plumbline.core.exams.question import LETTERS, Body, Kind, Wording
from plumbline.core.exams.sitting import Plan, Purpose

_LONG: Final = {"widget": forms.Textarea(attrs={"rows": 3})}
_MOMENT: Final = {"widget": forms.DateTimeInput(attrs={"type": "datetime-local"})}


class QuestionForm(forms.Form):
    """A question; options without text are left out."""

    kind = forms.ChoiceField(label=_("Kind"))
    text = forms.CharField(label=_("Text of the question"), max_length=1000, **_LONG)
    key = forms.CharField(
        label=_("Right answer"),
        max_length=6,
        help_text=_("Letters of the options that are right, such as A or ACD."),
    )
    basis = forms.CharField(
        label=_("Article"),
        max_length=200,
        help_text=_("As packs cite it: 行政处罚法 §42. A change of this article puts the question in doubt."),
    )
    bodies = forms.MultipleChoiceField(label=_("For"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(one.value, KINDS[one]) for one in Kind]
        fields["bodies"].choices = [(one.value, BODIES[one]) for one in Body]
        for place, letter in enumerate(LETTERS):
            fields[f"option_{letter}"] = forms.CharField(
                label=_("Option {letter}").format(letter=letter), max_length=300, required=place < 2
            )
        self.order_fields(["kind", "text", *(f"option_{one}" for one in LETTERS), "key", "basis", "bodies"])

    def wording(self) -> Wording:
        """What was typed; whether it holds together the door says."""
        said = self.cleaned_data
        options = [said[f"option_{letter}"] for letter in LETTERS]
        while options and not options[-1]:
            options.pop()
        return Wording(
            Kind(said["kind"]),
            said["text"].strip(),
            tuple(options),
            "".join(sorted(set(said["key"].strip().upper()))),
            said["basis"].strip(),
            tuple(Body(one) for one in said["bodies"]),
        )


def typed(wording: Wording) -> dict[str, Any]:
    """A wording as the form shows it."""
    options = dict(zip((f"option_{one}" for one in LETTERS), wording.options, strict=False))
    return {
        "kind": wording.kind.value,
        "text": wording.text,
        "key": wording.key,
        "basis": wording.basis,
        "bodies": [one.value for one in wording.bodies],
        **options,
    }


class SheetForm(forms.Form):
    """A sheet of questions."""

    document = forms.FileField(label=_("Excel or CSV file"))


class RowForm(forms.Form):
    """The cells of a row that waits, to be mended."""

    def __init__(self, *given: Any, titles: Sequence[str], **named: Any) -> None:
        super().__init__(*given, **named)
        for place, title in enumerate(titles):
            self.fields[f"cell_{place}"] = forms.CharField(label=title, required=False, max_length=1000)
        self._titles = tuple(titles)

    def cells(self) -> dict[str, str]:
        """The cells by title."""
        return {title: self.cleaned_data[f"cell_{place}"] for place, title in enumerate(self._titles)}


class ExamForm(forms.Form):
    """An exam: what is asked, when, and who sits it."""

    title = forms.CharField(label=_("Name of the exam"), min_length=2, max_length=80)
    purpose = forms.ChoiceField(
        label=_("Kind"),
        help_text=_(
            "The qualifying exam is the province's: choose it only where the province has it held here. Who is "
            "examined before appointment is shown to you and the person you name, and to nobody else."
        ),
    )
    bodies = forms.MultipleChoiceField(
        label=_("Questions for"), widget=forms.CheckboxSelectMultiple, required=False
    )
    opens_at = InstantField(label=_("Opens"), **_MOMENT)
    closes_at = InstantField(label=_("Ends"), **_MOMENT)
    minutes = forms.IntegerField(label=_("Minutes to write"), min_value=1, max_value=600)
    count = forms.IntegerField(label=_("Questions a paper"), min_value=1, max_value=300)
    share = forms.IntegerField(
        label=_("Passes from (percent of right answers)"),
        min_value=1,
        max_value=100,
        help_text=_("No text read says what passes («unverified»): your own rules do."),
    )
    appeal_days = forms.IntegerField(
        label=_("Days of appeal"), min_value=0, max_value=60, help_text=_("After the exam is closed.")
    )
    people = forms.CharField(
        label=_("Who sits it"),
        required=False,
        help_text=_("One a line: login name or officer number."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    units = forms.MultipleChoiceField(
        label=_("Everybody of these units (officers, reviewers and heads)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    watcher = forms.CharField(
        label=_("Before appointment: the second person who sees it"),
        required=False,
        max_length=60,
        help_text=_("Login name or officer number."),
    )
    training = forms.CharField(
        label=_("Test after a training: number of its case"),
        required=False,
        max_length=80,
        help_text=_("The counts by unit are then entered in that case, too."),
    )

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["purpose"].choices = [(one.value, PURPOSES[one]) for one in Purpose]
        fields["bodies"].choices = [(one.value, BODIES[one]) for one in Body if one is not Body.ALL]
        fields["units"].choices = units

    def plan(self, watchers: tuple[str, ...], training: str) -> Plan:
        """What was typed."""
        said = self.cleaned_data
        return Plan(
            title=said["title"].strip(),
            purpose=Purpose(said["purpose"]),
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
            minutes=said["minutes"],
            count=said["count"],
            share=said["share"],
            appeal_days=said["appeal_days"],
            bodies=(Body.ALL, *(Body(one) for one in said["bodies"])),
            watchers=watchers,
            training=training,
        )


class HoldersForm(ProposalForm):
    """The names of who sat an exam are proposed for destruction, all of them."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, places=(), **named)
        del self.fields["places"]
