"""A case in both languages at once: names of steps, fields, persons and records, typed values by the packs' words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from plumbline.apps.case_file.plain_words import Label, Said, moment_shown, plain
from plumbline.apps.casework.pages.record_parts import whole_value
from plumbline.apps.casework.pages.speaking import Speaker, name_in
from plumbline.apps.people.queries.colleagues import (
    officer_names,
    organ_names,
    registered_names,
    signing_names,
)
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.reserved import BY_SOURCE, SUBMIT
from plumbline.core.cases.reserved_words import field_words, step_words
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

ZH, EN = "zh-hans", "en"
UNREADABLE: Final = (PlumblineError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError)
"""What a value of a record that is not as the packs know it raises: it is then shown as it stands."""


class Voices:
    """Two speakers over one case. Without `persons` nobody is named: numbers stay as the records have them."""

    def __init__(self, docket: Docket, records: Iterable[Record], *, persons: bool = True) -> None:
        self.docket = docket
        self.records: Mapping[str, Record] = {one.id: one for one in records}
        self._zh, self._en = Speaker(docket, 0, "zh"), Speaker(docket, 0, "en")
        self._persons = persons
        self._names: dict[str, str] = {}
        self._organs: dict[str, str] = {}
        self._know({who for one in self.records.values() for who in _people(one)})

    def both(self, say: Callable[[Speaker], str], record: str = "") -> Said:
        """The same said in both languages."""
        with override(ZH):
            zh = say(self._zh)
        with override(EN):
            en = say(self._en)
        return Said(zh, en, record)

    def each(self, say: Callable[[Speaker], Iterable[str]]) -> tuple[Said, ...]:
        """Several things said in both languages."""
        with override(ZH):
            zh = list(say(self._zh))
        with override(EN):
            en = list(say(self._en))
        return tuple(Said(*pair) for pair in zip(zh, en, strict=True))

    def step(self, step: str) -> Label:
        """What an act is called; the id where the procedure does not know it."""
        known = self.docket.step(step)
        pair = (known.title, known.english or known.title) if known else (step, step)
        return Label(*(step_words(step) or pair))

    def definition(self, record: Record, name: str) -> FieldDefinition | None:
        """How the pack knows a field of a record; of a submission, that of the act that is submitted."""
        step = self.docket.step(str(record.fields.get("step")) if record.step == SUBMIT else record.step)
        return step.fields.get(name) if step else None

    def field(self, record: Record, name: str) -> Label:
        """What a field of a record is called; the id where neither the pack nor the system knows it."""
        pair = field_words(record.step, name)
        if pair is None and (known := self.definition(record, name)):
            pair = known.title, known.english or known.title
        return Label(*(pair or (name, name)))

    def typed(self, definition: FieldDefinition | None, value: Json) -> Said:
        """A typed value in words, as it stands where it is not of its type."""
        if definition is None:
            return (
                self.both(lambda speak: str(_("yes") if value else _("no")))
                if isinstance(value, bool)
                else plain(value)
            )
        if not isinstance(value, str | int):  # a bool among them; money and days are text
            return plain(value)
        if definition.type is ValueType.OFFICER and isinstance(value, str):
            return self.person(value)
        try:
            return self.both(lambda speak: whole_value(speak, definition, value))
        except UNREADABLE:
            return plain(value)

    def person(self, key: str) -> Said:
        """A name, with the number of who stands in the register; the title of a source; who has no account in words."""
        self._know({key})
        return plain(name) if (name := self._names.get(key)) else self.both(lambda speak: name_in({}, key))

    def named(self, record: str) -> Said:
        """A record of the case by its step and time; the id of one that stands elsewhere."""
        one = self.records.get(record)
        if one is None:
            return Said(record, record)
        step, when = self.step(one.step), moment_shown(one.at)
        return Said(f"{step.zh} {when}", step.en, record)

    def organ(self, code: str) -> str:
        """Name and code; the code of an organ that is not registered."""
        if code not in self._organs:
            self._organs[code] = organ_names({code}).get(code, "")
        return f"{self._organs[code]}（{code}）" if self._organs[code] else code

    def _know(self, keys: set[str]) -> None:
        new = keys - self._names.keys()
        if not new:
            return
        sources = {key for key in new if key.startswith(BY_SOURCE)}
        found = _named(new - sources) if self._persons else {}
        title: Callable[[str], str] = import_string(settings.SOURCE_TITLE)
        found |= {key: title(key.removeprefix(BY_SOURCE)) for key in sources}
        self._names |= dict.fromkeys(new, "") | found


def _named(keys: set[str]) -> dict[str, str]:
    """Names with the officer's number, as the register has them; the key of a mere account tells a reader nothing."""
    names, accounts = officer_names(keys) | registered_names(keys), signing_names(keys)
    told = {key: accounts.get(key, key) if accounts.get(key) != key else "" for key in keys & names.keys()}
    return {key: f"{names[key]}（{number}）" if number else names[key] for key, number in told.items()}


def _people(record: Record) -> Iterable[str]:
    yield record.entered_by
    yield from (one.officer for one in record.by)
