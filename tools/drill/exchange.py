"""The exchange in full counts: 100,000 records with one in a hundred at fault, killed in the middle and sent again;
round trips of 10,000 decisions in each layout.

python tools/drill/exchange.py [--records 100000] [--decisions 10000]     (0 leaves a part out)
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EACH = 8


def main() -> int:
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="plumbline-drill-") as name:
        folder = Path(name)
        os.environ.update(
            DJANGO_SETTINGS_MODULE="plumbline.site.settings",
            PLUMBLINE_DATA=name,
            PLUMBLINE_DATABASE="",
            PLUMBLINE_SECRET_KEY="drill-only-" + "0" * 40,
            PLUMBLINE_HOSTS="testserver",
        )
        sys.path.insert(0, str(ROOT))
        import django  # noqa: PLC0415 - the settings are known only now
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        if given.records:
            _records(folder, given.records)
        if given.decisions:
            _decisions(folder, given.decisions)
    return 0


def _records(folder: Path, number: int) -> None:
    """Planted faults, a kill, the rest, the whole again."""
    from plumbline.apps.exchange.models import HeldRow  # noqa: PLC0415
    from plumbline.apps.ledger_store.queries import log_size  # noqa: PLC0415

    import_module("tests.apps.exchange.conftest").opened_source()
    path = folder / "records.jsonl"
    _write(path, number)
    command = [sys.executable, "-m", "plumbline.site", "exchange", "take", str(path), "--source", "scjg"]
    begun = time.monotonic()
    first = subprocess.Popen(command, cwd=ROOT)
    while log_size() < number // 3 and first.poll() is None:
        time.sleep(0.5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    part = log_size()
    told = subprocess.run(
        [*command[:3], "--lang", "en", *command[3:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    size, cases = log_size(), -(-number // EACH)
    print(f"{number:,} records, one in a hundred at fault; killed (SIGKILL) with {part:,} entries in the log")
    print(f"sent again: {told.stdout.strip()} (exit code {told.returncode})")
    assert size == number - number // 100 + cases, (size, number, cases)
    assert HeldRow.objects.count() == number // 100
    again = folder / "again.jsonl"
    again.write_text(path.read_text("utf-8") + "\n", "utf-8")
    command[5] = str(again)
    told = subprocess.run(
        [*command[:3], "--lang", "en", *command[3:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    print(f"the whole once more under another name: {told.stdout.strip()}")
    assert log_size() == size
    assert HeldRow.objects.count() == number // 100
    kept = number - number // 100
    print(
        f"in the log {size:,}: {kept:,} records and {cases:,} openings, each once; {time.monotonic() - begun:.0f} s"
    )


def _write(path: Path, number: int) -> None:
    sys.path[:0] = [str(ROOT / "bench" / "ingest"), str(ROOT / "bench" / "web")]
    rows_of = import_module("batch_part").rows_of

    with path.open("w", encoding="utf-8") as out:
        done = 0
        for case in range(-(-number // EACH)):
            for row in rows_of(case):
                if done == number:
                    return
                if done % 100 == 50:
                    row["at"] = f"kein Tag {done}"
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                done += 1


def _decisions(folder: Path, number: int) -> None:
    from plumbline.apps.exchange.actions import read_file  # noqa: PLC0415
    from plumbline.apps.exchange.export import every  # noqa: PLC0415
    from plumbline.core.layouts.catalogue import LAYOUTS  # noqa: PLC0415

    ours, rows = import_module("tests.apps.exchange.conftest"), import_module("tests.builders.decisions").rows
    for layout in LAYOUTS.values():
        path = folder / f"{layout.id}.csv"
        given = list(rows(layout, number))
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(given[0]))
            writer.writeheader()
            writer.writerows(given)
        organ = f"drill-{layout.id}"
        done = read_file(
            ours.opened_source(layout.id, layout.id, organ=organ), path, name=path.name, now=ours.NOW
        )
        assert (done.rows, done.quarantined) == (number, 0), done
        found = {tuple(one.values()) for one in every(layout, organ, {})}
        assert found == {tuple(one.values()) for one in given}
        print(f"{layout.id}: {number:,} rows in and out again, no value different", flush=True)


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--records", type=int, default=100_000)
    arguments.add_argument("--decisions", type=int, default=10_000)
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())
