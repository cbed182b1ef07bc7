"""Speed and memory as ratios in one run: `make bench`, or this script with a size.

Every ratio is the median of interleaved rounds. All work is done in a folder that is removed at the end, unless
`--work FOLDER --keep-data` leaves the districts there: making one of 1,000,000 cases takes longer than a round.

    .venv/bin/python bench/scan/run.py                       a few minutes, without PM4Py and the large file
    .venv/bin/python bench/scan/run.py --cases 1000000 --check-records 10000000 --pm4py OTHER/bin/python
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from pathlib import Path

from case_lines import case_lines
from district import district
from measure import HEAD, Line
from memory import memory_line
from peer import has_pm4py, own_python, six_lines, xes_line
from scan_lines import SIX_FROM, Place, scan_lines, working_days

ROOT = Path(__file__).resolve().parents[2]
XES_CASES = 4_000
MARKS = ("<!-- bench/scan -->", "<!-- end of bench/scan -->")


def main() -> int:
    """Measure, print, and keep the table where that is asked for."""
    given = _arguments()
    with _folder(given) as folder:
        lines: list[Line] = []
        print(_about(given), flush=True)
        print(HEAD, flush=True)
        for line in _measure(given, Path(folder)):
            print(line.row(), flush=True)
            lines.append(line)
    if given.keep is not None:
        _keep(given.keep, "\n".join([_about(given), HEAD, *(line.row() for line in lines)]))
    return 0 if all(line.met(given.slack) for line in lines) else 1


def _folder(given: argparse.Namespace) -> AbstractContextManager[str]:
    """Where data lie; removed at the end unless they are to be kept."""
    if given.keep_data and given.work is not None:
        given.work.mkdir(parents=True, exist_ok=True)
        return nullcontext(str(given.work))
    return tempfile.TemporaryDirectory(prefix="plumbline-bench-", dir=given.work)


def _measure(given: argparse.Namespace, folder: Path) -> Iterator[Line]:
    place = Place(ROOT / "packs", folder, given.rounds)
    chosen = set(given.only or ("cases", "scans", "days", "peer", "xes", "memory"))
    if chosen & {"cases", "scans", "days"}:
        large = district(place.packs, folder, given.cases, _say)
    if "cases" in chosen:
        yield from case_lines(place, large)
    if "scans" in chosen:
        yield from scan_lines(place, large, district(place.packs, folder, given.cases // 10, _say))
    if "days" in chosen:
        yield from working_days(place, large)
    there = bool(chosen & {"peer", "xes"}) and has_pm4py(given.pm4py)
    if "peer" in chosen:
        one = district(place.packs, folder, given.peer_cases, _say, SIX_FROM) if there else None
        yield from six_lines(place, one, given.pm4py)
    if "xes" in chosen:
        short = district(place.packs, folder, XES_CASES, _say, SIX_FROM) if there else None
        yield from xes_line(place, short, given.pm4py)
    if "memory" in chosen:
        yield from memory_line(place, given.check_records)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000, help="cases of the scans (100,000)")
    parser.add_argument("--rounds", type=int, default=7, help="interleaved rounds (7)")
    parser.add_argument(
        "--check-records", type=int, default=300_000, help="records of the large file (300,000)"
    )
    parser.add_argument("--peer-cases", type=int, default=100_000, help="cases judged by PM4Py too (100,000)")
    parser.add_argument("--pm4py", default=own_python(), help="a Python that can import pm4py")
    parser.add_argument("--only", nargs="*", help="some of: cases scans days peer xes memory")
    parser.add_argument("--keep-data", action="store_true", help="leave the data in --work for the next run")
    parser.add_argument("--slack", type=float, default=1.0, help="how far a goal may be missed (1.5 for CI)")
    parser.add_argument("--work", type=Path, help="folder for the data")
    parser.add_argument("--keep", type=Path, help="a Markdown file that keeps the table between its marks")
    return parser.parse_args()


def _about(given: argparse.Namespace) -> str:
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("duckdb", "pyarrow", "numpy", "ibis-framework")
    )
    options = " ".join(f"--{n.replace('_', '-')} {v}" for n, v in _told(given))
    return (
        f"`bench/scan/run.py {options}`, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores "
        f"({platform.machine()}), Python {platform.python_version()}, {versions}.\n"
    )


def _told(given: argparse.Namespace) -> list[tuple[str, object]]:
    names = ("cases", "rounds", "check_records", "peer_cases")
    return [(name, getattr(given, name)) for name in names]


def _keep(path: Path, table: str) -> None:
    before, _, rest = path.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    path.write_text(f"{before}{MARKS[0]}\n\n{table}\n\n{MARKS[1]}{after}", "utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
