"""The line of memory: the check of a large file as a user runs it, and the most that its processes held together."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from district import pool_of, write_files
from measure import Line, NotMeasured, Ratio
from scan_lines import Place

from plumbline.site.demo.draft import NOW

POOL = 4_000
EVERY = 0.1
NAME = "most memory of `plumbline check`, all its processes"


def memory_line(place: Place, records: int) -> Iterator[Line]:
    """`plumbline check` over a CSV of about so many records."""
    if not Path("/proc/self/status").exists():
        yield NotMeasured(NAME, "needs /proc")
        return
    folder = place.work / "check"
    folder.mkdir(parents=True, exist_ok=True)
    pool = list(pool_of(POOL))
    per_copy = sum(len(t.draft.acts) for t in pool)
    written = write_files(folder, pool, max(1, -(-records // per_copy)))
    size = (folder / "records.csv").stat().st_size
    begun = time.monotonic()
    peak = _peak(_command(place.packs, folder), folder / "check.log")
    seconds = time.monotonic() - begun
    shutil.rmtree(folder)
    note = f"CSV of {written:,} records, {size / 1e9:.2f} GB; {seconds:.0f} s, {written / seconds:,.0f} records/s"
    yield Ratio(NAME, (peak / 1e9,), 2, 1, unit="GB", note=note)


def _command(packs: Path, folder: Path) -> list[str]:
    given: list[object] = ["check", folder / "records.csv", "--cases", folder / "cases.csv", "--packs", packs]
    given += ["--officers", folder / "officers.csv", "--figures", folder / "figures.csv"]
    given += ["--now", NOW.date().isoformat(), "--out", folder / "out"]
    return [str(Path(sys.executable).with_name("plumbline")), *map(str, given)]


def _peak(command: list[str], log: Path) -> int:
    """Bytes in memory of a command and its descendants, at most; a page that two of them share counts twice."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        most = 0
        while process.poll() is None:
            most = max(most, _held(process.pid))
            time.sleep(EVERY)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the check failed: {log.read_text('utf-8', 'replace')[-2_000:]}")
    return most


def _held(root: int) -> int:
    parents, sizes = {}, {}
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in path.read_text("utf-8").splitlines() if ":" in line)
        except OSError:
            continue
        number = int(told["Pid"])
        parents[number] = int(told["PPid"])
        sizes[number] = int(told.get("VmRSS", "0 kB").split()[0]) * 1024
    family, grown = {root}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return sum(sizes.get(number, 0) for number in family)
