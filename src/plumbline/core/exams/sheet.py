"""Questions from a spreadsheet: which column is which, and what of a row is wrong.

A row that cannot be taken in waits with its cells as received and everything that is wrong in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plumbline.core.errors import InputError
from plumbline.core.exams.errors import QuestionUnfit
from plumbline.core.exams.question import LETTERS, Body, Kind, Wording, check_wording
from plumbline.core.law.registry import LawRegistry
from plumbline.core.registers.cells import Cell, shown
from plumbline.core.registers.rows import ColumnsMissing

KIND, TEXT, KEY, BASIS, BODIES = "题型", "题干", "答案", "依据", "适用对象"
OPTIONS: Final = tuple(f"选项{letter}" for letter in LETTERS)
TITLES: Final = (KIND, TEXT, *OPTIONS, KEY, BASIS, BODIES)
"""The columns of the template, in their order."""
_NEEDED: Final = (KIND, TEXT, KEY, BASIS)
KIND_WORDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {"单选": Kind.SINGLE, "多选": Kind.MULTIPLE, "判断": Kind.JUDGE}
)
BODY_WORDS: Final[Mapping[str, Body]] = MappingProxyType(
    {
        "通用": Body.ALL,
        "领导干部": Body.LEADING,
        "行政执法人员": Body.ENFORCEMENT,
        "审核人员": Body.REVIEW,
        "街道": Body.SUB_DISTRICT,
    }
)
_JUDGED: Final = ("正确", "错误")
_RIGHT: Final = MappingProxyType({"对": "A", "√": "A", "正确": "A", "错": "B", "×": "B", "错误": "B"})


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A row of the sheet: its place, the wording where it could be read, the cells, what is wrong."""

    row: int
    wording: Wording | None
    cells: Mapping[str, str]
    problem: InputError | None


def read_questions(rows: Sequence[Sequence[Cell]], registry: LawRegistry) -> Iterator[QuestionRow]:
    """The rows under the header. Raises ColumnsMissing."""
    header = [shown(cell).rstrip("*").strip() for cell in (rows[0] if rows else ())]
    lacking = [title for title in _NEEDED if title not in header]
    if lacking:
        raise ColumnsMissing(missing="、".join(lacking))
    for place, row in enumerate(rows[1:], 2):
        pairs = zip(header, row, strict=False)
        cells = {title: shown(cell) for title, cell in pairs if title in TITLES}
        if any(cells.values()):
            yield read_cells(place, cells, registry)


def read_cells(place: int, cells: Mapping[str, str], registry: LawRegistry) -> QuestionRow:
    """One row by its cells, read again after they were mended."""
    try:
        wording = _wording(cells)
        check_wording(wording, registry)
    except InputError as error:
        return QuestionRow(place, None, cells, error)
    return QuestionRow(place, wording, cells, None)


def _wording(cells: Mapping[str, str]) -> Wording:
    kind = KIND_WORDS.get(cells.get(KIND, "").removesuffix("题"))
    if kind is None:
        raise _unknown(KIND, cells.get(KIND, ""), KIND_WORDS)
    given = [cells.get(title, "").strip() for title in OPTIONS]
    while given and not given[-1]:
        given.pop()
    key = cells.get(KEY, "").strip().upper()
    if kind is Kind.JUDGE:
        given, key = given or list(_JUDGED), _RIGHT.get(key, key)
    bodies = []
    for word in cells.get(BODIES, "").replace("，", "、").replace(",", "、").split("、"):
        if word.strip() and word.strip() not in BODY_WORDS:
            raise _unknown(BODIES, word, BODY_WORDS)
        if word.strip():
            bodies.append(BODY_WORDS[word.strip()])
    letters = "".join(sorted(set(key.replace("、", "").replace(" ", ""))))
    return Wording(
        kind,
        cells.get(TEXT, "").strip(),
        tuple(given),
        letters,
        cells.get(BASIS, "").strip(),
        tuple(bodies) or (Body.ALL,),
    )


def _unknown(title: str, said: str, known: Mapping[str, object]) -> QuestionUnfit:
    words = "、".join(known)
    return QuestionUnfit(
        problem_zh=f"{title}“{said}”不在可选范围内",
        problem_en=f"{title} “{said}” is none of the choices",
        mend_zh=f"可选：{words}",
        mend_en=f"choose: {words}",
    )
