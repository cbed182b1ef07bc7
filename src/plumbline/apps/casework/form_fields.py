"""Fields of forms as the core takes their values: days, instants, yes or no or not stated, choices by their words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from plumbline.core.cases.field_values import LONGEST_TEXT
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.errors import Language
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import ZONE, Moment
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.vocabulary import ValueType

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def moment_of(text: str) -> Moment:
    written = text.strip().replace(" ", "T")
    try:
        return Moment(written, "day") if len(written) == 10 else Moment(f"{written[:16]}+08:00", "minute")
    except RecordMalformed as error:
        raise forms.ValidationError(_("Write day and time, such as 2026-10-12 09:30.")) from error


def local_minute(instant: int) -> str:
    """`2026-10-12T09:30` in Shanghai, as a field for date and time holds it."""
    return (_EPOCH + dt.timedelta(microseconds=instant)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    """A day, as the core counts days."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return None if found is None else day_of(found)

    def prepare_value(self, value: Any) -> Any:
        return date_of(value).isoformat() if isinstance(value, int) else value


class InstantField(forms.CharField):
    """A day and time in Shanghai, as an instant."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return moment_of(text).earliest if text else None

    def prepare_value(self, value: Any) -> Any:
        return local_minute(value) if isinstance(value, int) else value


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not stated, which is not the same as no."""

    def __init__(self, **given: Any) -> None:
        choices = [("", _("not stated")), ("1", _("yes")), ("0", _("no"))]
        super().__init__(choices=choices, coerce=lambda text: text == "1", empty_value=None, **given)

    def prepare_value(self, value: Any) -> Any:
        return {True: "1", False: "0"}.get(value, value) if isinstance(value, bool) else value


def field_of(definition: FieldDefinition, words: ChoiceWords, language: Language) -> forms.Field:
    label = definition.title if language == "zh" else definition.english or definition.title
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
