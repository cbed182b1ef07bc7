"""Figures and reports, as ratios in one run: all figures of the report and the yearly tables, one opened, an audit.

    .venv/bin/python bench/report/run.py                        300,000 records, a minute or two
    .venv/bin/python bench/report/run.py --records 10000000     what the goals are set for
    .venv/bin/python bench/report/run.py --keep docs/performance.md

*All figures* is `apps.figures.queries.figures` as a page asks it: every indicator of the catalogue for a year, by organ
and class, formulas and identities too. *Bare scan*: DuckDB on two threads reads every column that any of them reads
from the same files and sums it. *One opened*: its rows sorted, the first page of them. Data lie in a folder that is
removed at the end, unless `--work FOLDER` names one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench" / "scan"), str(ROOT / "tools")]

from measure import HEAD, Line, Ratio, interleaved  # noqa: E402

MARKS = ("<!-- bench/report -->", "<!-- end of bench/report -->")
OPENED = "legality_reviews"
TEXT = 20_000


def main() -> int:
    """Measure, print, and keep the table where that is asked for."""
    given = _arguments()
    with _folder(given.work) as folder:
        _set_up(Path(folder))
        lines: list[Line] = []
        about = f"`bench/report/run.py --records {given.records} --rounds {given.rounds}`, "
        about += f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores.\n"
        print(about, HEAD, sep="\n", flush=True)
        for line in (*_figures(given, Path(folder)), *_audits(given.rounds)):
            print(line.row(), flush=True)
            lines.append(line)
    if given.keep is not None:
        before, _, rest = given.keep.read_text("utf-8").partition(MARKS[0])
        table = "\n".join([about, HEAD, *(line.row() for line in lines)])
        kept = f"{before}{MARKS[0]}\n\n{table}\n\n{MARKS[1]}{rest.partition(MARKS[1])[2]}"
        given.keep.write_text(kept, "utf-8")
    return 0 if all(line.met(given.slack) for line in lines) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=300_000, help="standing acts (300,000)")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (5)")
    parser.add_argument("--slack", type=float, default=1.0, help="how far a goal may be missed")
    parser.add_argument("--work", type=Path, help="folder for the data, which stay there for the next run")
    parser.add_argument("--keep", type=Path, help="a Markdown file that keeps the table between its marks")
    return parser.parse_args()


def _folder(work: Path | None) -> AbstractContextManager[str]:
    if work is None:
        return tempfile.TemporaryDirectory(prefix="plumbline-bench-")
    work.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(work))


def _set_up(folder: Path) -> None:
    """A site of its own with an empty ledger: the acts lie beside it as if they had been read from one."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
        "PLUMBLINE_SECRET_KEY": "bench-only-" + "0" * 40,
        "PLUMBLINE_DATABASE": str(folder / "report.sqlite3"),
        "PLUMBLINE_DATA": str(folder),
    }
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def _figures(given: argparse.Namespace, folder: Path) -> Iterator[Line]:
    from acts import YEAR, make  # noqa: PLC0415

    from plumbline.apps.figures import queries  # noqa: PLC0415
    from plumbline.apps.figures.actions import act_files  # noqa: PLC0415
    from plumbline.apps.figures.definitions import definitions  # noqa: PLC0415
    from plumbline.apps.figures.queries import RowsAsked, figures, rows, year  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415
    from plumbline.core.authority.access import Visible  # noqa: PLC0415

    known = definitions()
    place = folder / "figures"
    if act_files().state().packs != known.packs:  # of other packs, or not there yet
        shutil.rmtree(place, ignore_errors=True)
        print(f"making {given.records:,} records", file=sys.stderr, flush=True)
        make(place, shelf().packs, known, given.records)
        known.keep()
    state = act_files().state()
    now, everything, opened = 0, Visible(everything=True), known.catalogue.indicators[OPENED]
    told = figures(year(YEAR), everything, now=now)
    empty = [
        id for id in known.catalogue.indicators if not told.figures[id].rows and not told.figures[id].value
    ]

    def anew() -> object:
        queries.kept.clear()  # counts of parts that were counted before are kept, in the process and in a file
        act_files().counts.unlink(missing_ok=True)
        return figures(year(YEAR), everything, now=now)

    counted, many = rows(RowsAsked(opened), year(YEAR), everything, now=now)
    times = interleaved(
        {
            "bare": lambda: _bare(known, state, place),
            "all": anew,
            "opened": lambda: rows(RowsAsked(opened), year(YEAR), everything, now=now),
        },
        given.rounds,
    )
    size = sum(_many(place, parts) for parts in state.parts.values())
    note = f"{len(known.catalogue.indicators)} indicators, {size:,} records; {times.told('all', 'bare')}"
    note += f"; {len(empty)} of them count nothing" if empty else ""
    yield Ratio("all figures ÷ bare scan of their columns", times.against("all", "bare"), 3, 1.5, note=note)
    note = f"{opened.id}: {many:,} rows, {len(counted)} shown; {times.told('opened', 'bare')}"
    yield Ratio(
        "one figure opened to its rows ÷ bare scan", times.against("opened", "bare"), 0.2, 0.1, note=note
    )


def _many(place: Path, parts: list[str]) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415

    return sum(pq.read_metadata(place / part / "acts.parquet").num_rows for part in parts)


def _bare(known: Any, state: Any, place: Path) -> None:
    """Reads every column that any indicator reads, of every procedure, and does nothing else with it."""
    from plumbline.apps.figures.store import engine  # noqa: PLC0415

    with engine() as db:
        for procedure, parts in state.parts.items():
            columns = _columns(known, procedure)
            sums = ", ".join(f'sum(hash("{name}"))' for name in sorted(columns))
            files = [str(place / part / "acts.parquet") for part in parts]
            db.execute(f"SELECT {sums} FROM read_parquet({files})").fetchall()


def _columns(known: Any, procedure: str) -> set[str]:
    """The columns that the counts of a procedure read, as their SQL names them."""
    from plumbline.core.indicators.acts import acts_schema  # noqa: PLC0415

    told = [
        known.sql(one, procedure, rows=False)
        for one in known.catalogue.indicators.values()
        if procedure in one.procedures
    ]
    return {
        name
        for name in acts_schema(known.layouts[procedure]).names
        if any(f'"{name}"' in sql for sql in told)
    }


def _audits(rounds: int) -> Iterator[Line]:
    from plumbline.core.report_audit.audit import audit_text  # noqa: PLC0415
    from report_audit_score import read_texts  # noqa: PLC0415

    texts = "\n\n".join(one["text"] for one in read_texts())
    short = (texts * (TEXT // len(texts) + 1))[:TEXT]
    long = "\n\n".join([short] * 10)
    times = interleaved({"short": lambda: audit_text(short), "long": lambda: audit_text(long)}, rounds)
    seconds = tuple(times.processor["short"])
    note = f"{len(short):,} characters of the marked texts, on one core"
    yield Ratio("an audit, processor time", seconds, 1, 0.5, unit="s", note=note)
    note = f"{len(long):,} characters; {statistics.median(times.processor['long']):.3g} s of processor time"
    yield Ratio("ten times the text", times.used("long", "short"), 11, note=note)


if __name__ == "__main__":
    sys.exit(main())
