"""Forms of keeping a file: archive, lend, take back; the list for the archives; how long files are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.core.cases.keeping import MOST_YEARS, PERMANENT
from plumbline.core.ledger.system_acts import ValuePlace


def _text(label: object, longest: int, *, required: bool = True, hint: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "pl-input"}),
    )


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "pl-input"})


class TermForm(forms.Form):
    """A retention: permanent or years, and the table that states it."""

    term = forms.ChoiceField(
        label=gettext_lazy("Retention"),
        choices=[("years", gettext_lazy("a number of years")), (PERMANENT, gettext_lazy("permanent"))],
        widget=forms.Select(attrs={"class": "pl-select"}),
    )
    years = forms.IntegerField(
        label=gettext_lazy("How many years"),
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
        widget=forms.NumberInput(attrs={"class": "pl-input"}),
    )
    basis = _text(
        gettext_lazy("Table that states it"),
        200,
        hint=gettext_lazy("The organ's own retention table, by name and line."),
    )

    def clean(self) -> dict[str, object]:
        """Years are stated where they are meant."""
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("term") == "years" and not cleaned.get("years") and "years" not in self.errors:
            self.add_error("years", _("State how many years."))
        return cleaned

    @property
    def written(self) -> str:
        """As records write it."""
        data = self.cleaned_data
        return PERMANENT if data["term"] == PERMANENT else str(data["years"])


class RetentionForm(TermForm):
    """How long the files of a procedure are kept."""

    procedure = forms.ChoiceField(
        label=gettext_lazy("Procedure"), widget=forms.Select(attrs={"class": "pl-select"})
    )
    field_order = ("procedure", "term", "years", "basis")

    def __init__(self, *given: object, procedures: Sequence[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, **named)
        self.fields["procedure"].choices = procedures


class ArchiveForm(TermForm):
    """A file is archived."""

    number = _text(
        gettext_lazy("Archive number"),
        80,
        required=False,
        hint=gettext_lazy("Left empty, the next number of the organ's register is taken."),
    )
    place = _text(gettext_lazy("Where it stands"), 80, required=False)
    remark = _text(gettext_lazy("Remark"), 200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("number", "term", "years", "basis", "place", "remark")


class LoanForm(forms.Form):
    """A file is lent."""

    unit = _text(gettext_lazy("Unit that takes it"), 80)
    officer = forms.ChoiceField(
        label=gettext_lazy("Officer who takes it"),
        widget=forms.Select(attrs={"class": "pl-select"}),
        required=False,
    )
    borrower = _text(
        gettext_lazy("Who takes it"),
        40,
        required=False,
        hint=gettext_lazy("Of somebody who is no officer of this organ."),
    )
    purpose = _text(gettext_lazy("What for"), 120)
    until = forms.DateField(label=gettext_lazy("To be back on"), widget=_day())
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, colleagues: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        named = [(number, f"{name}（{number}）") for number, name in colleagues]
        self.fields["officer"].choices = [("", _("somebody from outside")), *named]

    def clean(self) -> dict[str, Any]:
        """One of the two is told, and not two different persons."""
        cleaned: dict[str, Any] = super().clean() or {}
        officer, borrower = cleaned.get("officer"), cleaned.get("borrower")
        if not officer and not borrower:
            self.add_error("borrower", _("Choose the officer, or state who from outside takes it."))
        if officer and borrower:
            self.add_error("borrower", _("Leave this empty where an officer was chosen."))
        return cleaned


class ReturnForm(forms.Form):
    """It came back."""

    remark = _text(
        gettext_lazy("Remark"),
        200,
        required=False,
        hint=gettext_lazy("Whether it is complete, for instance."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DeliveryForm(forms.Form):
    """Files go to the archives."""

    list_number = _text(gettext_lazy("Number of the list"), 60)
    receiver = _text(gettext_lazy("Who receives them"), 80)
    sure = forms.BooleanField(
        label=gettext_lazy(
            "I have compared the list with the files; a delivery cannot be taken back in this system."
        )
    )


class ProposalForm(forms.Form):
    """Personal values are proposed for destruction."""

    places = forms.MultipleChoiceField(
        label=gettext_lazy("What goes"), widget=forms.CheckboxSelectMultiple, required=True
    )
    expired = forms.DateField(
        label=gettext_lazy("Retention ran out on"),
        widget=_day(),
    )
    ground = _text(
        gettext_lazy("Ground"), 200, hint=gettext_lazy("The organ's own retention table, by name and line.")
    )
    appraisal = _text(
        gettext_lazy("Appraisal"),
        200,
        hint=gettext_lazy("The written opinion that it may go, by its number."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: object, places: Sequence[tuple[ValuePlace, str]], **named: object) -> None:
        super().__init__(*given, **named)
        self._known = {written(place): place for place, _said in places}
        self.fields["places"].choices = [(written(place), said) for place, said in places]

    @property
    def chosen(self) -> list[ValuePlace]:
        """What was chosen."""
        return [self._known[one] for one in self.cleaned_data["places"]]


def written(place: ValuePlace) -> str:
    """A place as the value of a box."""
    return f"{place.kind}:{place.record}:{place.name}"


class ConfirmForm(forms.Form):
    """Another person confirms."""

    sure = forms.BooleanField(
        label=gettext_lazy(
            "I have compared the list with the appraisal; what is destroyed cannot be brought back."
        )
    )
    proposal = forms.CharField(widget=forms.HiddenInput, max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class RefusalForm(forms.Form):
    """The proposal is taken back or refused."""

    reason = _text(gettext_lazy("Reason"), 200)
    proposal = forms.CharField(widget=forms.HiddenInput, max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput)
