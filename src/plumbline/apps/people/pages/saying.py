"""Values of register entries as people read them: organs by their names, procedures and steps by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries.colleagues import officer_names, organ_names
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.registers.cells import written_cell
from plumbline.core.vocabulary import ValueType

_ORGANS: Final = frozenset({"organ_no", "superior", "successor", "entrusting_organ"})
_PROCEDURES: Final = frozenset({"recorded_procedure", "chain_procedure", "retention_procedure"})
_STEPS: Final[Mapping[str, str]] = {"recorded_step": "recorded_procedure"}
"""Fields that name a step, and the field that names its procedure."""


class Sayer:
    """Words for the values of some entries; the names of all their organs are asked for at once."""

    def __init__(self, entries: Iterable[Mapping[str, Value]], *, numbered: bool = False) -> None:
        """`numbered`: an organ's number stands before its name, where the label calls it a number."""
        self._numbered = numbered
        self._entries = tuple(entries)
        codes = {str(one[name]) for one in self._entries for name in _ORGANS & one.keys() if one[name]}
        self._organs = organ_names(codes)
        self._people: dict[str, dict[str, str]] = {}

    def said(self, field: FieldDefinition, values: Mapping[str, Value]) -> str:
        """The value of a field in words; as it is written where nobody knows a name for it."""
        value = values.get(field.name)
        if not value or not isinstance(value, str):
            return written_cell(field, value, shelf().words, language())
        if field.name in _ORGANS:
            return self._organ(value)
        if field.type is ValueType.OFFICER:
            return self._officer(field.name, value)
        if field.name == "enforcement_field":
            return shelf().words.word("field", value, language())
        if field.name in _PROCEDURES:
            return self._procedure(value)
        if field.name in _STEPS:
            return self._step(str(values.get(_STEPS[field.name]) or ""), value)
        return written_cell(field, value, shelf().words, language())

    def _organ(self, number: str) -> str:
        name = self._organs.get(number)
        if name is None:
            return number
        return f"{number} {name}" if self._numbered else name

    def _officer(self, field: str, number: str) -> str:
        if field not in self._people:
            self._people[field] = officer_names({str(one[field]) for one in self._entries if one.get(field)})
        name = self._people[field].get(number)
        return number if name is None else f"{name} {number}"

    @staticmethod
    def _procedure(id: str) -> str:
        if id not in shelf().procedures:
            return id
        found = shelf().docket(id).procedure
        return found.title if language() == "zh" else found.english or found.title

    @staticmethod
    def _step(procedure: str, id: str) -> str:
        found = shelf().docket(procedure).step(id) if procedure in shelf().procedures else None
        if found is None:
            return id
        return found.title if language() == "zh" else found.english or found.title
