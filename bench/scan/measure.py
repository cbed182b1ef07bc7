"""Ratios of times, measured in interleaved rounds so that a busy machine slows both sides alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
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


HEAD = "| line | median | spread (rounds) | goal | half of it | kept | note |\n| --- | --- | --- | --- | --- | --- | --- |"


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


def timed(task: Task) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun


def interleaved(tasks: Mapping[str, Task], rounds: int) -> dict[str, list[float]]:
    """Seconds of every task in every round; the order turns around each time, and one round before warms up.

    A task that gives a float tells its seconds itself.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    names = list(tasks)
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            begun = time.perf_counter()
            told = tasks[name]()
            taken[name].append(told if isinstance(told, float) else time.perf_counter() - begun)
    return taken


def against(times: Mapping[str, Sequence[float]], name: str, floor: str) -> tuple[float, ...]:
    """The ratio of two tasks in each round."""
    return tuple(a / b for a, b in zip(times[name], times[floor], strict=True))


def middle(times: Mapping[str, Sequence[float]], name: str) -> float:
    """The median seconds of a task."""
    return statistics.median(times[name])
