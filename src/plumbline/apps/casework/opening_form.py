"""The form that opens a case: its procedure and field of law, the facts that the pack knows of it, the party."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.form_fields import field_of
from plumbline.apps.pack_store.shelf import Shelf
from plumbline.core.cases.errors import ValueUnreadable
from plumbline.core.cases.field_values import written_value
from plumbline.core.errors import Language
from plumbline.core.facts.record import Value
from plumbline.core.identity.codes import check_citizen_number, check_credit_code, tidy
from plumbline.core.identity.errors import CodeWrong
from plumbline.core.procedures.definition import Attribute
from plumbline.core.vocabulary import PARTY_KEY

FIELD = "field"
"""Name under which the packs' words keep the fields of law."""
_ONLY_DIGITS = re.compile(r"\d{17}[\dX]")
PARTY = ("party_name", "party_number", "party_representative", "party_address", "party_phone")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen at the top of the form, and what follows from it: the fields of law, the facts of the header."""

    procedures: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str]]
    facts: Mapping[str, Attribute]
    evidence: Sequence[tuple[str, str]] = ()
    """Acts of the case that this one follows from, which may go along."""
    used: frozenset[str] = frozenset()
    """Procedures under which the organ has cases now: they stand first."""
    units: Sequence[tuple[str, str]] = ()
    """Units in which the case may be opened, number and name, the person's own first; empty: in the own alone."""


def chosen(
    packs: Shelf,
    procedures: Sequence[tuple[str, str]],
    procedure: str,
    field: str,
    division: str,
    language: Language,
) -> Chosen:
    """What the form must know of a procedure that may have been chosen; nothing follows from an unknown one."""
    if procedure not in dict(procedures):
        return Chosen(procedures, (), {})
    codes = dict.fromkeys(one.field for one in packs.packs.layers_of_any(procedure) if one.field)
    fields = [(code, packs.words.word(FIELD, code, language)) for code in codes]
    docket = packs.docket(procedure, field if field in codes else None, division)
    facts = {name: one for name, one in docket.procedure.attributes.items() if name != PARTY_KEY}
    return Chosen(procedures, fields, facts)


def party_number(said: str, kind: str, today: date, language: Language) -> str:
    """The number of a party of the kind, tidy; raises ValidationError where its check characters are wrong."""
    text = tidy(said)
    if not text:
        return ""
    is_citizen = kind == "citizen" or (not kind and bool(_ONLY_DIGITS.fullmatch(text)))
    try:
        return check_citizen_number(text, today) if is_citizen else check_credit_code(text)
    except CodeWrong as error:
        raise forms.ValidationError(error.in_sentences(language)) from error


def _in_groups(known: Chosen) -> list[Any]:
    """The procedures with those in use before the others; undivided where that tells nothing apart."""
    used = [one for one in known.procedures if one[0] in known.used]
    others = [one for one in known.procedures if one[0] not in known.used]
    if not used or not others:
        return [*known.procedures]
    return [(_("Under way in this organ"), used), (_("Other procedures"), others)]


class PartyFields(forms.Form):
    """Whom a case concerns, as far as it is known: personal values, held beside the record."""

    party_name = forms.CharField(label=gettext_lazy("Party"), max_length=100, required=False)
    party_number = forms.CharField(
        label=gettext_lazy("Credit code or identity number"), max_length=40, required=False
    )
    party_representative = forms.CharField(
        label=gettext_lazy("Legal representative or person in charge"), max_length=60, required=False
    )
    party_address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    party_phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)

    @property
    def party(self) -> dict[str, str]:
        """The stated values of the party."""
        return {name: self.cleaned_data[name] for name in PARTY if self.cleaned_data.get(name)}


class OpeningForm(PartyFields):
    """A new case; the number is given by the system."""

    procedure = forms.ChoiceField(label=gettext_lazy("Procedure"))
    field = forms.ChoiceField(
        label=gettext_lazy("Field of law"),
        required=False,
        help_text=gettext_lazy("Rules of the field apply to the case from the beginning."),
    )
    cause = forms.CharField(
        label=gettext_lazy("Cause"),
        max_length=100,
        help_text=gettext_lazy("What it is about, without names of persons."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        known: Chosen,
        packs: Shelf,
        language: Language,
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, auto_id="open_%s", initial=dict(initial or {}))
        self._today, self._language = today, language
        self.fields["procedure"].choices = [("", _("choose")), *_in_groups(known)]
        if known.fields:
            self.fields["field"].choices = [("", _("none of these")), *known.fields]
        else:
            del self.fields["field"]
        if known.evidence:
            self.fields["evidence"] = forms.MultipleChoiceField(
                label=_("Acts taken along as evidence"),
                required=False,
                choices=list(known.evidence),
                widget=forms.CheckboxSelectMultiple,
                help_text=_(
                    "Their papers, files and recordings are sealed in the new case too, the very same bytes."
                ),
            )
        if known.units:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Unit"),
                choices=list(known.units),
                initial=known.units[0][0],
                help_text=_(
                    "The case belongs to the unit that must act; the office does its own steps in it."
                ),
            )
        self._facts = known.facts
        for name, attribute in known.facts.items():
            self.fields[name] = field_of(attribute.definition, packs.words, language)
        for made in self.fields.values():
            if not isinstance(made.widget, forms.CheckboxSelectMultiple):
                css = "pl-select" if isinstance(made.widget, forms.Select) else "pl-input"
                made.widget.attrs["class"] = css

    def clean_party_number(self) -> str:
        """Its check characters; a number of digits alone may be of either kind unless the kind of party is stated."""
        said = self.cleaned_data.get("party_number") or ""
        return party_number(said, str(self.data.get("party_kind") or ""), self._today, self._language)

    def clean(self) -> dict[str, Any]:
        """Each fact as the core takes it; what it cannot take is said at its field."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in self._stated(cleaned).items():
            try:
                written_value(self._facts[name].definition, value)
            except ValueUnreadable as error:
                self.add_error(name, str(error.problem_zh))
        return cleaned

    @property
    def first_fields(self) -> list[BoundField]:
        """What is chosen first, and what the case is about."""
        return [self[name] for name in ("procedure", "cause")]

    @property
    def party_fields(self) -> list[BoundField]:
        """Whom it concerns."""
        return [self[name] for name in PARTY]

    @property
    def fact_fields(self) -> list[BoundField]:
        """Unit and field of law, and facts that nothing but the opening states."""
        first = [self[name] for name in ("unit", "field") if name in self.fields]
        return first + [self[name] for name, one in self._facts.items() if not one.set_by]

    @property
    def later_fields(self) -> list[BoundField]:
        """Facts that an act of the procedure states later, for what is known already."""
        return [self[name] for name, one in self._facts.items() if one.set_by]

    @property
    def evidence_field(self) -> BoundField | None:
        """What goes along from the case that this one follows from."""
        return self["evidence"] if "evidence" in self.fields else None

    @property
    def facts(self) -> dict[str, Value]:
        """The facts stated."""
        return self._stated(self.cleaned_data)

    def _stated(self, cleaned: Mapping[str, Any]) -> dict[str, Value]:
        return {name: cleaned[name] for name in self._facts if cleaned.get(name) not in (None, "")}
