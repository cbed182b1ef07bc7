"""Ratios of times, measured in interleaved rounds so that a busy machine slows both sides alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Task = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How often longer (or, `at_least`, how often shorter) something took than what it is measured against.

    With a `unit` it is no ratio but a size of its own.
    """

    name: str
    samples: tuple[float, ...]
    limit: float
    aim: float | None = None
    at_least: bool = False
    unit: str = "×"
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the rounds."""
        return statistics.median(self.samples)

    def met(self, slack: float = 1.0) -> bool:
        """Whether the median keeps the limit; `slack` loosens it."""
        return self.median * slack >= self.limit if self.at_least else self.median <= self.limit * slack

    def row(self) -> str:
        """A row of the Markdown table."""
        sign = "≥" if self.at_least else "≤"
        aim = "" if self.aim is None else f"{sign} {self.aim:g}"
        low, high = min(self.samples), max(self.samples)
        verdict = "yes" if self.met() else "**no**"
        return (
            f"| {self.name} | **{self.median:.3g} {self.unit}** | {low:.3g}-{high:.3g} ({len(self.samples)}) "
            f"| {sign} {self.limit:g} {self.unit} | {aim} | {verdict} | {self.note} |"
        )


HEAD = "\n".join(
    (
        "| line | median | spread (rounds) | goal | half of it | kept | note |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
)


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A line that this run could not measure, and why."""

    name: str
    why: str

    def met(self, slack: float = 1.0) -> bool:
        """Nothing was missed."""
        return True

    def row(self) -> str:
        """A row of the Markdown table."""
        return f"| {self.name} | not measured | | | | | {self.why} |"


Line = Ratio | NotMeasured


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of every task in every round, by the clock and of processors."""

    seconds: dict[str, list[float]]
    processor: dict[str, list[float]]

    def against(self, name: str, floor: str) -> tuple[float, ...]:
        """The ratio of two tasks in each round."""
        mine, other = self.seconds[name], self.seconds[floor]
        return tuple(a / b for a, b in zip(mine, other, strict=True))

    def used(self, name: str, floor: str) -> tuple[float, ...]:
        """The same in processor time, for what one process does."""
        mine, other = self.processor[name], self.processor[floor]
        return tuple(a / b for a, b in zip(mine, other, strict=True))

    def told(self, name: str, floor: str) -> str:
        """The medians of two tasks in seconds, and what their ratio is in processor time."""
        ratio = statistics.median(self.processor[name]) / statistics.median(self.processor[floor])
        return f"{self.middle(name):.3g} s and {self.middle(floor):.3g} s; in processor time {ratio:.3g} ×"

    def middle(self, name: str) -> float:
        """The median seconds of a task."""
        return statistics.median(self.seconds[name])


def interleaved(
    tasks: Mapping[str, Task], rounds: int, spent: Callable[[], float] = time.process_time
) -> Taken:
    """Every task in every round; the order turns around each time, and one round before warms up.

    A task that gives a float tells its seconds itself. `spent` says how much processor time was used so far.
    """
    taken = Taken({name: [] for name in tasks}, {name: [] for name in tasks})
    for task in tasks.values():
        task()
    names = list(tasks)
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            begun, used = time.perf_counter(), spent()
            told = tasks[name]()
            seconds = time.perf_counter() - begun
            taken.seconds[name].append(told if isinstance(told, float) else seconds)
            taken.processor[name].append(spent() - used)
    return taken
