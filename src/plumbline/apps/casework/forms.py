"""Forms made from the pack: the fields of a step, with the words and hints that its rules give them.

A field that the pack requires is required; a field that a blocking rule reads says which rule, so that a person knows
beforehand what will be asked. Values leave the form typed as the core wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.discretion_form import DiscretionForm
from plumbline.apps.casework.form_fields import field_of
from plumbline.apps.casework.form_papers import PapersForm
from plumbline.apps.casework.service_form import ServiceForm
from plumbline.apps.goods.thing_choice import ThingChoiceForm
from plumbline.apps.goods.thing_rows import ThingRowsForm
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.moments import local_minute, moment_of
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ValueUnreadable
from plumbline.core.cases.field_values import written_value
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.facts.record import Record, Value
from plumbline.core.ledger.moment import Moment
from plumbline.core.procedures.definition import Step
from plumbline.core.procedures.document_kind import DocumentKind
from plumbline.core.procedures.words import ChoiceWords
from plumbline.core.recording.listed import ListedStep
from plumbline.core.recording.spans import Asked
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import Field, walk
from plumbline.core.rules.rule import Carries

PREFIX = "f_"
"""Names of the step's own fields, so that they never meet the names of the form itself."""


class ActForm(PapersForm):
    """One act: when, until when, who else, the step's fields, the papers made, the things it is about."""

    discretion: DiscretionForm | None = None
    service: ServiceForm | None = None
    things: ThingRowsForm | ThingChoiceForm | None = None
    at = forms.CharField(label=gettext_lazy("When it happened"))
    until = forms.CharField(label=gettext_lazy("Until"), required=False)
    day_only = forms.BooleanField(label=gettext_lazy("Only the day is known, not the time"), required=False)
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Acted together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Each confirms with their own login; until then the act counts as not confirmed."
        ),
    )
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("Papers made"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    at_begun = forms.CharField(widget=forms.HiddenInput, required=False)
    """The time that the form began with: whether a kept draft states another on purpose."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        docket: Docket,
        step: Step,
        words: ChoiceWords,
        language: Language,
        colleagues: Sequence[tuple[str, str]] = (),
        kinds: Sequence[DocumentKind] = (),
        initial: dict[str, Any] | None = None,
        listed: Sequence[ListedStep] = (),
        ends: Sequence[Asked] = (),
    ) -> None:
        demanded: list[ListedStep | Asked] = [*listed, *ends]
        told = tuple((one.means, one.starts, one.ends, one.version) for one in demanded)
        key = (id(docket), step.id, language, *map(id, kinds), *told)
        made = _MADE.get(key, lambda: _made(docket, step, words, language, kinds, demanded))
        self.base_fields = made.fields
        super().__init__(data, files, initial=initial, auto_id="act_%s")
        self.step, self.kinds, self.listed_words = step, tuple(kinds), made.listed_words
        self._empty = made.empty
        self.recording_kinds = _recordings(step, demanded)
        if colleagues:
            self.own("others").choices = list(colleagues)
        else:
            del self.fields["others"]

    def is_valid(self) -> bool:
        """Whether the fields of the act and those of its things hold what they should."""
        of_things = self.things is None or self.things.is_valid()
        is_attested = "attest" in self.data
        weighed = self.discretion is None or self.discretion.is_valid() or is_attested
        is_served = self.service is None or self.service.is_valid()
        return super().is_valid() and of_things and weighed and is_served

    def _clean_fields(self) -> None:
        """As Django's, but that what came empty is read as every empty field of its kind is."""
        for name, field in self.fields.items():
            sent = field.widget.value_from_datadict(self.data, self.files, name)
            if not sent and name in self._empty:
                value = self._empty[name]
                self.cleaned_data[name] = list(value) if isinstance(value, list) else value
                continue
            try:
                self.cleaned_data[name] = field.clean(sent)
                if own := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = own()
            except ValidationError as error:
                self.add_error(name, error)

    def own(self, name: str) -> Any:
        """A field of this form alone, to be changed; all others are shared by the forms of the step."""
        self.fields[name] = deepcopy(self.fields[name])
        return self.fields[name]

    def clean_at(self) -> Moment:
        """When it happened, to the minute or the day."""
        return moment_of(self.cleaned_data["at"])

    def clean_until(self) -> Moment | None:
        """When it ended."""
        text = self.cleaned_data.get("until")
        return moment_of(text) if text else None

    def clean(self) -> dict[str, Any]:
        """Each value as the core takes it; what it cannot take is said at its field."""
        cleaned: dict[str, Any] = super().clean() or {}
        for definition in self.step.fields.values():
            value = cleaned.get(PREFIX + definition.name)
            if value not in (None, "") and not definition.personal:
                try:
                    written_value(definition, value)
                except ValueUnreadable as error:
                    self.add_error(PREFIX + definition.name, str(error.problem_zh))
        if cleaned.get("day_only"):  # the control for day and time wants a time, whatever it is
            days = {name: cleaned[name].value[:10] for name in ("at", "until") if cleaned.get(name)}
            cleaned |= {name: Moment(day, "day") for name, day in days.items()}
        self.check_recordings()
        return cleaned

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The visible fields of the act itself; papers, recordings and files are drawn behind them."""
        return [bound for bound in self.visible_fields() if not self.is_special(bound.name)]

    @property
    def values(self) -> dict[str, Value]:
        """The stated values of fields that are not personal."""
        return dict(self._stated(personal=False))

    @property
    def personal(self) -> dict[str, str]:
        """The stated values of personal fields."""
        return {name: str(value) for name, value in self._stated(personal=True)}

    def _stated(self, *, personal: bool) -> Iterable[tuple[str, Value]]:
        for name, definition in self.step.fields.items():
            value = self.cleaned_data.get(PREFIX + name)
            if value not in (None, "") and definition.personal is personal:
                yield name, value


class _Shared(dict[str, forms.Field]):
    """Fields that a form does not copy for itself, as Django would: most are never changed, only read and drawn."""

    def __deepcopy__(self, _memo: object) -> dict[str, forms.Field]:
        return dict(self)


@dataclass(frozen=True, slots=True)
class _Made:
    """The fields of a step's form, and what each that is not required reads from nothing; `of` holds what its key
    names, so that no identity can pass to another.
    """

    of: object
    fields: dict[str, Any]
    empty: dict[str, Any]
    listed_words: str


_MADE: Kept[_Made] = Kept(1024)


def _made(
    docket: Docket,
    step: Step,
    words: ChoiceWords,
    language: Language,
    kinds: Sequence[DocumentKind],
    demanded: Sequence[ListedStep | Asked],
) -> _Made:
    form = PapersForm()
    fields = form.fields = deepcopy(ActForm.declared_fields)
    for name in ("at", "until"):
        fields[name].widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    if step.documents:
        fields["papers"].choices = [(kind, kind) for kind in step.documents]
    else:
        del fields["papers"]
    hints = _hints(docket, step, language, kinds)
    for definition in step.fields.values():
        made = fields[PREFIX + definition.name] = field_of(definition, words, language)
        made.help_text = hints.get(definition.name, "")
    form.add_papers(kinds)
    form.add_recordings(_recordings(step, demanded))
    form.add_reason(demanded, language)
    if not docket.procedure.alone:
        form.add_files()
    for made in fields.values():
        if not isinstance(made.widget, forms.CheckboxSelectMultiple | forms.HiddenInput | forms.FileInput):
            css = "pl-select" if isinstance(made.widget, forms.Select) else "pl-input"
            made.widget.attrs.setdefault("class", css)
    empty = {
        name: made.clean(made.widget.value_from_datadict({}, {}, name))
        for name, made in fields.items()
        if not made.required and not hasattr(ActForm, f"clean_{name}")
    }
    return _Made((docket, tuple(kinds)), _Shared(fields), empty, form.listed_words)


def _hints(docket: Docket, step: Step, language: Language, kinds: Sequence[DocumentKind]) -> dict[str, str]:
    """What stands under the fields: what rules say of them, the papers they stand in."""
    hints = rule_hints(docket, step, language)
    for kind in kinds:
        paper = kind.title if language == "zh" else kind.english or kind.title
        hints |= {
            name: " ".join(filter(None, (hints.get(name), _("Stands in “{paper}”.").format(paper=paper))))
            for name in kind.needs
        }
    return hints


def _recordings(step: Step, demanded: Iterable[ListedStep | Asked]) -> tuple[str, ...]:
    """The recordings that the form takes: those that the pack knows for the step, and those that are asked for."""
    asked = [one.means for one in demanded if one.means != "text"]
    return tuple(dict.fromkeys([*step.recordings, *asked]))


_HINTS: Kept[tuple[Docket, dict[str, str]]] = Kept(1024)
"""Each value holds the docket of its key, so that its identity cannot pass to another."""


def rule_hints(docket: Docket, step: Step, language: Language) -> dict[str, str]:
    """For each field of a step, what the blocking rules that read it say."""
    return dict(
        _HINTS.get((id(docket), step.id, language), lambda: (docket, _rule_hints(docket, step, language)))[1]
    )


def _rule_hints(docket: Docket, step: Step, language: Language) -> dict[str, str]:
    found: dict[str, set[tuple[int, str]]] = {}
    for rule_id in docket.guards.get(step.id, ()):
        rule = docket.versions[rule_id][-1]
        if not rule.blocks:
            continue
        names = {n.name for one in expressions(rule) for n in walk(one) if isinstance(n, Field)}
        if isinstance(rule.body, Carries):
            names |= set(rule.body.fields)
        for name in names & step.fields.keys():
            says = rule.says if language == "zh" else rule.english or rule.says
            found.setdefault(name, set()).add((rule.to_day, says))
    stop = "；" if language == "zh" else "; "
    return {
        name: stop.join(_dated(says, docket.procedure.to_day, language)[:2]) for name, says in found.items()
    }


def _dated(says: Iterable[tuple[int, str]], last: int, language: Language) -> list[str]:
    """What holds today, then what held and was worded otherwise, with its last day: an act of those days may be
    entered still, and nobody takes it for the law of today.
    """
    now = sorted({text for to_day, text in says if to_day >= last})
    before = sorted({(text, to_day) for to_day, text in says if to_day < last and text not in now})
    until = "{text}（施行至{day}）" if language == "zh" else "{text} (in force until {day})"
    return now + [until.format(text=text, day=date_of(to_day).isoformat()) for text, to_day in before]


def initial_of(step: Step, record: Record) -> dict[str, Any]:
    """What a correction begins with: the record as it stands."""
    found: dict[str, Any] = {PREFIX + name: record.fields.get(name) for name in step.fields}
    found["at"] = local_minute(record.instant)
    if (record.end_day, record.end_instant) != (record.day, record.instant):
        found["until"] = local_minute(record.end_instant)
    found["day_only"] = not record.precise
    found["papers"] = list(record.documents or ())
    found["others"] = [one.officer for one in record.by or ()]
    return found


class ReasonForm(forms.Form):
    """Why: a reason of at least a few words."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "pl-input"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
