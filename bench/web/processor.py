"""Processor time of a process and of all that it started, from /proc: what a request costs, whoever else works."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")


def spent(root: int) -> float:
    """Seconds of processor time of the process and its descendants that live."""
    found = {pid: row for pid, row in map(_row, _pids()) if row is not None}
    wanted, total = [root], 0.0
    while wanted:
        parent = wanted.pop()
        if parent in found:
            total += found[parent][1]
        wanted += [pid for pid, (above, _time) in found.items() if above == parent]
    return total


def _pids() -> list[int]:
    return [int(one.name) for one in Path("/proc").iterdir() if one.name.isdecimal()]


def _row(pid: int) -> tuple[int, tuple[int, float] | None]:
    """Parent and processor time; None for a process that ended meanwhile."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return pid, None
    return pid, (int(values[1]), (int(values[11]) + int(values[12])) * _TICK)
