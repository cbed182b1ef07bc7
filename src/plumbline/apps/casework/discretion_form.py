"""The part of a decision's form on benchmarks: a power, the facts that are there, why the fine lies outside a range."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.discretion import (
    FINE,
    GROUND,
    GROUNDS,
    NO_PENALTY,
    OUTCOME,
    Stated,
    decides_fine,
    fact_of_case,
    is_outside,
    met,
    read_stated,
)
from plumbline.apps.page_parts import formats
from plumbline.apps.people.queries.discretion import (
    Lenient,
    benchmarks_of,
    lenient_items,
    powers_with_lists,
    tier_facts,
)
from plumbline.core.cases.reserved import DISCRETION
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step
from plumbline.core.registers.benchmarks import Match, Tier, fine_within, matched

CALLED = "d"


class DiscretionForm(forms.Form):
    """Nothing in it is required: a benchmark need not exist, and only a fine outside its range is to be explained."""

    power = forms.ChoiceField(label=gettext_lazy("Violation as the benchmark lists it"), required=False)
    facts = forms.MultipleChoiceField(
        label=gettext_lazy("Facts that are established"), required=False, widget=forms.CheckboxSelectMultiple
    )
    explained = forms.CharField(
        label=gettext_lazy("Why the fine lies outside the range"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "pl-input"}),
        help_text=gettext_lazy("Only where it does; stated in the decision too."),
    )
    item = forms.ChoiceField(
        label=gettext_lazy("Item of the leniency list by which nothing is punished"),
        required=False,
        help_text=gettext_lazy(
            "Only for a decision that imposes no penalty; its ground is that of the decision."
        ),
    )

    def __init__(
        self,
        data: Any,
        *,
        file: CaseFile,
        step: Step,
        powers: list[tuple[str, str]],
        now: int,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, prefix=CALLED, auto_id="%s", initial=dict(initial))
        self._file, self._now, self._powers = file, now, dict(powers)
        self._states_ground = GROUND in step.fields
        day = file.docket.calendar.local_day(now)
        self.fields["power"].choices = [("", _("choose")), *powers]
        self.fields["power"].widget.attrs["class"] = "pl-select"
        self.power_no = str(self["power"].value() or "")
        if self.power_no not in self._powers:
            self.power_no = ""
        self.tiers: tuple[Tier, ...] = benchmarks_of(self.power_no) if self.power_no else ()
        organ = file.history.opening.organ
        self.lenient: tuple[Lenient, ...] = lenient_items(organ, self.power_no, day)
        names = tier_facts(self.tiers)
        self.fields["facts"].choices = [(name, name) for name in names]
        self.ticked = [one for one in self["facts"].value() or () if one in names]
        if not names:
            del self.fields["facts"]
        if not powers:
            del self.fields["power"], self.fields["explained"]
        self._items(data or {})
        self.fine = _amount((data or {}).get(f"f_{FINE}") or initial.get(FINE))

    def _items(self, sent: Mapping[str, Any]) -> None:
        """The items of the list, where the decision may name the ground of one."""
        self._outcome, self._ground = sent.get(f"f_{OUTCOME}"), sent.get(f"f_{GROUND}")
        if not self.lenient or not self._states_ground:
            del self.fields["item"]
            return
        shown = [(one.number, f"{one.number} {one.name}：{one.conditions}") for one in self.lenient]
        self.fields["item"].choices = [("", _("none of them")), *shown]
        self.fields["item"].widget.attrs["class"] = "pl-select"

    @property
    def has_powers(self) -> bool:
        """Whether the organ has lists for any of its powers; without, only items that name none are shown."""
        return bool(self._powers)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The tiers against the facts ticked, those met first."""
        return matched(self.tiers, self.ticked)

    @property
    def found(self) -> Match | None:
        """The tier that the facts fall in."""
        return met(self.matches)

    @property
    def outside(self) -> bool:
        """Whether the fine entered lies outside its range."""
        return is_outside(self.found, self.fine)

    def clean(self) -> dict[str, Any]:
        """A fine outside the range needs its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        found = self.found
        if found is not None and self.outside and not (cleaned.get("explained") or "").strip():
            told = _(
                "The fine lies outside {range} of the tier that the facts fall in: say why, or change it."
            )
            self.add_error("explained", told.format(range=range_of(found.tier)))
        item = next((one for one in self.lenient if one.number == cleaned.get("item")), None)
        if item is not None and self._outcome != NO_PENALTY:
            self.add_error(
                "item",
                _(
                    "An item of the list is for a decision without a penalty: choose that outcome, or none of them."
                ),
            )
        elif item is not None and self._ground and self._ground != item.kind:
            self.add_error("item", _("Its ground is another than the one that the decision states."))
        return cleaned

    def grounds(self, item: Lenient) -> bool | None:
        """Whether the case states the fact that speaks for an item of the leniency list."""
        name = GROUNDS.get(item.kind)
        return fact_of_case(self._file, name, self._now) if name else None

    @property
    def stated(self) -> Stated | None:
        """What is sealed with the act: nothing where neither a power nor an item of the list was chosen."""
        found, said = self.found, getattr(self, "cleaned_data", {})
        item = next((one for one in self.lenient if one.number == said.get("item")), None)
        if not self.power_no and item is None:
            return None
        tier = found.tier if found else None
        return Stated(
            self.power_no,
            self._powers.get(self.power_no, ""),
            tier.tier if tier else "",
            tuple(self.ticked),
            str(tier.least) if tier and tier.least is not None else "",
            str(tier.most) if tier and tier.most is not None else "",
            str(self.fine) if self.fine is not None else "",
            str(said.get("explained") or "").strip(),
            item.number if item else "",
            item.name if item else "",
        )

    def within(self, match: Match) -> bool | None:
        """Whether the fine lies in the tier's range; None where there is no fine or no range."""
        return None if self.fine is None else fine_within(match.tier, self.fine)


