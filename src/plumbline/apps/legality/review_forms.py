"""Forms of the review desk: answers to questions, what is missing, the opinion with its items, answers to items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.page_parts.moments import DayField
from plumbline.core.clocks.civil import day_of
from plumbline.core.review.desk import Handled, Item
from plumbline.core.review.questions import Answer, Question, Said

NO_SECRETS = gettext_lazy(
    "Classified matter must not be entered. A mark of secrecy stops the text before it is kept."
)
ITEM_ROWS = 6
_SAID = {Said.YES: gettext_lazy("yes"), Said.NO: gettext_lazy("no"), Said.NOT_APPLICABLE: gettext_lazy("n/a")}


class QuestionsForm(forms.Form):
    """Each question with yes, no and, where it may, «does not apply»; a reason beside each."""

    def __init__(
        self,
        data: Any,
        *,
        asked: Sequence[Question],
        stated: Mapping[str, Answer],
        only_yes_no: bool = False,
    ) -> None:
        super().__init__(data, prefix="q")
        self.asked = tuple(asked)
        choices = [(one.value, word) for one, word in _SAID.items()]
        if only_yes_no:
            choices = choices[:2]
        for one in self.asked:
            before = stated.get(one.id)
            self.fields[one.id] = forms.ChoiceField(
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=before.said.value if before else None,
            )
            self.fields[f"{one.id}-why"] = forms.CharField(
                required=False, max_length=500, initial=before.why if before else ""
            )

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered; questions left open are not among them."""
        said = self.cleaned_data
        return {
            one.id: Answer(one.id, Said(said[one.id]), said.get(f"{one.id}-why") or "")
            for one in self.asked
            if said.get(one.id)
        }


class LackingForm(forms.Form):
    """The file goes back with what is missing."""

    lacking = forms.CharField(
        label=gettext_lazy("What is missing"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_SECRETS,
    )


class OpinionForm(forms.Form):
    """The opinion; lines of `items` are the items, one a line."""

    result = forms.ChoiceField(label=gettext_lazy("Opinion"))
    items = forms.CharField(
        label=gettext_lazy("What is to be mended, one item a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NO_SECRETS,
    )
    after_hearing = forms.NullBooleanField(
        label=gettext_lazy("Given after the hearing was closed"), required=False
    )

    def __init__(
        self, data: Any, *, results: Sequence[tuple[str, str]], hearing: bool, items: str = ""
    ) -> None:
        super().__init__(data, prefix="o", initial={"items": items})
        self.fields["result"].choices = [("", _("choose")), *results]
        if not hearing:
            del self.fields["after_hearing"]

    @property
    def items_given(self) -> tuple[Item, ...]:
        """The items in the order written."""
        lines = [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]
        return tuple(Item(no, line) for no, line in enumerate(lines, 1))


class OfflineForm(OpinionForm):
    """An opinion that was given on paper, by number, day and result."""

    number = forms.CharField(label=gettext_lazy("Number of the opinion"), min_length=2, max_length=60)
    on = DayField(
        label=gettext_lazy("Day of the opinion"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "The day of the paper counts as the day of the opinion; that it is entered now stays to be seen."
        ),
    )
    field_order = ("number", "on", "result", "items", "after_hearing")

    def __init__(self, data: Any, *, results: Sequence[tuple[str, str]], hearing: bool, today: int) -> None:
        super().__init__(data, results=results, hearing=hearing)
        self.prefix = "f"
        self._today = today

    def clean_on(self) -> int:
        """No paper of tomorrow."""
        on = self.cleaned_data["on"]
        day = on if isinstance(on, int) else day_of(on)
        if day > self._today:
            raise forms.ValidationError(_("The day lies in the future."))
        return day


class ItemsForm(forms.Form):
    """What the unit does with each item."""

    handling = forms.CharField(
        label=gettext_lazy("What was done"),
        min_length=2,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_SECRETS,
    )

    def __init__(self, data: Any, *, items: Sequence[Item]) -> None:
        super().__init__(data, prefix="i")
        self.items = tuple(items)
        for one in self.items:
            self.fields[f"{one.no}"] = forms.ChoiceField(
                label=one.text,
                choices=[("", _("choose")), ("yes", _("adopted")), ("no", _("not adopted"))],
                required=False,
            )
            self.fields[f"{one.no}-why"] = forms.CharField(
                label=_("Why not, or how"), required=False, max_length=500
            )

    @property
    def handled(self) -> tuple[Handled, ...]:
        """The answers given."""
        said = self.cleaned_data
        return tuple(
            Handled(one.no, said[f"{one.no}"] == "yes", said.get(f"{one.no}-why") or "")
            for one in self.items
            if said.get(f"{one.no}")
        )


class PaperForm(forms.Form):
    """What a paper is called and what kind it is."""

    title = forms.CharField(
        label=gettext_lazy("Title of the paper"), min_length=2, max_length=120, help_text=NO_SECRETS
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of paper"),
        choices=[
            ("contract", gettext_lazy("contract")),
            ("plan", gettext_lazy("plan")),
            ("emergency_plan", gettext_lazy("emergency plan")),
            ("meeting_paper", gettext_lazy("meeting paper")),
            ("document", gettext_lazy("document")),
        ],
    )
    touches_market = forms.BooleanField(
        label=gettext_lazy("It touches the economic activity of operators"),
        required=False,
        help_text=gettext_lazy(
            "Then it is not issued without fair-competition review (公平竞争审查条例 §18)."
        ),
    )
