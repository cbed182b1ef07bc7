"""What the organ's recording list asks of an act at the desk, and the reason where it was not recorded.

What was asked, and why it is not there, is sealed with the act: the list of another day changes nothing about it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.people.queries.recording_lists import listed_steps
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.reserved import LISTED, UNRECORDED
from plumbline.core.facts.record import Record, Value
from plumbline.core.procedures.definition import Step
from plumbline.core.recording.listed import AUDIO_VIDEO, FILMED, ListedStep, owed, written_listed
from plumbline.core.vocabulary import ValueType


def listed_for(file: CaseFile, step: Step, day: int) -> tuple[ListedStep, ...]:
    """The rows of the organ's list for a step of the case on a day."""
    opening = file.history.opening
    return listed_steps(opening.organ, opening.procedure, step.id, day)


def with_listed(act: Act, step: Step, rows: Sequence[ListedStep]) -> Act:
    """The act with what the list asks of it; whether it is listed is the list's to say, not the form's."""
    if not rows:
        return act
    values: dict[str, Value] = dict(act.values)
    field = step.fields.get(FILMED)
    if field is not None and field.type is ValueType.BOOL:
        values[FILMED] = any(one.means == AUDIO_VIDEO for one in rows)
    return dataclasses.replace(act, values=values, beside={**act.beside, LISTED: written_listed(rows)})


def is_excused(act: Act) -> bool:
    """Whether a reason is stated for a recording that is not there."""
    said = act.beside.get(UNRECORDED)
    return isinstance(said, Mapping) and bool(said.get("reason"))


def recordings_owed(judged: Record, rows: Sequence[ListedStep], *, excused: bool) -> list[Hindrance]:
    """What the list asks and the act does not carry; with a stated reason it does not stop the act."""
    return [dataclasses.replace(one, blocks=not excused) for one in owed(judged, rows)]
