"""Speed of the ledger as ratios in one run; every ratio is the median of interleaved rounds, with its spread.

python bench/ledger/run.py                            a few minutes
python bench/ledger/run.py --only verification --records 10000000
                                                      the large log of the requirement; TMPDIR says where it is built
python bench/ledger/run.py --only verification --records 10000000 --folder FOLDER
                                                      a log that is kept there; one that is smaller is gone on with
PYTHONPATH=FOLDER python bench/ledger/run.py          with django-simple-history, installed into FOLDER as a peer
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from rounds import HEAD

PARTS = ("sqlite", "flat", "postgresql", "trees", "verification")


def main() -> int:
    """Each part in a process of its own, since each has its own database."""
    given = _arguments()
    if given.part:
        return _measure(given)
    print(HEAD, flush=True)
    rest = ["--rounds", str(given.rounds), "--records", str(given.records)]
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        rest += ["--folder", str(given.folder)]
    chosen = given.only or PARTS
    codes = [
        subprocess.run([sys.executable, __file__, "--part", part, *rest], check=False).returncode
        for part in chosen
    ]
    return int(any(codes))


def _measure(given: argparse.Namespace) -> int:
    kept, prefix = given.folder, "plumbline-bench-"
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix=prefix) as name:
        folder = Path(name)
        if given.part == "sqlite":
            from sqlite_part import lines  # noqa: PLC0415 - each part sets up a site of its own
        elif given.part == "flat":
            from flat_part import lines  # noqa: PLC0415
        elif given.part == "postgresql":
            from postgresql_part import lines  # noqa: PLC0415
        elif given.part == "trees":
            from trees_part import lines  # noqa: PLC0415
        else:
            from verification_part import lines  # noqa: PLC0415
        for line in lines(folder, given.rounds, given.records):
            print(line.row(), flush=True)
    return 0


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--records", type=int, default=300_000, help="size of the large log")
    arguments.add_argument("--only", nargs="*", choices=PARTS)
    arguments.add_argument("--folder", type=Path, help="where the log to be verified is kept")
    arguments.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())
