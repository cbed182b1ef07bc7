"""Which of the things that are there an act means: a box and a count for each, and whom or where they go to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.attachments.uploads import Upload
from plumbline.apps.goods.actions import Moving
from plumbline.core.cases.measures import Offer, ThingStep
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.stock import Item, Move, Movement

_RECEIVERS = {
    Move.GIVE_BACK: gettext_lazy("Things received by"),
    Move.HAND_OVER: gettext_lazy("Things handed over to"),
    Move.LEND: gettext_lazy("Things given out to"),
}


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One thing: its box, and how many of it."""

    box: BoundField
    count: BoundField | None


class ThingChoiceForm(forms.Form):
    """The things an act is about, all of them ticked to begin with but those already `decided` on."""

    def __init__(
        self,
        data: Any = None,
        *,
        step: ThingStep,
        items: Sequence[Item],
        decided: Collection[str] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="things_%s")
        self.step, self.items = step, tuple(items)
        typed = bool(initial)
        for one in self.items:
            there = one.lent if step.offer is Offer.LENT else one.held
            self.fields[f"th_{one.id}"] = forms.BooleanField(
                label=_said(one, there), required=False, initial=not typed and one.id not in decided
            )
            if step.move is not None and step.move is not Move.PLACE:
                self.fields[f"th_{one.id}_count"] = forms.DecimalField(
                    label=_("How many of {name}").format(name=one.name),
                    required=False,
                    initial=there,
                    decimal_places=3,
                    max_digits=12,
                    min_value=Decimal("0.001"),
                )
        if step.move in _RECEIVERS:
            self.fields["th_receiver"] = forms.CharField(
                label=str(_RECEIVERS[step.move]), max_length=100, required=False
            )
        if step.move is Move.PLACE:
            self.fields["th_place"] = forms.CharField(
                label=_("Place of the things"), max_length=100, required=False
            )
            self.fields["th_keeper"] = forms.CharField(label=_("Keeper"), max_length=60, required=False)
        for made in self.fields.values():
            if not isinstance(made, forms.BooleanField):
                made.widget.attrs.setdefault("class", "pl-input")

    photo_slots: tuple[str, ...] = ()
    open_rows: tuple[str, ...] = ()

    @property
    def rows(self) -> list[ChoiceRow]:
        """The things in order."""
        return [
            ChoiceRow(
                self[f"th_{one.id}"],
                self[f"th_{one.id}_count"] if f"th_{one.id}_count" in self.fields else None,
            )
            for one in self.items
        ]

    @property
    def shared(self) -> list[BoundField]:
        """Whom or where they go to."""
        return [self[name] for name in ("th_receiver", "th_place", "th_keeper") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """A thing that is meant has a count; whoever receives things is named."""
        cleaned: dict[str, Any] = super().clean() or {}
        for one in self._meant(cleaned):
            if f"th_{one.id}_count" in self.fields and cleaned.get(f"th_{one.id}_count") is None:
                self.add_error(f"th_{one.id}_count", _("State how many."))
        named = self.step.move in (Move.GIVE_BACK, Move.HAND_OVER)
        if named and any(self._meant(cleaned)) and not cleaned.get("th_receiver"):
            self.add_error("th_receiver", _("State who receives the things."))
        return cleaned

    @property
    def named(self) -> list[tuple[str, str]]:
        """The things meant, with their counts, for the record of the act."""
        return [(one.id, str(self._count(one))) for one in self._meant(self.cleaned_data)]

    def moves(self, _uploads: Sequence[Upload]) -> list[Moving]:
        """What the act does to them; nothing where it only names them, or moves nothing anywhere."""
        said, move = self.cleaned_data, self.step.move
        place, keeper = said.get("th_place") or "", said.get("th_keeper") or ""
        if move is None or (move is Move.PLACE and not (place or keeper)):
            return []
        return [
            Moving(
                Movement(
                    "",
                    move,
                    one.id,
                    0,
                    "",
                    Decimal(0) if move is Move.PLACE else self._count(one),
                    place=place,
                    keeper=keeper,
                ),
                receiver=said.get("th_receiver") or "",
            )
            for one in self._meant(said)
        ]

    @property
    def listing(self) -> list[tuple[str, str, str, str]]:
        """Name, make, count and unit of each, for papers."""
        return [
            (one.name, one.spec, str(self._count(one)), one.unit) for one in self._meant(self.cleaned_data)
        ]

    place = ""

    def _meant(self, said: dict[str, Any]) -> Iterator[Item]:
        return (one for one in self.items if said.get(f"th_{one.id}"))

    def _count(self, one: Item) -> Decimal:
        stated = self.cleaned_data.get(f"th_{one.id}_count")
        return stated if stated is not None else one.lent if self.step.offer is Offer.LENT else one.held


def _said(one: Item, there: Decimal) -> str:
    spec = f" {one.spec}" if one.spec else ""
    due = _(" (until {day})").format(day=date_of(one.due).isoformat()) if one.due is not None else ""
    return f"{one.name}{spec} {there} {one.unit}{due}"
