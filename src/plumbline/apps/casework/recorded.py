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
from plumbline.core.recording.spans import Asked, asked, owed_at_end
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
    field, alone = step.fields.get(FILMED), [one for one in rows if not one.until]
    if alone and field is not None and field.type is ValueType.BOOL:
        values[FILMED] = any(one.means == AUDIO_VIDEO for one in alone)
    return dataclasses.replace(act, values=values, beside={**act.beside, LISTED: written_listed(rows)})


def is_excused(act: Act) -> bool:
    """Whether a reason is stated for a recording that is not there."""
    said = act.beside.get(UNRECORDED)
    return isinstance(said, Mapping) and bool(said.get("reason"))


def recordings_owed(
    file: CaseFile, judged: Record, rows: Sequence[ListedStep], now: int, *, excused: bool
) -> list[Hindrance]:
    """What the list asks and the act does not carry, and what is open of a span that the act ends.

    With a stated reason it does not stop the act.
    """
    case = file.history.folded(now)
    ended = (owed_at_end(one, case, judged) for one in spans_to_end(file, judged.step, now))
    found = [*owed(judged, rows), *(one for one in ended if one is not None)]
    return [dataclasses.replace(one, blocks=not excused) for one in found]


def spans_to_end(file: CaseFile, step: str, now: int) -> list[Asked]:
    """The spans that an act of the step would end."""
    return [
        one
        for one in asked(file.history.sealed, file.history.folded(now))
        if one.closer is None and one.until == step
    ]
