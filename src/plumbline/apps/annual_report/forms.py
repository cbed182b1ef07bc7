"""Forms of the annual report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from plumbline.core.cases.field_values import LONGEST_TEXT

WANTED = {
    "own_report": gettext_lazy("its own annual report"),
    "statistics": gettext_lazy("statistics"),
    "law_performance": gettext_lazy("law-performance reports"),
}


class BeginForm(forms.Form):
    """A year, and for whom the report is."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year reported on"), coerce=int)
    body = forms.ChoiceField(
        label=gettext_lazy("Reporting body"),
        choices=[
            ("government", gettext_lazy("government")),
            ("department", gettext_lazy("department")),
        ],
    )

    def __init__(self, *given: Any, years: Sequence[int], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["year"].choices = [(str(one), str(one)) for one in years]


class SectionForm(forms.Form):
    """The words of a section, and the version they began from."""

    words = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A paragraph a line; a line that begins with “# ” is a heading. Where a number stands, write {figure}: "
            "pick it from the list beside, and it is counted from the records."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CommentForm(forms.Form):
    """A comment on a section."""

    words = forms.CharField(
        label=gettext_lazy("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(forms.Form):
    """What is wanted of which units, and by when."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Units asked"), widget=forms.CheckboxSelectMultiple, required=True
    )
    wanted = forms.ChoiceField(label=gettext_lazy("What is wanted"), choices=list(WANTED.items()))
    wanted_by = forms.DateField(
        label=gettext_lazy("Wanted by"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["units"].choices = list(units)
