"""Forms of plans, visits, draws and classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.enterprise.actions import Visiting
from plumbline.core.clocks.civil import day_of

DAY = {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
WHY = {
    "complaint": gettext_lazy("complaint or report"),
    "transfer": gettext_lazy("transferred or assigned"),
    "data_alert": gettext_lazy("alert of data"),
    "own_request": gettext_lazy("request of the enterprise"),
    "other": gettext_lazy("another reason"),
}
RESULTS = {
    "no_problem": gettext_lazy("no problem found"),
    "problem": gettext_lazy("problem found"),
    "awaiting_test": gettext_lazy("a test is awaited"),
    "cancelled": gettext_lazy("not carried out"),
}


class ItemsForm(forms.Form):
    """Items of a plan, one a line."""

    items = forms.CharField(
        label=gettext_lazy("Items to add"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "One a line: unified social credit code, name, matter, month, parted by commas or pasted from a sheet. "
            "Individual businesses count as persons and do not belong here."
        ),
    )


class CapForm(forms.Form):
    """The cap that the organ publishes."""

    cap = forms.IntegerField(
        label=gettext_lazy("Planned visits to one enterprise a year, at most"), min_value=1, max_value=50
    )
    since = forms.DateField(label=gettext_lazy("from"), **DAY)


class VisitForm(forms.Form):
    """A visit: of the plan, or outside of it with its reason."""

    item = forms.ChoiceField(label=gettext_lazy("Item of the plan"), required=False)
    firm = forms.CharField(
        label=gettext_lazy("Unified social credit code"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Only for a visit outside the plan."),
    )
    name = forms.CharField(label=gettext_lazy("Name of the enterprise"), max_length=120, required=False)
    why = forms.ChoiceField(label=gettext_lazy("What led to it"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed for a visit outside the plan or beyond the cap (国办发〔2024〕54号)."),
    )
    task = forms.CharField(label=gettext_lazy("Task"), max_length=200)
    basis = forms.CharField(label=gettext_lazy("Legal basis"), max_length=200)
    day = forms.DateField(label=gettext_lazy("Day of the visit"), **DAY)
    officers = forms.MultipleChoiceField(
        label=gettext_lazy("Officers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("At least two with valid certificates (处罚法 §42)."),
    )

    def __init__(
        self,
        *given: Any,
        items: dict[str, tuple[str, str, str]],
        officers: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        shown = [(key, f"{name} · {matter}") for key, (_firm, name, matter) in items.items()]
        fields["item"].choices = [("", _("outside the plan")), *shown]
        fields["why"].choices = [("", "—"), *((key, str(said)) for key, said in WHY.items())]
        fields["officers"].choices = officers
        self._items = items

    def clean(self) -> dict[str, Any]:
        """The enterprise comes with the item, or is named."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("item"):
            found["firm"], found["name"], _matter = self._items[found["item"]]
        else:
            for name in ("firm", "name", "why"):
                if not found.get(name):
                    self.add_error(name, _("A visit outside the plan needs this."))
        return found

    def visiting(self) -> Visiting:
        """What the form says, once it is valid."""
        said = self.cleaned_data
        return Visiting(
            firm=said["firm"],
            name=said["name"],
            task=said["task"],
            basis=said["basis"],
            officers=tuple(said["officers"]),
            day=day_of(said["day"]),
            item=said["item"],
            why=said["why"],
            reason=said["reason"],
        )


class DrawForm(forms.Form):
    """A double-random draw."""

    matter = forms.ChoiceField(label=gettext_lazy("Matter of inspection"))
    firms = forms.IntegerField(label=gettext_lazy("Enterprises to draw"), min_value=1, max_value=500)
    officers = forms.IntegerField(
        label=gettext_lazy("Officers to draw"), min_value=2, max_value=50, initial=2
    )

    def __init__(self, *given: Any, matters: Sequence[str], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["matter"].choices = [(one, one) for one in matters]


class ClassesForm(forms.Form):
    """Official classes as another body gave them."""

    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=120,
        help_text=gettext_lazy("The list of which authority; classes are imported and never computed here."),
    )
    as_of = forms.DateField(label=gettext_lazy("as of day"), **DAY)
    classes = forms.CharField(
        label=gettext_lazy("List"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line: unified social credit code, class A to D. It replaces the earlier list."
        ),
    )
