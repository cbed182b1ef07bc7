"""Rows of a form for things that are taken in: what, how many, a photograph of each; place, keeper, last day of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.attachments.uploads import Upload, in_record
from plumbline.apps.goods.actions import Moving
from plumbline.apps.page_parts.moments import DayField
from plumbline.core.goods.stock import Move, Movement

ROWS = 8
UNIT = "件"
OPEN_ROWS = 2
"""Rows that stand open; the others unfold."""


class Photograph(forms.FileField):
    """A photograph; what it is, its content says when it is taken in."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """No check here: `attachments.actions.receive` looks inside."""
        return data


@dataclass(frozen=True, slots=True)
class ThingRow:
    """The fields of one thing."""

    number: int
    slot: str
    fields: tuple[BoundField, ...]
    photograph: BoundField
    filled: bool


class ThingRowsForm(forms.Form):
    """A list of things. With a measure the last day is the measure's and is not asked."""

    t_place = forms.CharField(label=gettext_lazy("Place of the things"), max_length=100, required=False)
    t_keeper = forms.CharField(label=gettext_lazy("Keeper"), max_length=60, required=False)
    t_due = DayField(
        label=gettext_lazy("To be held until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        measured: bool = False,
        needed: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial, auto_id="things_%s")
        self.needed = needed
        self._ids = {slot: uuid4().hex for slot in slots()}
        if measured:
            del self.fields["t_due"]
        for slot in slots():
            for name, label in _TEXTS:
                self.fields[f"{slot}_{name}"] = forms.CharField(label=label, max_length=100, required=False)
            self.fields[f"{slot}_count"] = forms.DecimalField(
                label=_("Count"), required=False, decimal_places=3, max_digits=12, min_value=Decimal("0.001")
            )
            self.fields[f"{slot}_photo"] = Photograph(
                label=_("Photograph"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
            )
        for made in self.fields.values():
            if not isinstance(made.widget, forms.FileInput):
                made.widget.attrs.setdefault("class", "pl-input")

    @property
    def rows(self) -> list[ThingRow]:
        """The rows in order."""
        return [self._row(number, slot) for number, slot in enumerate(slots(), 1)]

    @property
    def open_rows(self) -> list[ThingRow]:
        """Rows that stand open: the first ones, and all that hold something."""
        return [one for one in self.rows if one.number <= OPEN_ROWS or one.filled]

    @property
    def more_rows(self) -> list[ThingRow]:
        """Rows that unfold."""
        return [one for one in self.rows if one.number > OPEN_ROWS and not one.filled]

    @property
    def shared(self) -> list[BoundField]:
        """What holds for all."""
        return [self[name] for name in ("t_place", "t_keeper", "t_due") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """A thing has a name and a count; a list that is needed has a thing and says where they are kept."""
        cleaned: dict[str, Any] = super().clean() or {}
        for slot in slots():
            name, count = cleaned.get(f"{slot}_name"), cleaned.get(f"{slot}_count")
            said = name or cleaned.get(f"{slot}_spec")
            if said and count is None and f"{slot}_count" not in self.errors:
                self.add_error(f"{slot}_count", _("State how many."))
            if count is not None and not name:
                self.add_error(f"{slot}_name", _("State what it is."))
        there = any(cleaned.get(f"{slot}_name") for slot in slots())
        if self.needed and not there and not self.errors:
            self.add_error("t_1_name", _("List at least one thing."))
        for name in ("t_place", "t_keeper"):
            if there and not cleaned.get(name):
                self.add_error(name, _("State where the things are and who keeps them."))
        return cleaned

    @property
    def photo_slots(self) -> tuple[str, ...]:
        """Names of the fields for photographs."""
        return tuple(f"{slot}_photo" for slot in slots())

    @property
    def named(self) -> list[tuple[str, str]]:
        """The things by the records that take them in, with their counts."""
        return [(self._ids[slot], str(self.cleaned_data[f"{slot}_count"])) for slot in self._listed()]

    @property
    def listing(self) -> list[tuple[str, str, str, str]]:
        """Name, make, count and unit of each, for papers."""
        said = self.cleaned_data
        return [
            (
                said[f"{slot}_name"],
                said[f"{slot}_spec"],
                str(said[f"{slot}_count"]),
                said[f"{slot}_unit"] or UNIT,
            )
            for slot in self._listed()
        ]

    @property
    def place(self) -> str:
        """Where they are kept."""
        return str(self.cleaned_data.get("t_place") or "")

    def moves(self, uploads: Sequence[Upload], measure: str = "") -> list[Moving]:
        """The things as movements, with their photographs."""
        said = self.cleaned_data
        found = []
        for slot in self._listed():
            files, salts = in_record(one for one in uploads if one.slot == f"{slot}_photo")
            movement = Movement(
                record=self._ids[slot],
                move=Move.TAKE_IN,
                item="",
                day=0,
                by="",
                count=said[f"{slot}_count"],
                name=said[f"{slot}_name"],
                unit=said[f"{slot}_unit"] or UNIT,
                place=said["t_place"],
                keeper=said["t_keeper"],
                due=said.get("t_due"),
                spec=said[f"{slot}_spec"],
                measure=measure,
            )
            found.append(Moving(movement, photographs=files, salts=salts))
        return found

    def _listed(self) -> Iterator[str]:
        said = self.cleaned_data
        return (
            slot for slot in slots() if said.get(f"{slot}_name") and said.get(f"{slot}_count") is not None
        )

    def _row(self, number: int, slot: str) -> ThingRow:
        fields = tuple(self[f"{slot}_{name}"] for name in ("name", "spec", "count", "unit"))
        filled = any(bound.value() or bound.errors for bound in fields)
        return ThingRow(number, f"{slot}_photo", fields, self[f"{slot}_photo"], filled)


_TEXTS = (
    ("name", gettext_lazy("Name of the thing")),
    ("spec", gettext_lazy("Make, size, number")),
    ("unit", gettext_lazy("Unit")),
)


def slots() -> list[str]:
    """Names of the rows."""
    return [f"t_{number}" for number in range(1, ROWS + 1)]
