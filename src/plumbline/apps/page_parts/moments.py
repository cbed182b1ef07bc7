"""Fields of forms for days and instants in Shanghai, as the core counts them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import ZONE, Moment

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def moment_of(text: str) -> Moment:
    """A day, or a day and time to the minute or, where it is told, to the second; raises ValidationError."""
    written = text.strip().replace(" ", "T")
    try:
        if len(written) == 10:
            return Moment(written, "day")
        if len(written) >= 19:
            return Moment(f"{written[:19]}+08:00", "second")
        return Moment(f"{written[:16]}+08:00", "minute")
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
