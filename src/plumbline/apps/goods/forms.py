"""Forms of movements of things and of entries of money."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.goods.thing_rows import Photograph
from plumbline.apps.page_parts.moments import DayField, moment_of
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.entries import Money
from plumbline.core.goods.stock import Item, Move, Movement
from plumbline.core.goods.surcharge import Due
from plumbline.core.ledger.moment import Moment

INSTALMENTS = 6
_RECEIVERS = {
    Move.GIVE_BACK: gettext_lazy("Received by"),
    Move.AUCTION: gettext_lazy("Bought by"),
    Move.HAND_OVER: gettext_lazy("Handed over to"),
    Move.LEND: gettext_lazy("Given out to"),
}
_REASONED = frozenset({Move.AUCTION, Move.DESTROY, Move.HAND_OVER})


class _Styled(forms.Form):
    """Fields drawn as the desk draws them; when it happened; the position in the case that was seen."""

    at = forms.CharField(label=gettext_lazy("When it happened"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def style(self) -> None:
        """Classes of the design system."""
        self.fields["at"].widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
        for made in self.fields.values():
            if not isinstance(made.widget, forms.HiddenInput | forms.FileInput):
                css = "pl-select" if isinstance(made.widget, forms.Select) else "pl-input"
                made.widget.attrs.setdefault("class", css)

    def clean_at(self) -> Moment:
        """When it happened, to the minute or the day."""
        return moment_of(self.cleaned_data["at"])


class WhenForm(_Styled):
    """When things were taken in."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="when_%s")
        self.style()


