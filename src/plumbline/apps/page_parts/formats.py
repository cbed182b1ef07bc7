"""How days, times, amounts and periods are written on pages; documents have their own forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

UNKNOWN = "—"
_WEEKDAYS = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)


def weekday(day: date) -> str:
    """周一 … 周日."""
    return str(_WEEKDAYS[day.weekday()])


def short_day(day: date, today: date) -> str:
    """10-12 in the current year, 2027-02-26 otherwise."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def due_day(day: date, today: date) -> str:
    """10-13 周二: what falls due is told with its weekday."""
    return f"{short_day(day, today)} {weekday(day)}"


def moment(at: datetime, today: date) -> str:
    """10-12 08:50, in the zone that `at` carries."""
    return f"{short_day(at, today)} {at:%H:%M}"


def stretch(begun: datetime, ended: datetime | None, today: date) -> str:
    """09-29 10:00–11:36; both days where they differ."""
    if ended is None or ended == begun:
        return moment(begun, today)
    end = f"{ended:%H:%M}" if ended.date() == begun.date() else moment(ended, today)
    return f"{moment(begun, today)}–{end}"


def listed(texts: Iterable[str]) -> str:
    """Names side by side, with the mark that the language of the page puts between them."""
    return (", " if (get_language() or "").startswith("en") else "、").join(texts)


def count(number: int) -> str:
    """60,409."""
    return f"{number:,}"


def quantity(value: float) -> str:
    """60,409; 4,139.7284: a number of a chart, which may be a whole one or have decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{round(value, 4):,}"


def money(amount: Decimal) -> str:
    """50,000 元, with cents only where there are any."""
    whole = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return str(_("{amount} yuan")).format(amount=whole)
