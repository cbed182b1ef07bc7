"""Data that comes in from files: what waits for mending, and how far a long piece of work is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.part import Act, Link, Part


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A row set aside. The value as received is `before` + `wrong` + `after`, the wrong part marked."""

    line: str
    name: str
    column: str
    reason: str
    mend: str
    wrong: str
    before: str = ""
    after: str = ""
    act: Link | None = None
    note: str = ""
    """What was decided about the row, under the reason."""
    choice: str = ""
    """Value under which the row is chosen, at the first of its lines."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class QuarantineTable(Part):
    """待改数据: «执法人员.xlsx：已导入 4,960 行，待改 40 行»."""

    template: ClassVar[str] = "quarantine_table.html"
    summary: str
    rows: Sequence[WrongValue]
    acts: Sequence[Act] = ()
    name_label: str = ""
    """What the names of rows are, where they are not those of persons or organs."""
    title: str = ""
    """What the list is, where it is not data to be mended."""
    choosing: str = ""
    """The form whose `chosen` rows of the table are; empty where nobody chooses any."""


@dataclass(frozen=True, slots=True)
class Progress(Part):
    """What runs, row n of m, and time left. `url` is asked again until the work is done; empty when it is.

    Nothing of m is known (0) while the work waits for its turn.
    """

    template: ClassVar[str] = "progress.html"
    key: str
    what: str
    done: int
    total: int
    left: str = ""
    url: str = ""
    note: str = ""
    """Where the result will stand; «My work» where nothing else is said."""
    rows: bool = True
    """Whether rows are counted; else the percentage alone is told."""
    goes_on: bool = False
    """Work is left after the last row: it has ended when the page no longer shows it."""

    @property
    def finished(self) -> bool:
        return self.done >= self.total > 0 and not self.goes_on

    @property
    def has_begun(self) -> bool:
        return self.total > 0

    @property
    def done_text(self) -> str:
        return count(self.done)

    @property
    def total_text(self) -> str:
        return count(self.total)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
