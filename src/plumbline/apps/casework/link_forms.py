"""Forms that join, split and link cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.apps.casework.opening_form import PARTY, PartyFields, party_number
from plumbline.core.cases.joining import COMES_FROM, LEADS_TO, RELATED, REVIEWED_BY, SUED_IN
from plumbline.core.errors import Language

LINK_WORDS = {
    COMES_FROM: _("came from it"),
    LEADS_TO: _("led to it"),
    RELATED: _("related case"),
    REVIEWED_BY: _("reconsideration"),
    SUED_IN: _("administrative suit"),
}
"""What may be noted by hand: what the other case is to this one."""
KIND = "party_kind"
"""The fact of a header that says what kind of party it is."""
_ORDER = (RELATED, COMES_FROM, LEADS_TO, REVIEWED_BY, SUED_IN)


class LinkingForm(forms.Form):
    """What every one of them asks: why, and how much of the case was seen."""

    reason = forms.CharField(
        label=_("Reason"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    called = ""
    """Before the ids of its fields, so that several forms stand on one page."""

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{self.called}_%s", **given)
        for made in self.fields.values():
            if not isinstance(made.widget, forms.CheckboxSelectMultiple | forms.HiddenInput):
                made.widget.attrs["class"] = (
                    "pl-select" if isinstance(made.widget, forms.Select) else "pl-input"
                )


class JoinForm(LinkingForm):
    """The lead case that the case is joined into."""

    called = "join"
    number = forms.CharField(label=_("Number of the lead case"), max_length=60)
    field_order = ("number", "reason")


class UndoForm(LinkingForm):
    """Why a joining is taken back."""

    called = "undo"


class UndoLinkForm(LinkingForm):
    """Which note of another case is taken back, and why."""

    called = "unlink"
    record = forms.ChoiceField(label=_("Which note is wrong"))
    field_order = ("record", "reason")

    def __init__(self, data: Any = None, *, notes: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["record"].choices = list(notes)


class SplitForm(LinkingForm, PartyFields):
    """What is split off: cause, party, and the acts that go along."""

    called = "split"
    cause = forms.CharField(
        label=_("Cause of the new case"),
        max_length=100,
        help_text=_("What it is about, without names of persons."),
    )
    cited = forms.MultipleChoiceField(
        label=_("Acts that the new case cites"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They stand in the new case with their own times; its limits run from them."),
    )
    field_order = ("cause", KIND, *PARTY, "cited", "reason")

    def __init__(
        self,
        data: Any = None,
        *,
        acts: Sequence[tuple[str, str]],
        kind: forms.Field | None,
        today: date,
        language: Language,
        **given: Any,
    ) -> None:
        """`kind` asks what kind of party it is, where the procedure knows kinds."""
        self._today, self._language = today, language
        super().__init__(data, **given)
        if kind is not None:
            kind.widget.attrs["class"] = "pl-select"
            self.fields[KIND] = kind
            self.order_fields(self.field_order)
        self.fields["cited"].choices = list(acts)

    def clean_party_number(self) -> str:
        """Its check characters, as when a case is opened."""
        said, kind = self.cleaned_data.get("party_number") or "", str(self.data.get(KIND) or "")
        return party_number(said, kind, self._today, self._language)


class LinkForm(LinkingForm):
    """Another case of this system, or the number of a reconsideration or a suit."""

    called = "link"
    kind = forms.ChoiceField(label=_("What it is to this case"))
    number = forms.CharField(label=_("Its number"), max_length=60)
    organ = forms.CharField(
        label=_("Body that handles it"),
        max_length=60,
        required=False,
        help_text=_("For a reconsideration or a suit; nothing of its file is read here."),
    )
    field_order = ("kind", "number", "organ", "reason")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["kind"].choices = [(kind, LINK_WORDS[kind]) for kind in _ORDER]
        self.fields["reason"].required = False
