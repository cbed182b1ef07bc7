"""Lines against PM4Py, which is no dependency: whoever measures installs it into a Python of its own and names that."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from xml.sax.saxutils import quoteattr

import pyarrow.parquet as pq
from district import District
from measure import Line, NotMeasured, Ratio, interleaved
from scan_lines import SIX_FROM, Place
from team import Team

from plumbline.apps.record_intake.queries import Segment, Source
from plumbline.apps.record_intake.reading import read_batches

SIX_NAME = "six rules, PM4Py's nearest six over its imported log ÷ ours over warm milestones"
COLD_NAME = "the same ÷ ours cold, from records"
XES_NAME = "reading XES, PM4Py's reader ÷ ours, in processor time"
XES_EVENTS = 50_000
COLUMNS = ("case:concept:name", "concept:name", "time:timestamp", "org:resource")


class Peer(AbstractContextManager["Peer"]):
    """PM4Py in its own process, asked for one task at a time; what it tells are its own seconds.

    `spent` is the processor time that it used so far.
    """

    def __init__(self, python: str, log: Path, xes: Path) -> None:
        script = Path(__file__).with_name("peer_pm4py.py")
        self._process = subprocess.Popen(
            [python, str(script), str(log), str(xes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.spent = 0.0
        while not (line := self._line()).startswith("ready "):
            pass  # it greets whoever imports it
        self.version = line.removeprefix("ready ")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def ask(self, task: str) -> float:
        """Seconds of one task."""
        assert self._process.stdin is not None
        print(task, file=self._process.stdin, flush=True)
        seconds, used = map(float, self._line().split())
        self.spent += used
        return seconds

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("PM4Py ended without an answer")
        return line.strip()


def has_pm4py(python: str) -> bool:
    """Whether that Python can import it."""
    return (
        shutil.which(python) is not None
        and not subprocess.run(
            [python, "-c", "import importlib.util as u, sys; sys.exit(u.find_spec('pm4py') is None)"],
            check=False,
        ).returncode
    )


def six_lines(place: Place, district: District | None, python: str) -> Iterator[Line]:
    """The six rules over a district of one procedure, warm and cold.

    PM4Py judges a log that it imported before and holds in memory. What ours has at that point are milestones on disk,
    kept up to date as records come in: that is the like state. The cold line reads every record again.
    """
    if district is None:
        yield from (NotMeasured(name, _absent(python)) for name in (SIX_NAME, COLD_NAME))
        return
    segment = next(s for s in district.segments if s.procedure == SIX_FROM)
    log, stored = place.work / "log.csv", place.work / "milestones of six"
    _write_log(segment, log)
    with Peer(python, log, log) as peer, Team(place.packs, district, "six", [segment]) as team:
        told = team.run("cold")
        team.run("store", stored)
        if team.run("warm", stored).outcomes != told.outcomes:
            raise SystemExit("milestones on disk give other outcomes than the records")
        times = interleaved(
            {
                "warm": lambda: team.run("warm", stored),
                "cold": lambda: team.run("cold"),
                "pm six": lambda: peer.ask("six"),
                "pm filters": lambda: peer.ask("filters"),
            },
            place.rounds,
            lambda: time.process_time() + team.spent + peer.spent,
        )
    log.unlink()
    note = f"PM4Py {peer.version}, its log in memory; {district.cases:,} cases, {segment.rows:,} records; "
    note += f"ours from milestones on disk; {times.told('pm six', 'warm')}; its four rules that are mere filters: "
    note += f"{times.middle('pm filters'):.3g} s"
    yield Ratio(SIX_NAME, times.against("pm six", "warm"), 50, 100, at_least=True, note=note)
    note = f"ours reads every record from disk; {times.told('pm six', 'cold')}"
    yield Ratio(COLD_NAME, times.against("pm six", "cold"), 50, 100, at_least=True, note=note)


def xes_line(place: Place, district: District | None, python: str) -> Iterator[Line]:
    """The reading of an XES file."""
    if district is None:
        yield NotMeasured(XES_NAME, _absent(python))
        return
    segment = next(s for s in district.segments if s.procedure == SIX_FROM)
    log, xes = place.work / "short.csv", place.work / "log.xes"
    log.write_text(",".join(COLUMNS) + "\nA,decide,2024-01-02T00:00:00+00:00,B\n", "utf-8")
    _write_xes(segment, xes)
    with Peer(python, log, xes) as peer:
        times = interleaved(
            {
                "xes": lambda: _read(xes),
                "pm xes": lambda: peer.ask("xes"),
                "pm patterns": lambda: peer.ask("xes by patterns"),
            },
            place.rounds,
            lambda: time.process_time() + peer.spent,
        )
    note = f"about {XES_EVENTS:,} events, {xes.stat().st_size / 1e6:.0f} MB; "
    note += f"{times.told('pm xes', 'xes')}; "
    note += f"its reader by text patterns, which parses no XML: {times.middle('pm patterns'):.3g} s"
    yield Ratio(XES_NAME, times.used("pm xes", "xes"), 4, 8, at_least=True, note=note)
    log.unlink()
    xes.unlink()


def _absent(python: str) -> str:
    return f"no PM4Py in {Path(python).name}: install it elsewhere and say --pm4py PYTHON"


def own_python() -> str:
    """The Python that runs this, where nobody names another."""
    return sys.executable


def _read(xes: Path) -> None:
    source = Source(str(xes), xes.name, 0)
    rows = sum(batch.size for batch in read_batches(xes, source))
    assert rows


def _events(segment: Segment) -> Iterator[tuple[str, str, str, str]]:
    file = pq.ParquetFile(segment.records)
    for batch in file.iter_batches(65_536, columns=["case_id", "step", "instant", "by"]):
        for row in batch.to_pylist():
            officer = row["by"][0]["officer"] if row["by"] else ""
            yield row["case_id"], row["step"], _moment(row["instant"]), officer


def _moment(instant: int) -> str:
    return datetime.fromtimestamp(instant / 1e6, UTC).isoformat(timespec="milliseconds")


def _write_log(segment: Segment, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        writer.writerows(_events(segment))


def _write_xes(segment: Segment, path: Path) -> None:
    """A log with the attributes that logs of offices have: six an event, six a trace, two of these dates."""
    held = ""
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
        for number, (case, step, at, officer) in enumerate(_events(segment)):
            if case != held:
                if number >= XES_EVENTS:
                    break
                out.write("</trace>\n" if held else "")
                out.write(f"<trace>\n{_trace(case, at)}")
                held = case
            organ = officer.partition("-")[0]
            texts = {"concept:name": step, "concept:instance": f"{case}-{number}", "org:resource": officer}
            texts |= {"org:group": organ, "lifecycle:transition": "complete"}
            out.write(f'<event>\n{_texts(texts)}<date key="time:timestamp" value="{at}"/>\n</event>\n')
        out.write("</trace>\n</log>\n")


def _trace(case: str, at: str) -> str:
    texts = {"concept:name": case, "department": "general", "channel": "counter", "group": "1"}
    dates = "".join(f'<date key="{name}" value="{at}"/>\n' for name in ("startdate", "deadline"))
    return _texts(texts) + dates


def _texts(texts: dict[str, str]) -> str:
    return "".join(f"<string key={quoteattr(k)} value={quoteattr(v)}/>\n" for k, v in texts.items())
