"""The form in which the notice on a year's rest days is entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.operations.notice_files import Rest, notice_file, statutory
from plumbline.core.clocks.civil import date_of, day_of
from plumbline.core.data_file.errors import PackErrors
from plumbline.core.errors import Language

_SATURDAY = 5
_LONGEST = 20
"""Days of rest in a row: a wrong month is more likely than more of them."""


class NoticeForm(forms.Form):
    """Title, and of each festival the first and last day of rest and the weekend days that are worked for it."""

    source = forms.CharField(label=gettext_lazy("Title and number of the notice"), max_length=200)

    def __init__(
        self, year: int, names: dict[str, str], today: date, language: Language, *given: Any
    ) -> None:
        super().__init__(*given)
        self.year, self.today, self.language = year, today, language
        self.festivals = tuple(statutory(year))
        self.text = ""
        for at, name in enumerate(self.festivals):
            shown = names.get(name, name)
            for key, label in (
                ("first", _("{name}: first day of rest")),
                ("last", _("{name}: last day of rest")),
            ):
                widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
                self.fields[f"{key}_{at}"] = forms.DateField(label=label.format(name=shown), widget=widget)
            self.fields[f"worked_{at}"] = forms.CharField(
                label=_("{name}: weekend days that are worked").format(name=shown),
                required=False,
                max_length=100,
                help_text=_("Dates as 2026-01-04, a space between them."),
            )

    def clean(self) -> dict[str, Any]:
        """Writes the file, by which the loader says what is wrong."""
        found: dict[str, Any] = super().clean() or {}
        rests = [self._rest(at, name, found) for at, name in enumerate(self.festivals)]
        told = [one for one in rests if one is not None]
        self._check_worked(told)
        if self.errors:
            return found
        try:
            self.text = notice_file(self.year, found["source"], self.today, told).text
        except PackErrors as refused:
            for one in refused.errors:
                self.add_error(
                    None, " ".join(filter(None, (one.message(self.language), one.remedy(self.language))))
                )
        return found

    def _rest(self, at: int, name: str, found: dict[str, Any]) -> Rest | None:
        first, last = found.get(f"first_{at}"), found.get(f"last_{at}")
        if first is None or last is None:
            return None
        days = range(day_of(first), day_of(last) + 1)
        if not 0 < len(days) <= _LONGEST:
            self.add_error(f"last_{at}", _("Between 1 and {most} days of rest.").format(most=_LONGEST))
            return None
        if not set(statutory(self.year)[name]) <= set(days):
            self.add_error(f"first_{at}", _("The days of the festival itself lie outside."))
        return Rest(name, tuple(days), self._worked(at, found.get(f"worked_{at}") or ""))

    def _check_worked(self, rests: Sequence[Rest]) -> None:
        """Says at its own field what is wrong with a day that is worked; the rest the loader says."""
        resting = {day for one in rests for day in one.days}
        seen: set[int] = set()
        for one in rests:
            for day in one.worked:
                told = date_of(day)
                wrong = ""
                if told.year not in (self.year - 1, self.year):
                    wrong = _("{day} is no day of the notice for {year}.")
                elif told.weekday() < _SATURDAY:
                    wrong = _("{day} is a weekday: what is worked instead falls on a Saturday or Sunday.")
                elif day in resting:
                    wrong = _("{day} is a day of rest by what was entered.")
                elif day in seen:
                    wrong = _("{day} is given twice.")
                if wrong:
                    field = f"worked_{self.festivals.index(one.name)}"
                    self.add_error(field, wrong.format(day=told.isoformat(), year=self.year))
                seen.add(day)

    def _worked(self, at: int, written: str) -> tuple[int, ...]:
        try:
            return tuple(day_of(date.fromisoformat(one)) for one in written.replace("、", " ").split())
        except ValueError:
            self.add_error(f"worked_{at}", _("Dates as 2026-01-04, a space between them."))
            return ()
