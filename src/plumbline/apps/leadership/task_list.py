"""A list of tasks as a document holds it: the first table of a Word document, or a sheet, read row by row.

Each row names its lead unit and is a task, or says what is wrong with it and how to mend it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.errors import SheetUnreadable
from plumbline.apps.people.sheets import read_sheet
from plumbline.core.errors import InputError
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.registers.cells import Cell
from plumbline.core.registers.rows import Column, read_header, read_row
from plumbline.core.vocabulary import ValueType

STEP: Final = "set_task"
UNIT: Final = "lead_unit"
_LEAD: Final = FieldDefinition(UNIT, "牵头单位", "lead unit", ValueType.TEXT, required=True)
_NUMBER: Final = "："
"""Between a programme and the number of its task."""
_NO_BREAK: Final = "\u00a0"
_NEEDED: Final = ("evidence_wanted", "due_on")
"""Not demanded by the step's form, yet a rule wants them: a row without them would be refused at the door."""
_LARGEST_UNPACKED: Final = 100 * 1024 * 1024


class UnitUnknown(InputError):
    """A row names a unit that the register of organs does not hold."""

    zh = "牵头单位“{unit}”不在登记簿中"
    en = "the lead unit “{unit}” is not in the register"
    remedy_zh = "写登记簿中的机关名称或者编号"
    remedy_en = "write the name or number under which the register holds it"


class NumberTwice(InputError):
    """A programme's task that is set already, or stands twice in the list."""

    zh = "任务编号“{number}”已经布置"
    en = "the task “{number}” is set already"
    remedy_zh = "删去这一行，或者改用新的编号"
    remedy_en = "leave the row out, or give it a number of its own"


class PartMissing(InputError):
    """A cell that a task cannot do without."""

    zh = "{title}没有填写"
    en = "{english} is missing"
    remedy_zh = "补填{title}"
    remedy_en = "fill in {english}"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the list: its place, the unit and values of a task, the cells as received, what is wrong."""

    row: int
    organ: str
    values: Mapping[str, Value]
    cells: Mapping[str, str]
    problems: tuple[InputError, ...]


def columns() -> tuple[Column, ...]:
    """The columns of a list: the lead unit and the fields of the step that sets a task."""
    fields = shelf().docket("programme.task").procedure.steps[STEP].fields.values()
    return (Column(STEP, _LEAD), *(Column(STEP, one) for one in fields))


def read_tasks(
    name: str, data: bytes, units: Mapping[str, str], there: frozenset[str]
) -> tuple[TaskRow, ...]:
    """The rows of the list. `units`: number by number and by name; `there`: tasks set already.

    Raises SheetUnreadable, ColumnsMissing.
    """
    cells = _table(name, data) if name.lower().endswith(".docx") else read_sheet(name, data)
    if not cells:
        raise _unreadable(name, "没有表格", "there is no table in it")
    known, own = columns(), set(there)
    header = read_header(cells[0], known, STEP)
    found = []
    for place, row in enumerate(cells[1:], 2):
        read = read_row(place, row, header, known, STEP, shelf().words)
        if read is None:
            continue
        values = dict(read.values.get(STEP, {}))
        unit = str(values.pop(UNIT, "") or "")
        wrong: list[InputError] = [one.error for one in read.problems if isinstance(one.error, InputError)]
        unread = {one.field for one in read.problems}
        wrong += _lacks(values, unread, known)
        if unit and unit not in units:
            wrong.append(UnitUnknown(unit=unit))
        key = key_of(values)
        if key in own:
            wrong.append(NumberTwice(number=str(values.get("task_no", ""))))
        own.add(key)
        found.append(TaskRow(place, units.get(unit, ""), values, read.cells, tuple(wrong)))
    return tuple(found)


def key_of(values: Mapping[str, Value]) -> str:
    """A task by its programme and number, without spaces: what may be set once."""
    return "".join(_name_of(values).split())


def shown_as(values: Mapping[str, Value]) -> str:
    """What a list shows of a task: programme and number with no space that a line could break at, then its text."""
    return f"{_NO_BREAK.join(_name_of(values).split())} {values.get('task', '')}"[:100]


def key_in(shown: str) -> str:
    """The key of a task in what a list shows of it; programmes were once written into it with common spaces."""
    programme, mark, rest = shown.partition(_NUMBER)
    return "".join(f"{programme}{mark}{rest.partition(' ')[0]}".split())


def _name_of(values: Mapping[str, Value]) -> str:
    return f"{values.get('programme', '')}{_NUMBER}{values.get('task_no', '')}"


def _lacks(values: Mapping[str, Value], unread: set[str], known: Sequence[Column]) -> list[InputError]:
    titles = {one.definition.name: one.definition for one in known}
    lacking = [one for one in _NEEDED if values.get(one) is None and one not in unread]
    return [PartMissing(title=titles[one].title, english=titles[one].english) for one in lacking]


def _table(name: str, data: bytes) -> list[tuple[Cell, ...]]:
    """The first table of a Word document, as text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST_UNPACKED:
                raise _unreadable(name, "展开后过大", "it is too large when unpacked")
        tables = Document(io.BytesIO(data)).tables
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise _unreadable(name, "不是 Word 文档", "it is no Word document") from error
    return [tuple(cell.text.strip() for cell in row.cells) for row in tables[0].rows] if tables else []


def _unreadable(name: str, zh: str, en: str) -> SheetUnreadable:
    return SheetUnreadable(name=name[:80], problem_zh=zh, problem_en=en)
