"""Interleaved rounds: the things to compare take turns, step by step, so that a busy machine slows all alike."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Step = Callable[[], None]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Ratio:
    """`ours` against `peer`, each round's median step; `value` above 1 means ours is faster."""

    name: str
    value: float
    low: float
    high: float
    target: str
    note: str = ""

    def row(self) -> str:
        """A row of the table."""
        return f"| {self.name} | {self.value:.2f} | {self.low:.2f}–{self.high:.2f} | {self.target} | {self.note} |"


HEAD = "| what | ratio | spread | wanted | |\n|---|---|---|---|---|"


def spent_by(others: Sequence[int]) -> float:
    """Seconds of processor time of this process and these others: other work on the machine counts less in it."""
    clocks = [(~pid << 3) | 2 for pid in others]  # Linux's number for the clock of another process
    return time.process_time() + sum(map(time.clock_gettime, clocks))


def medians(
    steps: Mapping[str, Step], rounds: int, count: int, clock: Clock = time.perf_counter
) -> list[dict[str, float]]:
    """For each round the median seconds of one step by `clock`, the steps taking turns `count` times.

    The order of each turn is chance: in a fixed one a step may always meet the disk while it is busy with another's.
    """
    chance, found = random.Random(1), []
    for _ in range(rounds):
        taken: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(count):
            for name, step in chance.sample(list(steps.items()), len(steps)):
                begun = clock()
                step()
                taken[name].append(clock() - begun)
        found.append({name: statistics.median(times) for name, times in taken.items()})
    return found


def ratio(
    name: str, rounds: list[dict[str, float]], ours: str, peer: str, target: str, times: float = 1.0
) -> Ratio:
    """How many times as fast `ours` is as `peer`; `times` for steps that do so many times as much work."""
    values = sorted(one[peer] / one[ours] * times for one in rounds)
    last = rounds[-1]
    note = f"{ours} {_shown(last[ours])}, {peer} {_shown(last[peer])}"
    return Ratio(name, statistics.median(values), values[0], values[-1], target, note)


def _shown(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs" if seconds < 0.01 else f"{seconds * 1e3:.1f} ms"
