"""The forms by which anybody writes to an organ; a classification mark stops them before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.public_service.actions import FIRST_STEP, Submission
from plumbline.apps.public_service.services import Service
from plumbline.core.errors import Language
from plumbline.core.ledger.canonical import Json

_MOST: Final = 4000
TRAP: Final = "website"
"""A field that no person sees; who fills it is no person."""
_ASKED: Final = ("certificate_shown", "reason_told", "result_told", "something_asked")
_SERVED: Final = ("gaps_told_once", "promise_kept")
"""What ratings of inspections and of services say with yes or no."""
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "complaint": ("organ", "happened_on", "document_told", "told", "name", "contact"),
    "suggestion": ("organ", "told", "name", "contact"),
    "information": ("organ", "told", "form_wanted", "name", "contact"),
    "rating": ("code", "overall", *_ASKED, "told"),
    "service-rating": ("code", "grade", *_SERVED, "told"),
}
_YES_NO: Final = (("", "—"), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))


class SubmissionForm(forms.Form):
    """What somebody writes. Name and contact are left to the writer."""

    code = forms.CharField(label=gettext_lazy("Code for a rating"), max_length=40)
    organ = forms.ChoiceField(label=gettext_lazy("Organ"))
    overall = forms.ChoiceField(widget=forms.RadioSelect)
    certificate_shown = forms.ChoiceField(choices=_YES_NO, required=False)
    reason_told = forms.ChoiceField(choices=_YES_NO, required=False)
    result_told = forms.ChoiceField(choices=_YES_NO, required=False)
    something_asked = forms.ChoiceField(choices=_YES_NO, required=False)
    grade = forms.ChoiceField(widget=forms.RadioSelect)
    gaps_told_once = forms.ChoiceField(choices=_YES_NO, required=False)
    promise_kept = forms.ChoiceField(choices=_YES_NO, required=False)
    happened_on = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    document_told = forms.CharField(
        label=gettext_lazy("Number of a paper or certificate"), max_length=100, required=False
    )
    told = forms.CharField(
        label=gettext_lazy("What you want to say"),
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    form_wanted = forms.ChoiceField(widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60, required=False, widget=forms.TextInput()
    )
    contact = forms.CharField(
        label=gettext_lazy("Telephone or address for the answer"), max_length=120, required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        service: Service,
        organs: Sequence[tuple[str, str]],
        today: date,
        language: Language,
        code: str = "",
    ) -> None:
        super().__init__(data, auto_id="say_%s", initial={"code": code})
        self._today, self._service = today, service
        self.fields["organ"].choices = [("", _("choose")), *organs]
        for name in [one for one in self.fields if one not in _FIELDS[service.key]]:
            del self.fields[name]
        self.order_fields(_FIELDS[service.key])
        self._say(service.key)
        self._ask(language)

    def _say(self, service: str) -> None:
        """The words that only one of the services needs."""
        if service == "complaint":
            self.fields["organ"].label = _("Organ complained of")
            self.fields["told"].label = _("What happened")
            self.fields["name"].help_text = _(
                "May stay empty. The organ complained of never sees your name and how to reach you."
            )
        if service == "information":
            self.fields["told"].label = _("Information asked for")
            self.fields["name"].required = self.fields["contact"].required = True
            self.fields["name"].help_text = _("The law asks for it. Nobody may ask what you want it for.")
        if self._service.by_code:
            self.fields["told"].label, self.fields["told"].required = _("Further words"), False
        if service == "rating":
            self.fields["code"].help_text = _(
                "The officers hand it over after the inspection. It leads to no inspection: who rated, nobody can tell."
            )
        if service == "service-rating":
            self.fields["code"].help_text = _(
                "It is handed over when the matter is finished. It leads to no application: who rated, nobody can tell."
            )
        self.fields["told"].help_text = _("Classified matter must not be entered here.")

    def _ask(self, language: Language) -> None:
        """Questions and choices as the pack of the service words them."""
        known = shelf().docket(self._service.procedure).procedure.steps[FIRST_STEP].fields
        for name in self._service.answers:
            one = known[name]
            self.fields[name].label = one.title if language == "zh" else one.label
            if one.options:
                words = [(code, shelf().words.word(name, code, language)) for code in one.options]
                self.fields[name].choices = words

    def clean_happened_on(self) -> date | None:
        """No day to come."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is not None and day > self._today:
            raise forms.ValidationError(_("The day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """No text bears a mark of state secrecy."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in {"told", "document_told", "name", "contact"} & self.fields.keys():
            if mark := classification_mark(str(cleaned.get(name) or "")):
                said = _(
                    "The text bears the classification mark “{mark}”. Nothing was stored; do not send it here."
                )
                self.add_error(name, said.format(mark=mark))
        return cleaned

    @property
    def shown(self) -> list[BoundField]:
        """The fields in their order."""
        return list(self)

    def submission(self, case: str) -> Submission:
        """What the form says, for the case that it may become; the form is valid."""
        said = self.cleaned_data
        return Submission(
            self._service,
            case,
            said.get("organ", ""),
            self.told_values,
            self.party,
            said.get("happened_on"),
            self.answers,
            said.get("code", ""),
        )

    @property
    def told_values(self) -> dict[str, str]:
        """The personal values of the first act."""
        return {name: self.cleaned_data[name] for name in ("told", "document_told") if name in self.fields}

    @property
    def party(self) -> dict[str, str]:
        """Who wrote, as far as they say."""
        said = {"party_name": self.cleaned_data.get("name"), "party_phone": self.cleaned_data.get("contact")}
        return {name: value for name, value in said.items() if value}

    @property
    def answers(self) -> dict[str, Json]:
        """The answers that rules may read."""
        said = {name: self.cleaned_data[name] for name in self._service.answers}
        return {
            name: value == "yes" if name in (*_ASKED, *_SERVED) else value
            for name, value in said.items()
            if value
        }
