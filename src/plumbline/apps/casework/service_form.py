"""The part of a form on how a paper is served: the method where the pack does not ask for it, its day, its proof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.serving import announced_on
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.moments import DayField
from plumbline.core.cases.reserved import SERVICE
from plumbline.core.cases.serving import METHOD, Served, read_served, serves
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step
from plumbline.core.procedures.service import PROOFS, ServiceMethod

CALLED = "s"


class ServiceForm(forms.Form):
    """Nothing in it is required of the form: the door says what is lacking, with its article."""

    method = forms.ChoiceField(label=gettext_lazy("Method of service"), required=False)
    day = DayField(
        label=gettext_lazy("Day on which the proof or the notice is dated"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "pl-input"}),
        help_text=gettext_lazy("Left empty: the day on which it happened."),
    )
    proof = forms.MultipleChoiceField(
        label=gettext_lazy("Proof in the file"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, step: Step, language: Language, initial: Mapping[str, Any]) -> None:
        super().__init__(data, prefix=CALLED, auto_id="%s", initial=dict(initial))
        chinese, methods = language == "zh", shelf().service
        self.fields["method"].choices = [
            ("", _("choose")),
            *((one.id, one.title if chinese else one.english) for one in methods.values()),
        ]
        self.fields["method"].widget.attrs["class"] = "pl-select"
        if METHOD in step.fields:
            del self.fields["method"]
        wanted = dict.fromkeys(proof for one in methods.values() for proof in (*one.proof, *one.one_of))
        self.fields["proof"].choices = [(one, one if chinese else PROOFS[one]) for one in wanted]

    @property
    def methods(self) -> list[ServiceMethod]:
        """Every lawful method, for whoever chooses."""
        return list(shelf().service.values())

    def stated(self, own: object) -> Served | None:
        """What is sealed with the act; `own` is the method where the pack asks for it."""
        said = self.cleaned_data
        method = str(own or said.get("method") or "")
        return Served(method, said.get("day"), tuple(said.get("proof") or ())) if method else None


def service_form(
    file: CaseFile,
    step: Step,
    language: Language,
    data: Any,
    typed: Mapping[str, list[str]] | None = None,
    corrects: Record | None = None,
) -> ServiceForm | None:
    """The form of a step that serves a paper; None for any other. What was typed before, or what a record that is
    corrected says, is in it; else the day of a notice that the case holds.
    """
    if not serves(step):
        return None
    kept = typed or {}
    known = read_served(corrects.fields.get(SERVICE)) if corrects else None
    initial: dict[str, Any] = {
        "method": (kept.get(f"{CALLED}-method") or [known.method if known else ""])[0],
        "day": (kept.get(f"{CALLED}-day") or [""])[0] or (known.day if known else None),
        "proof": kept.get(f"{CALLED}-proof") or (known.proof if known else ()),
    }
    form = ServiceForm(data, step=step, language=language, initial=initial)
    if (day := announced_on(file)) is not None:
        said = _("Left empty: the day on which it happened; of a notice, {day}, when it was issued.")
        form.fields["day"].help_text = said.format(day=form.fields["day"].prepare_value(day))
    return form


def typed_service(record: Record) -> dict[str, list[str]]:
    """What a record says of how it was served, as the form sent it."""
    known = read_served(record.fields.get(SERVICE))
    if known is None:
        return {}
    day = date_of(known.day).isoformat() if known.day is not None else ""
    return {
        f"{CALLED}-method": [known.method],
        f"{CALLED}-day": [day],
        f"{CALLED}-proof": list(known.proof),
    }