class MoveForm(_Styled):
    """A movement of a thing that is there."""

    item = forms.ChoiceField(label=gettext_lazy("Thing"))
    count = forms.DecimalField(
        label=gettext_lazy("Count"), decimal_places=3, max_digits=12, min_value=Decimal("0.001")
    )
    place = forms.CharField(label=gettext_lazy("New place"), max_length=100, required=False)
    keeper = forms.CharField(label=gettext_lazy("New keeper"), max_length=60, required=False)
    due = DayField(
        label=gettext_lazy("To be held until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    receiver = forms.CharField(label="", max_length=100)
    second = forms.ChoiceField(
        label=gettext_lazy("Second officer"),
        help_text=gettext_lazy(
            "Signs with their own login; until then the things are not counted as destroyed."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason and basis"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photo = Photograph(
        label=gettext_lazy("Photograph or signed receipt"),
        required=False,
        widget=forms.FileInput(),
    )
    field_order = (
        "item",
        "count",
        "place",
        "keeper",
        "due",
        "receiver",
        "second",
        "at",
        "reason",
        "photo",
        "seen",
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        move: Move,
        items: Sequence[Item],
        colleagues: Sequence[tuple[str, str]] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=initial, auto_id="move_%s")
        self.move, self.items = move, {one.id: one for one in items}
        self.fields["item"].choices = [(one.id, _offered(one, move)) for one in items]
        self.fields["second"].choices = list(colleagues)
        unwanted = {"place", "keeper", "due"} if move is not Move.PLACE else {"count"}
        if move is not Move.DESTROY:
            unwanted.add("second")
        if move not in _RECEIVERS:
            unwanted.add("receiver")
        if move is Move.PLACE and all(one.measure for one in items):
            unwanted.add("due")
        for name in unwanted:
            del self.fields[name]
        if move in _RECEIVERS:
            self.fields["receiver"].label = str(_RECEIVERS[move])
        self.fields["reason"].required = move in _REASONED
        self.style()

    def clean(self) -> dict[str, Any]:
        """A new place says something new."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.move is Move.PLACE and not any(cleaned.get(name) for name in ("place", "keeper", "due")):
            self.add_error("place", _("State the new place, keeper or last day."))
        return cleaned

    @property
    def movement(self) -> Movement:
        """The movement that the form says."""
        said = self.cleaned_data
        return Movement(
            record="",
            move=self.move,
            item=said["item"],
            day=0,
            by="",
            count=said.get("count") or Decimal(0),
            place=said.get("place") or "",
            keeper=said.get("keeper") or "",
            due=said.get("due"),
            second=said.get("second") or "",
        )


class MoneyForm(_Styled):
    """An entry of money. Which fields it has, its kind says."""

    amount = forms.DecimalField(
        label=gettext_lazy("Sum in yuan"), decimal_places=2, max_digits=15, min_value=Decimal("0.01")
    )
    reference = forms.CharField(label=gettext_lazy("Reference of the bank"), max_length=60, required=False)
    number = forms.ChoiceField(label=gettext_lazy("Payment notice"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason and basis"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("amount", "number", "reference", "at", "reason", "seen")

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Money,
        notices: Sequence[tuple[str, str]] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="money_%s")
        self.kind = kind
        self.fields["number"].choices = [("", _("none")), *notices]
        unwanted = {"amount"} if kind in (Money.CHARGE, Money.PAUSE, Money.RESUME, Money.PLAN) else set()
        unwanted |= {"reason"} if kind in (Money.PAY, Money.PLAN, Money.NOTICE) else set()
        unwanted |= {"number", "reference"} if kind is not Money.PAY else set()
        unwanted |= {"at"} if kind in (Money.PLAN, Money.NOTICE) else set()
        for name in unwanted:
            del self.fields[name]
        if kind is Money.PLAN:
            self._add_instalments()
        if "at" in self.fields:
            self.style()
            self.fields["at"].widget = forms.DateInput(attrs={"type": "date", "class": "pl-input"})
        for made in self.fields.values():
            made.widget.attrs.setdefault("class", "pl-input")

    def clean(self) -> dict[str, Any]:
        """An instalment has both its day and its sum."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.kind is Money.PLAN:
            for place in range(1, INSTALMENTS + 1):
                day, amount = cleaned.get(f"p_{place}_day"), cleaned.get(f"p_{place}_amount")
                if (day is None) is not (amount is None):
                    self.add_error(f"p_{place}_day", _("State both the day and the sum."))
            if not self.errors and not self.plan:
                self.add_error("p_1_day", _("State at least one instalment."))
        return cleaned

    @property
    def plan(self) -> list[Due]:
        """The instalments."""
        said = self.cleaned_data
        return [
            Due(said[f"p_{place}_day"], said[f"p_{place}_amount"])
            for place in range(1, INSTALMENTS + 1)
            if said.get(f"p_{place}_day") is not None and said.get(f"p_{place}_amount") is not None
        ]

    def _add_instalments(self) -> None:
        for place in range(1, INSTALMENTS + 1):
            self.fields[f"p_{place}_day"] = DayField(
                label=_("Instalment {n}: last day to pay").format(n=place),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}),
            )
            self.fields[f"p_{place}_amount"] = forms.DecimalField(
                label=_("Instalment {n}: sum in yuan").format(n=place),
                required=False,
                decimal_places=2,
                max_digits=15,
                min_value=Decimal("0.01"),
            )


class BankFileForm(forms.Form):
    """A file of payments."""

    sheet = forms.FileField(
        label=gettext_lazy("File of the bank"),
        help_text=gettext_lazy(
            "xlsx or csv, headed number, amount, day, reference; names and accounts of payers are not read."
        ),
    )


class MendForm(forms.Form):
    """A payment of the bank that did not match."""

    number = forms.CharField(label=gettext_lazy("Payment notice no."), max_length=60)
    amount = forms.CharField(label=gettext_lazy("Sum in yuan"), max_length=30)
    day = forms.CharField(
        label=gettext_lazy("Day of payment"), max_length=20, help_text=gettext_lazy("such as 2026-04-02")
    )
    in_part = forms.BooleanField(
        label=gettext_lazy("It is a part payment: the rest of the notice stays open"), required=False
    )


class AsideForm(forms.Form):
    """Why a payment of the bank is nobody's here."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is not ours, and how it went back"),
        min_length=2,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "class": "pl-input"}),
    )


class VoidForm(forms.Form):
    """Why an entry is void."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "pl-input"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


def _offered(item: Item, move: Move) -> str:
    there = item.lent if move is Move.BRING_BACK else item.held
    spec = f" {item.spec}" if item.spec else ""
    due = "" if item.due is None else _(" (until {day})").format(day=date_of(item.due).isoformat())
    return f"{item.name}{spec} {there} {item.unit}{due}"
