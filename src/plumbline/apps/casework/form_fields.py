"""Fields of forms as the core takes their values: days, instants, yes or no or not stated, choices by their words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.moments import DayField, InstantField
from plumbline.core.cases.field_values import LONGEST_TEXT
from plumbline.core.errors import Language
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.vocabulary import ValueType


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not stated, which is not the same as no."""

    def __init__(self, **given: Any) -> None:
        choices = [("", _("not stated")), ("1", _("yes")), ("0", _("no"))]
        super().__init__(choices=choices, coerce=lambda text: text == "1", empty_value=None, **given)

    def prepare_value(self, value: Any) -> Any:
        return {True: "1", False: "0"}.get(value, value) if isinstance(value, bool) else value


def field_of(definition: FieldDefinition, words: ChoiceWords, language: Language) -> forms.Field:
    label = definition.title if language == "zh" else definition.label
    common: dict[str, Any] = {"label": label, "required": definition.required}
    match definition.type:
        case ValueType.BOOL:
            return YesNoField(**common)
        case ValueType.CHOICE:
            answers = [(code, words.word(definition.name, code, language)) for code in definition.options]
            return forms.TypedChoiceField(
                choices=[("", _("not stated")), *answers], empty_value=None, **common
            )
        case ValueType.INT:
            return forms.IntegerField(**common)
        case ValueType.NUMBER:
            return forms.DecimalField(decimal_places=6, max_digits=18, **common)
        case ValueType.MONEY:
            return forms.DecimalField(decimal_places=2, max_digits=15, min_value=Decimal(0), **common)
        case ValueType.DATE:
            return DayField(widget=forms.DateInput(attrs={"type": "date"}), **common)
        case ValueType.INSTANT:
            return InstantField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **common)
        case ValueType.TIME:
            return forms.CharField(widget=forms.TimeInput(attrs={"type": "time"}), **common)
        case _:
            return forms.CharField(max_length=LONGEST_TEXT, **common)
