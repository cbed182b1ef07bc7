"""Forms made from the steps of register procedures: one field of the pack, one field of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.moments import InstantField
from plumbline.apps.people.errors import FieldsWrong
from plumbline.apps.people.pages_language import language, told
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition, Step
from plumbline.core.registers.register import register_of
from plumbline.core.vocabulary import ValueType

_LONG = frozenset(
    {"power_basis", "duty", "remedy", "tier_facts", "conditions", "entrusted_matters", "reason"}
)
_PERCENT = frozenset({"battery"})
_SIGNED = frozenset({"clock_off"})
"""Numbers that may lie below nought: a clock is ahead or behind."""


class ActForm(forms.Form):
    """The fields of an act, and the day on which it happened."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(
        self,
        step: Step,
        *given: Any,
        fixed: Iterable[str] = (),
        officers: Iterable[tuple[str, str]] = (),
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.step = step
        people = [(number, f"{name} {number}") for number, name in officers]
        for name, definition in step.fields.items():
            if name in set(fixed):
                continue
            self.fields[name] = form_field(definition)
            if definition.type is ValueType.OFFICER and people:
                label = self.fields[name].label
                choices = [("", "—"), *people]
                self.fields[name] = forms.ChoiceField(
                    label=label, required=definition.required, choices=choices
                )

    def values(self) -> dict[str, Value]:
        """Typed values of what was filled in."""
        found: dict[str, Value] = {}
        for name, definition in self.step.fields.items():
            value = self.cleaned_data.get(name)
            if value in (None, ""):
                continue
            found[name] = day_of(value) if definition.type is ValueType.DATE else value
        return found

    def day_number(self) -> int:
        """The day of the act."""
        return day_of(self.cleaned_data["day"])

    def refuse(self, error: PlumblineError) -> None:
        """Show what the action said, at the field it concerns."""
        if isinstance(error, FieldsWrong):
            for problem in error.problems:
                self.add_error(problem.field if problem.field in self.fields else None, told(problem.error))
        else:
            self.add_error(None, told(error))


class SheetForm(forms.Form):
    """A spreadsheet to be taken in."""

    sheet = forms.FileField(label=_("Spreadsheet"), help_text=_("xlsx or csv, at most 20 MB"))


class LeavingForm(forms.Form):
    """A list of officers who leave enforcement, by number or certificate."""

    list_title = forms.CharField(label=_("Name or number of the list"), max_length=200)
    day = forms.DateField(
        label=_("Left on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    named = forms.CharField(
        label=_("Numbers of officers or certificates"),
        help_text=_("one a line, or parted by spaces or commas; those ticked below are added"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        step = shelf().docket(register_of("officer").procedure).procedure.steps["exit_officer"]
        self.fields["reason"] = form_field(step.fields["reason"])
        self.order_fields(("list_title", "reason", "day", "named"))


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def form_field(definition: FieldDefinition) -> forms.Field:
    """The form's field for a field of the pack."""
    label = definition.title if language() == "zh" else definition.label
    common: dict[str, Any] = {"label": label, "required": definition.required}
    kind = definition.type
    if kind is ValueType.CHOICE:
        words = shelf().words
        options = [(code, words.word(definition.name, code, language())) for code in definition.options]
        return forms.ChoiceField(choices=[("", "—"), *options], **common)
    if kind is ValueType.BOOL:
        return forms.BooleanField(label=label, required=False)
    if kind is ValueType.DATE:
        return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **common)
    if kind is ValueType.INSTANT:
        return InstantField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **common)
    if kind is ValueType.INT:
        most = 100 if definition.name in _PERCENT else None
        return forms.IntegerField(
            min_value=None if definition.name in _SIGNED else 0, max_value=most, **common
        )
    if kind in (ValueType.MONEY, ValueType.NUMBER):
        return forms.DecimalField(max_digits=15, decimal_places=2, min_value=0, **common)
    widget = forms.Textarea(attrs={"rows": 3}) if definition.name in _LONG else forms.TextInput()
    return forms.CharField(max_length=2000, widget=widget, **common)


def initial_of(step: Step, values: Mapping[str, Value]) -> dict[str, Any]:
    """Typed values as the form shows them."""
    return {
        name: date_of(value) if step.fields[name].type is ValueType.DATE and isinstance(value, int) else value
        for name, value in values.items()
        if name in step.fields and value is not None
    }
