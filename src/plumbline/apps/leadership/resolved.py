"""What a meeting resolved or a training must better, and the task that each of them became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.leadership.policies import SET_TASKS
from plumbline.apps.leadership.queries import TASK, items
from plumbline.apps.leadership.task_list import key_in, key_of
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.core.authority.access import visible
from plumbline.core.authority.person import Person
from plumbline.core.errors import InputError
from plumbline.core.facts.record import Value

EVIDENCE: Final = "落实情况报告及佐证材料"
"""What a task asks for where the resolution names no evidence: rules want a task to name some."""


@dataclass(frozen=True, slots=True)
class Source:
    """A step whose acts become tasks: its fields of number, text and unit; programme and kind that tasks are given."""

    step: str
    number: str
    text: str
    unit: str
    programme: str
    kind: str


SOURCES: Final = {
    "committee.meeting": Source(
        "resolve", "resolution_no", "task", "lead_unit", "会议议定事项", "resolution"
    ),
    "training.session": Source("improve", "measure_no", "measure", "unit", "培训改进措施", "measures"),
}
"""By procedure: what is resolved in its cases for units to do."""


class NothingToSet(InputError):
    """The case is none whose resolutions or measures become tasks."""

    zh = "只有议事协调会议的议定事项和培训的改进措施可以转为任务"
    en = "only what a coordination meeting resolved, or a training must better, becomes tasks"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution: its number, the unit as it was written, the number of that unit, the task it became.

    `organ` is empty where the register holds no such unit, `task` where no task was set yet.
    """

    number: str
    unit: str
    organ: str
    values: Mapping[str, Value]
    task: str

    @property
    def waits(self) -> bool:
        """Whether a task can be set for it now."""
        return bool(self.organ) and not self.task and self.values.get("due_on") is not None


def resolutions(person: Person, file: CaseFile, today: int) -> tuple[Resolution, ...]:
    """The resolutions of a case as corrected last, in their order, as far as the person sees units and tasks.

    Raises NothingToSet for a case of another procedure.
    """
    source = SOURCES.get(file.history.opening.procedure)
    if source is None:
        raise NothingToSet()
    organs = organs_in(visible(person, SET_TASKS, today))
    units = {code: code for code, _name in organs} | {name: code for code, name in organs}
    there = {key_in(one.line.cause): one.line.case for one in items(person, TASK, today)}
    found = []
    latest = max((one.recorded_at for one in file.history.acts), default=0)
    for act in file.history.folded(latest).by_step.get(source.step, ()):
        values = _task_of(file, source, act.fields)
        unit = str(act.fields.get(source.unit) or "").strip()
        number = str(act.fields.get(source.number) or "")
        found.append(Resolution(number, unit, units.get(unit, ""), values, there.get(key_of(values), "")))
    return tuple(found)


def _task_of(file: CaseFile, source: Source, resolved: Mapping[str, Value]) -> dict[str, Value]:
    opening = file.history.opening
    return {
        "programme": f"{opening.number}{source.programme}".replace(" ", ""),
        "programme_kind": source.kind,
        "task_no": resolved.get(source.number),
        "task": resolved.get(source.text),
        "evidence_wanted": EVIDENCE,
        "due_on": resolved.get("due_on"),
    }
