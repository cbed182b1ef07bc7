"""What the records of a case say, in words, for the open search: answers as people read them, nothing of the machine.

A choice is indexed by its word, so that what a search shows of a record is what its page shows. Names of records,
files and instants are left out: nobody looks for them, and beside a hit they would be noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import read_opening
from plumbline.core.cases.reserved import SUBMIT
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

_CODE: Final = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")
"""How packs write steps, answers, roles and procedures; a text that a person typed into a field is never read so."""
_MACHINE: Final = re.compile(
    r"(?:sha256:)?[0-9a-f]{32,64}|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?|.{0,80}-[0-9a-f]{16,64}"
)
"""Names of records and files, instants."""


def said_of(records: Sequence[Record]) -> Iterator[str]:
    """Every text of the records of one case, in their order; raises NotOpened, PackErrors."""
    opening = read_opening(records)
    docket = shelf().docket(opening.procedure, opening.field, opening.division or None)
    named = {one.id for one in records} | {opening.case}
    for record in records:
        for text in _said(docket, record):
            if text not in named and not _MACHINE.fullmatch(text):
                yield text


def _said(docket: Docket, record: Record) -> Iterator[str]:
    step = docket.step(record.step)
    fields = dict(record.fields)
    values = fields.pop("values", None) if record.step == SUBMIT else None
    yield from _words(docket, fields, step.fields if step else {})
    if isinstance(values, Mapping):
        wanted = docket.step(str(fields.get("step", "")))
        yield from _words(docket, values, wanted.fields if wanted else {})


def _words(docket: Docket, values: Mapping[str, Json], known: Mapping[str, FieldDefinition]) -> Iterator[str]:
    attributes = docket.procedure.attributes
    for name, value in values.items():
        definition = known.get(name)
        if definition is None and name in attributes:
            definition = attributes[name].definition
        if isinstance(value, str):
            yield from _word(docket, name, value, definition)
        elif isinstance(value, Mapping):
            yield from _words(docket, value, known if name == "values" else {})
        elif isinstance(value, list | tuple):
            for part in value:
                inner = part if isinstance(part, Mapping) else {name: part}
                yield from _words(docket, inner, known if definition is not None else {})


def _word(docket: Docket, name: str, value: str, definition: FieldDefinition | None) -> Iterator[str]:
    """A text as it is; a code as its word, or as the step that it names, and else not at all."""
    free = definition is not None and definition.type is not ValueType.CHOICE
    if free or not _CODE.fullmatch(value):
        yield value
    elif (word := shelf().words.word(name, value)) != value:
        yield word
    elif (step := docket.step(value)) is not None:
        yield step.title