def discretion_form(
    file: CaseFile, step: Step, now: int, data: Any, typed: Mapping[str, list[str]] | None = None
) -> DiscretionForm | None:
    """The form of a step that decides a fine, where the organ has lists for it; None for any other."""
    if not decides_fine(step):
        return None
    organ = file.history.opening.organ
    powers = powers_with_lists(organ)
    if not powers and not lenient_items(organ, "", file.docket.calendar.local_day(now)):
        return None
    kept = typed or {}
    initial: dict[str, Any] = {
        "power": (kept.get(f"{CALLED}-power") or [powers[0][0] if len(powers) == 1 else ""])[0],
        "facts": kept.get(f"{CALLED}-facts") or [],
        "explained": (kept.get(f"{CALLED}-explained") or [""])[0],
        "item": (kept.get(f"{CALLED}-item") or [""])[0],
        FINE: (kept.get(f"f_{FINE}") or [""])[0],
    }
    return DiscretionForm(data, file=file, step=step, powers=powers, now=now, initial=initial)


def typed_discretion(record: Record) -> dict[str, list[str]]:
    """What a record says of the lists, as the form sent it."""
    stated = read_stated(record.fields.get(DISCRETION))
    if stated is None:
        return {}
    told = {"power": stated.power, "explained": stated.explained, "item": stated.item}
    found = {f"{CALLED}-{name}": [text] for name, text in told.items() if text}
    return {**found, f"{CALLED}-facts": list(stated.facts), f"f_{FINE}": [stated.fine]}


def range_of(tier: Tier) -> str:
    """The range of a tier in words: 500 元至 2,000 元."""
    least, most = tier.least, tier.most
    if least is not None and most is not None:
        return str(_("{least} to {most}")).format(least=formats.money(least), most=formats.money(most))
    if most is not None:
        return str(_("up to {most}")).format(most=formats.money(most))
    return str(_("from {least} on")).format(least=formats.money(least)) if least is not None else "—"


def _amount(written: object) -> Decimal | None:
    try:
        return Decimal(str(written)) if written not in (None, "") else None
    except InvalidOperation:
        return None
